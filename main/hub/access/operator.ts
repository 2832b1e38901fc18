import { createPrivateKey, createPublicKey } from 'node:crypto';
import * as z from 'zod';
import { type SigningKey, signingKey } from '../../exchange/events/keys.ts';
import { partsOf } from '../../exchange/events/read.ts';
import { signJws } from '../../exchange/events/sign.ts';
import { deriveKey } from '../../store/sealing.ts';
import type { HubParts } from '../parts.ts';
import type { Caller } from './caller.ts';

const TYPE = 'hpki-operator+jwt';
/** PKCS #8 of an Ed25519 key up to its seed (RFC 8410 section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const LIFE_S = 60;

const claims = z.strictObject({ iss: z.literal('operator'), aud: z.string(), iat: z.int(), exp: z.int() });

/** The client that the one who runs the hub counts as. */
export const OPERATOR = 'command-line';

/** Whoever can read the hub's secret runs the hub: a key out of it proves that to a hub that is running already. */
async function operatorKey(secret: Uint8Array): Promise<SigningKey> {
  const der = Buffer.concat([PKCS8, deriveKey(secret, 'hub operator')]);
  return signingKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

/** A token for the one who runs the hub at an address; good for a minute. */
export async function operatorToken(secret: Uint8Array, url: string, now: Date): Promise<string> {
  const iat = Math.floor(now.getTime() / 1_000);
  return signJws(await operatorKey(secret), TYPE, { iss: 'operator', aud: url, iat, exp: iat + LIFE_S });
}

/** The one who runs the hub, by such a token; `null` for any other. */
export async function operatorOf({ store, url, secret }: Pick<HubParts, 'store' | 'url' | 'secret'>, token: string): Promise<Caller | null> {
  try {
    const parts = partsOf(token, TYPE);
    const { privateKey, kid } = await operatorKey(secret);
    const { aud, iat, exp } = claims.parse(parts.claims);
    const now = store.now().getTime() / 1_000;
    const good =
      parts.kid === kid && aud === url && exp - iat <= LIFE_S && exp > now && iat <= now + LIFE_S && parts.verifiedBy(createPublicKey(privateKey));
    return good ? { client: OPERATOR, kind: 'hub', association: null, scopes: new Set(['admin', 'members:read', 'members:write']) } : null;
  } catch {
    return null;
  }
}
