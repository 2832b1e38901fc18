import { randomBytes, randomUUID } from 'node:crypto';
import { noProxy } from '../../../pki/network/proxy.ts';
import { nodeHttpClient } from '../../../pki/network/node-client.ts';
import { openStatusBook } from '../../../main/attendance/status-list/book.ts';
import { auditLog } from '../../../main/audit/audit-log.ts';
import type { SigningKey } from '../../../main/exchange/events/keys.ts';
import { claimsOf, signSet } from '../../../main/exchange/events/sign.ts';
import { openExchange } from '../../../main/exchange/exchange.ts';
import { httpHub } from '../../../main/exchange/link/http-hub.ts';
import { openStore } from '../../../main/store/store.ts';
import { FIRST, NATIONAL, type WaitingEvent } from './population.ts';

/** A desk in a folder of its own, which a hub that is going to run at an address knows as `client`. */
export async function openDesk(folder: string, hub: string, client: string) {
  const stack = new AsyncDisposableStack();
  const store = stack.use(await openStore({ folder }));
  const audit = auditLog(store);
  await audit.begin();
  const status = await openStatusBook({ store, audit });
  const http = nodeHttpClient({ proxy: noProxy });
  const exchange = await openExchange({ store, audit, http, status, authority: null });
  const { identity } = exchange;
  await identity.enrol({
    url: hub,
    client,
    issuer: `${hub}/issuers/${client}`,
    hub,
    kind: 'association',
    association: NATIONAL,
    scopes: ['events:read', 'status:read', 'members:read'],
    national: NATIONAL,
  });
  const peer = httpHub({ http, identity, enrolment: identity.enrolment!, now: store.now });
  return { store, exchange, peer, status, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
export type SyncDesk = Awaited<ReturnType<typeof openDesk>>;

/** Who signs events, and to whom they are told. */
export interface Teller {
  readonly hub: string;
  readonly issuer: string;
  readonly key: SigningKey;
}

/** Of ten events two are stops, four are about credentials and four about membership, of different doctors each, all later than a snapshot of today. */
export function eventAt({ hub, issuer, key }: Teller, index: number): WaitingEvent {
  const registration = String(FIRST + index);
  const kind = index % 10;
  const feed = kind < 2 ? 'stop' : kind < 6 ? 'credential' : 'membership';
  const jti = randomUUID();
  const now = Date.now();
  const order = {
    stop: {
      name: 'stop.status_changed',
      subject: { format: 'opaque', id: randomBytes(16).toString('base64url') },
      payload: { status: 'lost', key: Buffer.alloc(32, 7).toString('base64url') },
    },
    credential: {
      name: 'card.held',
      subject: { format: 'doctor', registration },
      payload: { object: `C26-${registration}`, kind: 'card', state: 'held' },
    },
    membership: {
      name: 'membership.class_changed',
      subject: { format: 'doctor', registration },
      payload: { association: NATIONAL, class: 'A2B', national_class: 'A2B', effective_on: '2026-04-01' },
    },
  } as const;
  const claims = claimsOf({ issuer, audience: hub, jti, issuedAt: new Date(now), happenedAt: new Date(now + 280_000), ...order[feed] });
  const audience = feed === 'stop' ? '*' : NATIONAL;
  return { feed, issuer, jti, registration: feed === 'stop' ? null : registration, token: signSet(key, claims), audience };
}
