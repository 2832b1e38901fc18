import { createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import * as z from 'zod';
import { base64urlOf } from '../../base64url.ts';

/** An Ed25519 public key (RFC 8037) and nothing beside: a private part is refused. */
export const publicJwk = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: base64urlOf(32),
});
export type PublicJwk = z.infer<typeof publicJwk>;

/** Key sets say more about a key than is read here; what matters is the key and that its name is its thumbprint. */
const jwks = z.object({
  keys: z.array(z.object({ kid: z.string(), kty: z.string(), crv: z.string().optional(), x: z.string().optional() })).max(100),
});

/** A key with which SETs and tokens are signed. */
export interface SigningKey {
  /** RFC 7638 thumbprint, SHA-256, base64url. */
  readonly kid: string;
  readonly privateKey: KeyObject;
}

export const keyOfJwk = (jwk: PublicJwk): KeyObject => createPublicKey({ key: { ...jwk }, format: 'jwk' });

/** The public half of an Ed25519 key, private or public. @throws z.ZodError for a key of another kind */
export async function jwkOf(key: KeyObject): Promise<PublicJwk> {
  const { kty, crv, x } = await exportJWK(key.type === 'private' ? createPublicKey(key) : key);
  return publicJwk.parse({ kty, crv, x });
}

/** @throws z.ZodError for a key that is not Ed25519 */
export async function signingKey(privateKey: KeyObject): Promise<SigningKey> {
  return { kid: await calculateJwkThumbprint(await jwkOf(privateKey)), privateKey };
}

/** One member of a key set. */
export const listedKey = (kid: string, jwk: PublicJwk) => ({ ...jwk, kid, alg: 'EdDSA', use: 'sig' });

/**
 * Reads a key set (RFC 7517): Ed25519 keys by their thumbprint. Keys of other kinds, and those whose name is not their thumbprint, are left out.
 * @throws z.ZodError when it is none
 */
export async function readJwks(value: unknown): Promise<ReadonlyMap<string, KeyObject>> {
  const keys = new Map<string, KeyObject>();
  for (const { kid, kty, crv, x } of jwks.parse(value).keys) {
    const jwk = publicJwk.safeParse({ kty, crv, x });
    if (jwk.success && (await calculateJwkThumbprint(jwk.data)) === kid) keys.set(kid, keyOfJwk(jwk.data));
  }
  return keys;
}
