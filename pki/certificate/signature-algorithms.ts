import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** A signature algorithm of certificates and revocation lists, by the name that reports and the allow-list use. */
export interface SignatureAlgorithm {
  readonly name: string;
  readonly hash: string | null;
  readonly keyType: 'rsa' | 'ec' | 'dsa' | 'ed25519' | 'ed448';
}

const algorithm = (name: string, hash: string | null, keyType: SignatureAlgorithm['keyType']): SignatureAlgorithm => ({ name, hash, keyType });

/** By object identifier (RFC 4055, RFC 5758, RFC 8410). What may be trusted is decided elsewhere; this says only how to compute. */
const ALGORITHMS: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.5': algorithm('rsa-sha1', 'sha1', 'rsa'),
  '1.2.840.113549.1.1.11': algorithm('rsa-sha256', 'sha256', 'rsa'),
  '1.2.840.113549.1.1.12': algorithm('rsa-sha384', 'sha384', 'rsa'),
  '1.2.840.113549.1.1.13': algorithm('rsa-sha512', 'sha512', 'rsa'),
  '1.2.840.10045.4.3.2': algorithm('ecdsa-sha256', 'sha256', 'ec'),
  '1.2.840.10045.4.3.3': algorithm('ecdsa-sha384', 'sha384', 'ec'),
  '1.2.840.10045.4.3.4': algorithm('ecdsa-sha512', 'sha512', 'ec'),
  '1.2.840.10040.4.3': algorithm('dsa-sha1', 'sha1', 'dsa'),
  '2.16.840.1.101.3.4.3.2': algorithm('dsa-sha256', 'sha256', 'dsa'),
  '1.3.101.112': algorithm('ed25519', null, 'ed25519'),
  '1.3.101.113': algorithm('ed448', null, 'ed448'),
};

/** The algorithm of an object identifier, `null` when it is none that we know. */
export const findSignatureAlgorithm = (oid: string): SignatureAlgorithm | null => ALGORITHMS[oid] ?? null;

/** Name by which reports and the allow-list know the algorithm; an unknown one keeps its identifier. */
export const signatureAlgorithmName = (oid: string): string => ALGORITHMS[oid]?.name ?? oid;

/** Bytes signed by an authority: a certificate or a revocation list. */
export interface SignedObject {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithmOid: string;
  readonly signature: Uint8Array;
}

/** Whether `spki` (DER) made the signature. An unknown algorithm, or a key of another kind, is no. */
export function verifySignedObject(object: SignedObject, spki: Uint8Array): boolean {
  const known = ALGORITHMS[object.signatureAlgorithmOid];
  if (!known) return false;
  try {
    const key = loadPublicKey(spki);
    if (key.asymmetricKeyType !== known.keyType) return false;
    return verify(known.hash, object.tbs, known.keyType === 'rsa' ? { key, padding: constants.RSA_PKCS1_PADDING } : key, object.signature);
  } catch {
    return false;
  }
}

/** Key of a SubjectPublicKeyInfo; throws what node:crypto throws. */
export const loadPublicKey = (spki: Uint8Array): KeyObject => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
