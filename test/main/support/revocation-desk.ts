import { onTestFinished } from 'vitest';
import type { NetworkSettings } from '../../../main/api/schema/application.ts';
import { networkClient } from '../../../main/network/client.ts';
import { openRevocation } from '../../../main/revocation/revocation.ts';
import { DEFAULT_SETTINGS } from '../../../main/settings/settings.ts';
import type { FetchedRevocation } from '../../../pki/trust.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { Clock, holderAt, issuer, publisher } from './lists.ts';

/** A desk that may ask the publisher, and a clock. */
export async function world(change: Partial<NetworkSettings> = {}, policy: 'valid-at-time' | 'issued-after' = 'valid-at-time') {
  const from = await publisher();
  const clock = new Clock();
  const folder = await temporaryFolder();
  const network: NetworkSettings = { ...DEFAULT_SETTINGS.network, proxy: { mode: 'none', url: '' }, allowedHosts: [from.host], ...change };
  const open = () => {
    const options = { folder, settings: () => ({ network, revocationPolicy: policy }), client: networkClient(() => network), now: clock.now };
    const revocation = openRevocation(options);
    onTestFinished(() => revocation[Symbol.asyncDispose]());
    return revocation;
  };
  const path = [holderAt(from.address)];
  const ask = (revocation: ReturnType<typeof open>) => revocation.source('verification').dataFor(path, clock.now(), issuer);
  return { from, clock, folder, open, ask, path, network };
}

/** Codes of what could not be had. */
export const codes = ({ failures }: FetchedRevocation) => failures.map(({ code }) => code);
