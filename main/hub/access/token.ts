import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { partsOf } from '../../exchange/events/read.ts';
import { signJws } from '../../exchange/events/sign.ts';
import { HttpError } from '../http/http-error.ts';
import type { HubParts } from '../parts.ts';
import { GATE } from '../store/actor.ts';
import { type Caller, scopesOf } from './caller.ts';
import { operatorOf } from './operator.ts';

/** `typ` of an assertion (RFC 7523) and of an access token (RFC 9068 section 2.1). */
export const ASSERTION_TYPE = 'JWT';
const ACCESS_TYPE = 'at+jwt';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Seconds: of an access token, and the most of an assertion. */
export const LIFE_S = 300;
/** Clocks may be apart by that much. */
const SKEW_S = 60;

const assertionClaims = z.strictObject({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  jti: z.string().min(1).max(100),
  exp: z.int(),
  iat: z.int().optional(),
  nbf: z.int().optional(),
});
const accessClaims = z.strictObject({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  client_id: z.string(),
  jti: z.string(),
  iat: z.int(),
  exp: z.int(),
  scope: z.string(),
  association: z.string().optional(),
});

const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);
const invalidClient = (description: string) => new HttpError(401, 'invalid_client', description);

/** The client whose key signed the assertion, which counts once. @throws HttpError 401 `invalid_client` */
async function clientOf({ store, url, clients }: HubParts, assertion: string): Promise<Caller> {
  const now = seconds(store.now());
  const parts = (() => {
    try {
      return partsOf(assertion, ASSERTION_TYPE);
    } catch {
      throw invalidClient('the assertion is not a JWT signed with EdDSA');
    }
  })();
  const { data } = assertionClaims.safeParse(parts.claims);
  if (!data || data.iss !== data.sub) throw invalidClient('claims of the assertion: iss = sub, aud, jti, exp');
  const key = (await clients.keysOf(data.sub))?.get(parts.kid);
  if (!key || !parts.verifiedBy(key)) throw invalidClient('the assertion is not signed by a key of the client');
  if (data.aud !== `${url}/token`) throw invalidClient('the assertion is meant for somebody else');
  if (data.exp <= now - SKEW_S || data.exp > now + LIFE_S + SKEW_S)
    throw invalidClient(`the assertion ends within ${LIFE_S} seconds and is not over`);
  if ((data.nbf ?? data.iat ?? now) > now + SKEW_S) throw invalidClient('the assertion comes from the future');
  const fresh = await store.within(GATE, async (tx) => {
    await tx
      .deleteFrom('used_assertion')
      .where('expires_at', '<', new Date((now - 2 * SKEW_S) * 1_000))
      .execute();
    const row = { client: data.sub, jti: data.jti, expires_at: new Date(data.exp * 1_000) };
    const used = await tx
      .insertInto('used_assertion')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (used.numInsertedOrUpdatedRows !== 1n) return false;
    await tx.updateTable('client').set({ seen_at: store.now() }).where('id', '=', data.sub).execute();
    return true;
  });
  const caller = fresh ? await clients.find(data.sub) : null;
  if (!caller) throw invalidClient('the assertion was used before');
  return caller;
}

/**
 * Token endpoint: client credentials (RFC 6749 section 4.4) of a client that proves itself with its key (RFC 7523 section 2.2).
 * @throws HttpError by RFC 6749 section 5.2
 */
export async function issueToken(parts: HubParts, form: URLSearchParams) {
  if (form.get('grant_type') !== 'client_credentials') throw new HttpError(400, 'unsupported_grant_type', 'client_credentials');
  const assertion = form.get('client_assertion');
  if (form.get('client_assertion_type') !== ASSERTION || !assertion)
    throw new HttpError(400, 'invalid_request', `client_assertion_type ${ASSERTION}`);
  const caller = await clientOf(parts, assertion);
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  if (asked.some((scope) => ![...caller.scopes].includes(scope as never))) throw new HttpError(400, 'invalid_scope', [...caller.scopes].join(' '));
  const scope = (asked.length > 0 ? scopesOf(asked.join(' ')) : [...caller.scopes]).join(' ');
  const iat = seconds(parts.store.now());
  const claims: z.infer<typeof accessClaims> = {
    iss: parts.url,
    sub: caller.client,
    client_id: caller.client,
    aud: parts.url,
    jti: randomUUID(),
    iat,
    exp: iat + LIFE_S,
    scope,
    ...(caller.association !== null && { association: caller.association }),
  };
  return { access_token: signJws(parts.keys.current, ACCESS_TYPE, claims), token_type: 'Bearer', expires_in: LIFE_S, scope };
}

/** Refusal of an access token, or of the client behind it (RFC 6750 section 3). */
export const unauthorised = (description: string) =>
  new HttpError(401, 'invalid_token', description, { 'www-authenticate': `Bearer error="invalid_token", error_description="${description}"` });

/**
 * Who calls, by `Authorization: Bearer` (RFC 6750): the token is ours and not over, and its client is still one.
 * @throws HttpError 401 `invalid_token`
 */
export async function callerOf(hub: HubParts, authorization: string | undefined): Promise<Caller> {
  const { store, url, keys, clients } = hub;
  const [, token] = /^bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '') ?? [];
  if (token === undefined) throw new HttpError(401, 'token_needed', 'an access token is needed', { 'www-authenticate': 'Bearer' });
  const operator = await operatorOf(hub, token);
  if (operator) return operator;
  const parts = (() => {
    try {
      return partsOf(token, ACCESS_TYPE);
    } catch {
      throw unauthorised('not a token of this hub');
    }
  })();
  const { data } = accessClaims.safeParse(parts.claims);
  const key = await keys.find(parts.kid);
  if (!data || !key || !parts.verifiedBy(key) || data.iss !== url || data.aud !== url) throw unauthorised('not a token of this hub');
  if (data.exp <= seconds(store.now())) throw unauthorised('the token is over');
  const client = await clients.find(data.sub);
  if (!client || (client.association ?? undefined) !== data.association) throw unauthorised('the client was removed');
  return { ...client, scopes: new Set(scopesOf(data.scope).filter((scope) => client.scopes.has(scope))) };
}
