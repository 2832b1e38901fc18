import { type KeyObject, verify } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod';
import { base64urlBytes } from '../../base64url.ts';
import { fitsSubject, PAYLOADS, type SetClaims, setClaims } from './claims.ts';
import { SetError } from './set-error.ts';
import { SET_TYPE } from './sign.ts';
import { type EventType, eventTypeOf } from './table.ts';

/** A SET whose signature and content fit. */
export interface ReadSet {
  readonly token: string;
  readonly kid: string;
  readonly claims: SetClaims;
  readonly type: EventType;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Public keys of an issuer by thumbprint; `null` for an issuer that nobody knows. */
export type KeysOf = (issuer: string) => Promise<ReadonlyMap<string, KeyObject> | null>;

export interface ReadOptions {
  /** Who must be meant. */
  readonly audience: string;
  readonly now: Date;
}

const header = z.strictObject({ alg: z.literal('EdDSA'), typ: z.string(), kid: z.string().min(1).max(100) });

/** Clocks may be apart by that much. */
const SKEW_S = 300;
/** Longer than any desk stays away; older is a clock that stands still, or a replay from elsewhere. */
const OLDEST_S = 400 * 86_400;
const LONGEST = 16 * 1024;

const verifyAside = promisify(verify);
const utf8 = new TextDecoder('utf-8', { fatal: true });

const malformed = (description: string, cause?: unknown) => new SetError('invalid_request', description, { cause });

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    throw malformed('it is not a JWT', cause);
  }
}

/** A compact JWS taken apart; nothing of it is proved yet. */
export interface JwsParts {
  readonly kid: string;
  readonly claims: unknown;
  verifiedBy(key: KeyObject): boolean;
  /** As `verifiedBy`, beside the main thread, for thousands that come at once. */
  verifiedAsideBy(key: KeyObject): Promise<boolean>;
}

/** Takes a compact JWS apart. Every character counts. @throws SetError invalid_request */
export function partsOf(token: string, typ: string): JwsParts {
  const parts = token.length <= LONGEST ? token.split('.') : [];
  const [head, body, signature] = parts.map(base64urlBytes);
  if (parts.length !== 3 || !head?.length || !body?.length || !signature?.length) throw malformed('it is not a JWT');
  const { success, data, error } = header.safeParse(json(head));
  if (!success) throw malformed('header: alg EdDSA, typ and kid, nothing else', error);
  if (data.typ !== typ) throw malformed(`typ is not ${typ}`);
  const signed = Buffer.from(token.slice(0, token.lastIndexOf('.')));
  return {
    kid: data.kid,
    claims: json(body),
    verifiedBy: (key) => verify(null, signed, key, signature),
    verifiedAsideBy: (key) => verifyAside(null, signed, key, signature),
  };
}

/** The one event of the claims. @throws SetError invalid_request */
function eventOf({ events, sub_id }: SetClaims): Pick<ReadSet, 'type' | 'payload'> {
  const [[uri, told] = ['', null]] = Object.entries(events);
  const type = eventTypeOf(uri, told);
  if (!type) throw malformed('the event is not known');
  if (!fitsSubject(type.claims, sub_id)) throw malformed('the event is not about such a subject');
  const payload = PAYLOADS[type.claims as keyof typeof PAYLOADS].safeParse(told);
  if (!payload.success) throw malformed('the payload does not fit the event', payload.error);
  return { type, payload: payload.data };
}

/**
 * Reads a SET: form, issuer, signature, then audience, time and the event.
 * @throws SetError by RFC 8935 section 2.4
 */
export async function readSet(token: string, keysOf: KeysOf, { audience, now }: ReadOptions): Promise<ReadSet> {
  const { kid, claims: told, verifiedAsideBy } = partsOf(token, SET_TYPE);
  const read = setClaims.safeParse(told);
  if (!read.success) throw malformed('claims are missing or not as they should be', read.error);
  const claims = read.data;
  const keys = await keysOf(claims.iss);
  if (!keys) throw new SetError('invalid_issuer', 'the issuer is not known');
  const key = keys.get(kid);
  if (!key || !(await verifiedAsideBy(key))) throw new SetError('invalid_key', key ? 'the signature does not fit' : 'the key is not of this issuer');
  if (claims.aud !== audience) throw new SetError('invalid_audience', 'it is meant for somebody else');
  const present = now.getTime() / 1_000;
  if (claims.iat > present + SKEW_S || (claims.toe ?? 0) > present + SKEW_S) throw malformed('it comes from the future');
  if (claims.iat < present - OLDEST_S) throw malformed('it is too old');
  return { token, kid, claims, ...eventOf(claims) };
}
