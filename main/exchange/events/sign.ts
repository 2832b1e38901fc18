import { sign } from 'node:crypto';
import { fitsSubject, PAYLOADS, type SetClaims, setClaims, type Subject } from './claims.ts';
import type { SigningKey } from './keys.ts';
import { type EventType, eventType } from './table.ts';

/** Explicit type of a SET (RFC 8417 section 2.3). */
export const SET_TYPE = 'secevent+jwt';

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A compact JWS (RFC 7515) with EdDSA (RFC 8037); the header is `alg`, `typ` and `kid`. */
export function signJws({ kid, privateKey }: SigningKey, typ: string, claims: unknown): string {
  const input = `${encoded({ alg: 'EdDSA', typ, kid })}.${encoded(claims)}`;
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
}

/** What is told, before it is signed. */
export interface EventOrder {
  /** Such as `card.held` (`resources/exchange/events.json`). */
  readonly name: string;
  readonly issuer: string;
  readonly audience: string;
  readonly jti: string;
  readonly issuedAt: Date;
  readonly happenedAt?: Date;
  /** What belongs together. */
  readonly transaction?: string;
  readonly subject: Subject;
  /** `change_type` and `credential_type` of CAEP are added. */
  readonly payload: Readonly<Record<string, unknown>>;
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);

/** Members that CAEP's credential-change wants of every event of its type. */
const caep = ({ change }: EventType) => (change === null ? {} : { change_type: change, credential_type: 'x509' });

/** Claims of an event. @throws RangeError for a name that no table has or a subject of the wrong kind, z.ZodError for a payload that does not fit */
export function claimsOf({ name, issuer, audience, jti, issuedAt, happenedAt, transaction, subject, payload }: EventOrder): SetClaims {
  const type = eventType(name);
  if (!fitsSubject(type.claims, subject)) throw new RangeError(`${name} is not about ${subject.format}`);
  const checked = PAYLOADS[type.claims as keyof typeof PAYLOADS].parse({ ...payload, ...caep(type) });
  return setClaims.parse({
    iss: issuer,
    jti,
    iat: seconds(issuedAt),
    aud: audience,
    ...(transaction !== undefined && { txn: transaction }),
    ...(happenedAt && { toe: seconds(happenedAt) }),
    sub_id: subject,
    events: { [type.uri]: checked },
  });
}

/** A SET, signed. */
export const signSet = (key: SigningKey, claims: SetClaims): string => signJws(key, SET_TYPE, claims);
