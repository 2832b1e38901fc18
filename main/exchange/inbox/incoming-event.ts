import * as z from 'zod';
import { deriveKey, seal, unseal } from '../../store/sealing.ts';
import type { Store } from '../../store/store.ts';
import { type SetClaims, subject } from '../events/claims.ts';
import type { ReadSet } from '../events/read.ts';
import { FEEDS } from '../events/table.ts';

const incoming = z.object({
  issuer: z.string(),
  jti: z.string(),
  /** As `resources/exchange/events.json` calls it; the URI of one that it does not have. */
  event: z.string(),
  /** `null` for an event that the table does not have. */
  feed: z.enum(FEEDS).nullable(),
  /** ISO 8601: time of the event (`toe`), else of its issue (RFC 8417 section 2.2). */
  happenedAt: z.string(),
  subject,
  payload: z.record(z.string(), z.unknown()),
});

/** An event whose signature and content fit, from whatever way it came. */
export type IncomingEvent = Readonly<z.infer<typeof incoming>>;

const timeOf = ({ toe, iat }: SetClaims): string => new Date((toe ?? iat) * 1_000).toISOString();

/** The event of a SET. */
export const incomingOf = ({ claims, type, payload }: ReadSet): IncomingEvent => ({
  issuer: claims.iss,
  jti: claims.jti,
  event: type.name,
  feed: type.feed,
  happenedAt: timeOf(claims),
  subject: claims.sub_id,
  payload,
});

/** The event of a SET that is rightly signed and of a kind that this version does not know. */
export function unknownOf(claims: SetClaims): IncomingEvent {
  const [[uri, told] = ['', null]] = Object.entries(claims.events);
  const payload = typeof told === 'object' && told !== null ? { ...told } : {};
  return { issuer: claims.iss, jti: claims.jti, event: uri, feed: null, happenedAt: timeOf(claims), subject: claims.sub_id, payload };
}

const keyOf = ({ masterKey }: Pick<Store, 'masterKey'>): Uint8Array => deriveKey(masterKey.key, 'exchange inbox');
const placeOf = (issuer: string, jti: string): string => `incoming event ${jti} of ${issuer}`;

/** An event that cannot be applied now, sealed under the desk's key: whose it is may not be known here. */
export const sealEvent = (store: Pick<Store, 'masterKey'>, event: IncomingEvent): Uint8Array =>
  seal(keyOf(store), Buffer.from(JSON.stringify(event)), placeOf(event.issuer, event.jti));

export const openEvent = (
  store: Pick<Store, 'masterKey'>,
  row: { readonly issuer: string; readonly jti: string; readonly sealed: Uint8Array },
): IncomingEvent => incoming.parse(JSON.parse(Buffer.from(unseal(keyOf(store), row.sealed, placeOf(row.issuer, row.jti))).toString('utf8')));
