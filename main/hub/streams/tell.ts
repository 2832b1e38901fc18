import { randomUUID } from 'node:crypto';
import { claimsOf, type EventOrder, signSet } from '../../exchange/events/sign.ts';
import { eventType } from '../../exchange/events/table.ts';
import type { HubParts } from '../parts.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { append, audiencesOf } from './append.ts';

/** What the hub tells by itself: procedures that run here, imports, its streams. */
export interface Told extends Pick<EventOrder, 'name' | 'subject' | 'payload' | 'happenedAt' | 'transaction'> {
  /** Instead of those who learn what happens to the person. */
  readonly audiences?: readonly string[];
}

/**
 * Signs an event with the hub's key and appends it, in the transaction of the fact; the transaction is the hub's own.
 * @returns its `jti`
 * @throws RangeError, z.ZodError for an event that does not fit its table
 */
export async function tell(
  { store, url, keys }: Pick<HubParts, 'store' | 'url' | 'keys'>,
  tx: HubTransaction,
  { audiences, ...order }: Told,
): Promise<string> {
  const jti = randomUUID();
  const token = signSet(keys.current, claimsOf({ ...order, issuer: url, audience: url, jti, issuedAt: store.now() }));
  const registration = order.subject.format === 'doctor' ? order.subject.registration : null;
  const meant = audiences ?? (registration === null ? [] : await audiencesOf(tx, registration));
  if (meant.length === 0) throw new RangeError(`${order.name} is meant for nobody`);
  await append(tx, { feed: eventType(order.name).feed, issuer: url, jti, registration, token, audiences: meant });
  return jti;
}
