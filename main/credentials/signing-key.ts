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

function opened({ masterKey }: Pick<Store, 'masterKey'>, sealed: string): KeyObject {
  const bytes = unseal(deriveKey(masterKey.key, SETTING), Buffer.from(sealed, 'base64'), PLACE);
  return createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' });
}

/** Thumbprint of the key with which this desk signs, by the sealed key itself; `null` where none was made yet. */
export async function deskThumbprint(store: Pick<Store, 'db' | 'masterKey'>): Promise<string | null> {
  const known = kept.safeParse(await readSetting(store.db, SETTING)).data;
  return known ? calculateJwkThumbprint(await exportJWK(createPublicKey(opened(store, known.sealed)))) : null;
}

/** Made at the first use; the private part rests sealed. */
export async function openDeskKey(store: Pick<Store, 'db' | 'masterKey'>): Promise<DeskKey> {
  const { db, masterKey } = store;
  const known = kept.safeParse(await readSetting(db, SETTING)).data;
  const privateKey = known ? opened(store, known.sealed) : generateKeyPairSync('ed25519').privateKey;
  const jwk = await exportJWK(createPublicKey(privateKey));
  const thumbprint = await calculateJwkThumbprint(jwk);
  if (!known) {
    const sealed = seal(deriveKey(masterKey.key, SETTING), privateKey.export({ format: 'der', type: 'pkcs8' }), PLACE);
    await keepSetting(db, SETTING, { sealed: Buffer.from(sealed).toString('base64'), thumbprint });
  }
  return {
    privateKey,
    jwk,
    thumbprint,
    sign: (typ, claims) => new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: 'EdDSA', typ, jwk }).sign(privateKey),
  };
}
