import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { openRemoteDesk } from '../../../main/remote-signing/remote-desk.ts';
import { openRemoteServices } from '../../../main/remote-signing/services.ts';
import { offlineClient } from '../../../main/network/client.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import type { RemoteSession, RemoteSigningService } from '../../../pki/remote/service.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { testSigner } from '../../../pki/test-authority/test-signer.ts';
import { DOCTOR } from '../../support/authority.ts';
import { PreparedPerson } from '../../support/pin-prompts.ts';
import { desk } from '../support/desk.ts';

const INFO = digestInfo('sha256', createHash('sha256').update('document').digest());
const { signal } = new AbortController();

it('another kind of service is plugged in by an adapter, and is believed no more than any', async () => {
  const now = () => new Date();
  const key = (await (await createTestAuthority({ now: now() })).issueCertificates(DOCTOR, now())).signature;
  const credential = {
    ...{ id: 'key', description: null, certificate: key.certificate, chain: key.chain, enabled: true, way: 'pin' as const },
    ...{ factor: { id: 'PIN', digitsOnly: true }, algorithms: ['1.2.840.113549.1.1.1'] },
  };
  let honest = true;
  const typed: string[] = [];
  const session: RemoteSession = {
    over: false,
    credentials: async () => ({ usable: [credential], faulty: [] }),
    credential: async () => credential,
    async activate(_order, factor) {
      typed.push(Buffer.from(factor).toString());
      return { secret: 'activated', isToken: false };
    },
    activateInBrowser: async () => ({ secret: 'activated', isToken: true }),
    signHash: async ({ hashes, digest }) => [await testSigner(key).sign(digestInfo(digest, honest ? hashes[0]! : new Uint8Array(32)))],
    end: async () => {},
  };
  const service: RemoteSigningService = { describe: async () => ({ name: 'vendor', signInHost: 'vendor.example' }), signIn: async () => session };
  await using program = await desk();
  const { store, audit } = program.application;
  await using remote = openRemoteDesk({
    ...{ services: await openRemoteServices(store, audit), audit, http: offlineClient, askAgain: false, now },
    adapter: ({ base }) => {
      expect(base).toBe('https://vendor.example/');
      return service;
    },
  });
  await remote.add({ name: 'vendor', base: 'https://vendor.example', clientId: 'desk', signInHost: null });
  expect(await remote.connect('vendor', () => {}, signal)).toBe(1);
  const answer = { pin: '246810', confirmedTries: 'unknown' } as const;
  const sign = () => remote.openSigner('vendor (CSC)', new PreparedPerson(answer), 1, signal).sign(INFO);
  expect(Buffer.from(await sign())).toEqual(Buffer.from(await testSigner(key).sign(INFO)));
  expect(typed).toEqual(['246810']);
  honest = false;
  await expect(sign()).rejects.toMatchObject({ code: 'SIGNATURE_VALUE_WRONG' });
});
