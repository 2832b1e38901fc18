import { constants, type KeyObject, publicDecrypt, verify } from 'node:crypto';
import { contextConstructed, DerError, type DerNode, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readOid, smallInteger } from '../asn1/values.ts';
import { findSignatureAlgorithm } from '../certificate/signature-algorithms.ts';
import { DIGEST_ALGORITHMS, type DigestAlgorithm, type DigestName, digestByOid } from '../digest/algorithms.ts';
import { digestInfo } from '../digest/digest-info.ts';

/** How a signature value was made. `digest` is `null` where the SignerInfo's own digest algorithm applies. */
export interface SignatureAlgorithm {
  readonly scheme: 'rsa' | 'rsa-pss' | 'ecdsa';
  readonly digest: DigestName | null;
  /** RSASSA-PSS salt in bytes. */
  readonly saltLength?: number;
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

/** Schemes of signers by the key that certificates name them with; DSA and the Edwards curves sign no documents here. */
const SCHEMES: Readonly<Record<string, SignatureAlgorithm['scheme']>> = { rsa: 'rsa', ec: 'ecdsa' };

/** Algorithm identifiers as we write them: RSASSA-PKCS1-v1_5, the only scheme of the card. */
export const RSA_OID_BY_DIGEST: Readonly<Record<Exclude<DigestName, 'sha1'>, string>> = {
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
};

/** AlgorithmIdentifier without parameters or with NULL. */
export function plainAlgorithm(algorithm: DerNode): string {
  const members = new Fields(expectTag(algorithm, TAG.SEQUENCE));
  const identifier = readOid(members.take(TAG.OID));
  const parameters = members.optional(TAG.NULL);
  if (parameters && parameters.content.length > 0) throw new DerError('malformed NULL');
  members.end();
  return identifier;
}

/** Reads a signatureAlgorithm (RFC 5754, RSASSA-PSS after RFC 4056); `null` when it is none that we know. */
export function readSignatureAlgorithm(der: Uint8Array): SignatureAlgorithm | null {
  const algorithm = parseDer(der, TAG.SEQUENCE);
  const members = new Fields(algorithm);
  const identifier = readOid(members.take(TAG.OID));
  if (identifier === RSASSA_PSS) {
    const parameters = members.take(TAG.SEQUENCE);
    members.end();
    return readPss(parameters);
  }
  const named = identifier === RSA_ENCRYPTION ? { keyType: 'rsa', hash: null } : findSignatureAlgorithm(identifier);
  const scheme = named && SCHEMES[named.keyType];
  if (!scheme) return null;
  plainAlgorithm(algorithm);
  return { scheme, digest: named.hash as DigestName | null };
}

/** RSASSA-PSS-params (RFC 4055 section 3.1). Mask generation must use the same digest, as every producer does. */
function readPss(parameters: DerNode): SignatureAlgorithm | null {
  const members = new Fields(parameters);
  const hash = members.optionalExplicit(contextConstructed(0));
  const mask = members.optionalExplicit(contextConstructed(1));
  const salt = members.optionalExplicit(contextConstructed(2));
  const trailer = members.optionalExplicit(contextConstructed(3));
  members.end();
  const digest = hash ? digestByOid(plainAlgorithm(hash)) : DIGEST_ALGORITHMS.sha1;
  const maskDigest = mask ? readMask(mask) : DIGEST_ALGORITHMS.sha1;
  const saltLength = salt ? smallInteger(expectTag(salt, TAG.INTEGER).content) : DIGEST_ALGORITHMS.sha1.length;
  if (trailer && smallInteger(expectTag(trailer, TAG.INTEGER).content) !== 1) throw new DerError('unknown trailer field');
  return digest && digest === maskDigest ? { scheme: 'rsa-pss', digest: digest.name, saltLength } : null;
}

function readMask(algorithm: DerNode): DigestAlgorithm | null {
  const members = new Fields(expectTag(algorithm, TAG.SEQUENCE));
  if (readOid(members.take(TAG.OID)) !== MGF1) return null;
  const digest = plainAlgorithm(members.take(TAG.SEQUENCE));
  members.end();
  return digestByOid(digest);
}

const KEY_TYPES: Readonly<Record<SignatureAlgorithm['scheme'], readonly string[]>> = {
  rsa: ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
};

/** Whether the value is this key's signature over the message. A key of another kind is a plain no. */
export function signatureFits(algorithm: SignatureAlgorithm, digest: DigestName, key: KeyObject, message: Uint8Array, value: Uint8Array): boolean {
  if (!KEY_TYPES[algorithm.scheme].includes(key.asymmetricKeyType ?? '')) return false;
  const padding =
    algorithm.scheme === 'rsa-pss'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength }
      : algorithm.scheme === 'rsa'
        ? { padding: constants.RSA_PKCS1_PADDING }
        : { dsaEncoding: 'der' as const };
  try {
    return verify(digest, message, { key, ...padding }, value);
  } catch {
    return false;
  }
}

/** As `signatureFits` for a message of which only the digest is at hand; RSASSA-PKCS1-v1_5 alone can be checked so. */
export function signatureFitsDigest(algorithm: SignatureAlgorithm, digest: DigestName, key: KeyObject, hash: Uint8Array, value: Uint8Array): boolean {
  if (algorithm.scheme !== 'rsa' || key.asymmetricKeyType !== 'rsa') return false;
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, value).equals(digestInfo(digest, hash));
  } catch {
    return false;
  }
}
