import * as z from 'zod';
import { type PublicJwk, publicJwk } from '../../exchange/events/keys.ts';
import { partsOf } from '../../exchange/events/read.ts';
import { HttpError } from '../http/http-error.ts';
import type { HubParts } from '../parts.ts';
import type { Caller } from './caller.ts';

/** `typ` of the statement by which a key of a client names the next. */
export const ROTATION_TYPE = 'hpki-key-rotation+jwt';
const LONGEST_S = 600;

const claims = z.strictObject({ iss: z.string(), aud: z.string(), iat: z.int(), jwk: publicJwk });

/**
 * The next key of a client, named by one that counts: claims `iss` (the client's issuer), `aud` (`<hub>/keys`), `iat`, `jwk`.
 * @throws HttpError 400 `rotation_refused`
 */
export async function nextKey({ store, url, clients }: HubParts, caller: Caller, statement: string): Promise<PublicJwk> {
  const refused = (why: string) => new HttpError(400, 'rotation_refused', why);
  const parts = (() => {
    try {
      return partsOf(statement, ROTATION_TYPE);
    } catch {
      throw refused(`not a JWT of type ${ROTATION_TYPE}`);
    }
  })();
  const { data } = claims.safeParse(parts.claims);
  const key = (await clients.keysOf(caller.client))?.get(parts.kid);
  if (!key || !parts.verifiedBy(key)) throw refused('not signed by a key of the client');
  if (!data || data.iss !== clients.issuerOf(caller.client) || data.aud !== `${url}/keys`) throw refused('claims: iss, aud, iat, jwk');
  if (Math.abs(data.iat - store.now().getTime() / 1_000) > LONGEST_S) throw refused('too old, or from the future');
  return data.jwk;
}
