import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { certificateIdentifiers } from '../cms/certificate-identifiers.ts';
import type { AUTHORITY_NAMES } from './names.ts';
import type { IssuerReference } from './profiles.ts';

/** A certificate with its key. */
export interface CertifiedKey {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
}

export type AuthorityRole = keyof typeof AUTHORITY_NAMES;
export type AuthorityKeys = Readonly<Record<AuthorityRole, CertifiedKey>>;

/** RSA-2048, the only key of the healthcare PKI. */
export async function generateKey(): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey;
}

/** SubjectPublicKeyInfo, DER. */
export const publicPart = (privateKey: KeyObject): Uint8Array => createPublicKey(privateKey).export({ format: 'der', type: 'spki' });

/** How certificates name this issuer: its key, and issuer and serial number of its own certificate. */
export function issuerReference({ certificate, privateKey }: CertifiedKey): IssuerReference {
  const { issuer, serial } = certificateIdentifiers(certificate);
  return { spki: publicPart(privateKey), issuer, serial };
}
