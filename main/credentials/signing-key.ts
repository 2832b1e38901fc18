import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { calculateJwkThumbprint, CompactSign, exportJWK, type JWK } from 'jose';
import { deriveKey, seal, unseal } from '../store/sealing.ts';
import { keepSetting, readSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';

/** The key with which this desk signs status lists, requests to the certification authority and checkpoints of its log. */
export interface DeskKey {
  /** Ed25519. */
  readonly privateKey: KeyObject;
  readonly jwk: JWK;
  /** RFC 7638, SHA-256, base64url: what others compare. */
  readonly thumbprint: string;
  /** Compact JWS (RFC 7515) with the public key in its header. */
  sign(type: string, claims: Readonly<Record<string, unknown>>): Promise<string>;
}

/** The sealed key, and its public part for whoever has the tables alone. */
const kept = z.object({ sealed: z.string(), thumbprint: z.string() });
const SETTING = 'credential signing key';
const PLACE = 'signing key of the authority';

/** Thumbprint of the key with which this desk signs, as the tables have it; `null` where none was made yet. */
export async function deskThumbprint(db: Store['db']): Promise<string | null> {
  return kept.safeParse(await readSetting(db, SETTING)).data?.thumbprint ?? null;
}

/** Made at the first use; the private part rests sealed. */
export async function openDeskKey({ db, masterKey }: Pick<Store, 'db' | 'masterKey'>): Promise<DeskKey> {
  const key = deriveKey(masterKey.key, 'credential signing key');
  const known = kept.safeParse(await readSetting(db, SETTING)).data;
  const privateKey = known ? restored(known.sealed) : generateKeyPairSync('ed25519').privateKey;
  const jwk = await exportJWK(createPublicKey(privateKey));
  const thumbprint = await calculateJwkThumbprint(jwk);
  if (!known) {
    const sealed = seal(key, privateKey.export({ format: 'der', type: 'pkcs8' }), PLACE);
    await keepSetting(db, SETTING, { sealed: Buffer.from(sealed).toString('base64'), thumbprint });
  }
  return {
    privateKey,
    jwk,
    thumbprint,
    sign: (typ, claims) => new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: 'EdDSA', typ, jwk }).sign(privateKey),
  };

  function restored(sealed: string): KeyObject {
    return createPrivateKey({ key: Buffer.from(unseal(key, Buffer.from(sealed, 'base64'), PLACE)), format: 'der', type: 'pkcs8' });
  }
}
