import { constants, createPublicKey, type KeyObject, publicDecrypt, type SignKeyObjectInput, verify } from 'node:crypto';
import { BoundedCache } from '../bounded-cache.ts';
import type { DigestName } from '../digest/algorithms.ts';
import { digestInfo } from '../digest/digest-info.ts';
import type { SignatureAlgorithm, SignatureScheme } from './signature-algorithms.ts';

interface Scheme {
  /** Types of keys that make its values, as node:crypto names them. */
  readonly keyTypes: readonly string[];
  /** Where the defaults of node:crypto for the key type (padding of PKCS #1 v1.5, values in DER) are not meant. */
  readonly options?: Omit<SignKeyObjectInput, 'key'>;
  /** The digest is part of the scheme. */
  readonly ownDigest?: true;
}

const SCHEMES: Readonly<Record<SignatureScheme, Scheme>> = {
  rsa: { keyTypes: ['rsa'] },
  'rsa-pss': { keyTypes: ['rsa', 'rsa-pss'], options: { padding: constants.RSA_PKCS1_PSS_PADDING } },
  ecdsa: { keyTypes: ['ec'] },
  dsa: { keyTypes: ['dsa'] },
  ed25519: { keyTypes: ['ed25519'], ownDigest: true },
  ed448: { keyTypes: ['ed448'], ownDigest: true },
};

/** Keys kept loaded, in bytes of their DER; authorities and signers return all the time. */
const keys = new BoundedCache<string, KeyObject>(200_000);

/** Key of a SubjectPublicKeyInfo; throws what node:crypto throws. */
export function loadPublicKey(spki: Uint8Array): KeyObject {
  const der = Buffer.from(spki);
  return keys.reuse(
    der.toString('latin1'),
    () => createPublicKey({ key: der, format: 'der', type: 'spki' }),
    () => der.length,
  );
}

/** Keys beyond these cost milliseconds or more to verify with and are no key of anybody: hostile certificates name them. */
const MOST_BITS: Readonly<Record<string, number>> = { rsa: 8192, 'rsa-pss': 8192, dsa: 4096 };
const MOST_EXPONENT = 2n ** 64n;

function isBounded({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails ?? {};
  return modulusLength <= (MOST_BITS[asymmetricKeyType ?? ''] ?? Number.POSITIVE_INFINITY) && publicExponent < MOST_EXPONENT;
}

/** Whether the value is this key's signature over the message. A key of another kind, or a scheme that lacks its digest, is a plain no. */
export function signatureFits({ scheme, digest, saltLength }: SignatureAlgorithm, key: KeyObject, message: Uint8Array, value: Uint8Array): boolean {
  const { keyTypes, options, ownDigest } = SCHEMES[scheme];
  if (!keyTypes.includes(key.asymmetricKeyType ?? '') || (digest === null && !ownDigest) || !isBounded(key)) return false;
  try {
    // A key by itself is taken much faster than one with options.
    return verify(digest, message, options ? { key, ...options, ...(saltLength !== undefined && { saltLength }) } : key, value);
  } catch {
    return false;
  }
}

/** As `signatureFits` for a message of which only the digest is at hand; RSASSA-PKCS1-v1_5 alone can be checked so. */
export function signatureFitsDigest(
  { scheme }: SignatureAlgorithm,
  digest: DigestName,
  key: KeyObject,
  hash: Uint8Array,
  value: Uint8Array,
): boolean {
  if (scheme !== 'rsa' || key.asymmetricKeyType !== 'rsa') return false;
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, value).equals(digestInfo(digest, hash));
  } catch {
    return false;
  }
}
