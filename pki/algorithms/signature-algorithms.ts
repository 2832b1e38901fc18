import { contextConstructed, DerError, type DerNode, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readOid, smallInteger } from '../asn1/values.ts';
import { DIGEST_ALGORITHMS, type DigestAlgorithm, type DigestName, digestByOid } from '../digest/algorithms.ts';

/** What signs documents; authorities may use more. */
export const DOCUMENT_SCHEMES = ['rsa', 'rsa-pss', 'ecdsa'] as const;
export type DocumentScheme = (typeof DOCUMENT_SCHEMES)[number];
export type SignatureScheme = DocumentScheme | 'dsa' | 'ed25519' | 'ed448';

/** How a signature value is made. */
export interface SignatureAlgorithm {
  readonly scheme: SignatureScheme;
  /** `null` where the identifier names none: the SignerInfo's own applies, or the scheme has its own. */
  readonly digest: DigestName | null;
  /** RSASSA-PSS salt in bytes. */
  readonly saltLength?: number;
}

const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

const algorithm = (scheme: SignatureScheme, digest: DigestName | null): SignatureAlgorithm => ({ scheme, digest });

/**
 * By object identifier (RFC 3279, RFC 4055, RFC 5754, RFC 5758, RFC 8410), for certificates, revocation lists and CMS alike.
 * What may be trusted is decided elsewhere; this says only how to compute.
 */
const ALGORITHMS: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.1': algorithm('rsa', null),
  '1.2.840.113549.1.1.5': algorithm('rsa', 'sha1'),
  '1.2.840.113549.1.1.11': algorithm('rsa', 'sha256'),
  '1.2.840.113549.1.1.12': algorithm('rsa', 'sha384'),
  '1.2.840.113549.1.1.13': algorithm('rsa', 'sha512'),
  '1.2.840.10045.4.3.2': algorithm('ecdsa', 'sha256'),
  '1.2.840.10045.4.3.3': algorithm('ecdsa', 'sha384'),
  '1.2.840.10045.4.3.4': algorithm('ecdsa', 'sha512'),
  '1.2.840.10040.4.3': algorithm('dsa', 'sha1'),
  '2.16.840.1.101.3.4.3.2': algorithm('dsa', 'sha256'),
  '1.3.101.112': algorithm('ed25519', null),
  '1.3.101.113': algorithm('ed448', null),
};

/** Object identifier of RSASSA-PKCS1-v1_5, the only scheme of the card, with a digest. */
export function rsaIdentifier(digest: DigestName): string {
  return Object.entries(ALGORITHMS).find(([, known]) => known.scheme === 'rsa' && known.digest === digest)![0];
}

/** Name by which reports and the allow-list know an algorithm. */
export const algorithmName = ({ scheme, digest }: SignatureAlgorithm): string => (digest ? `${scheme}-${digest}` : scheme);

/** AlgorithmIdentifier without parameters or with NULL. */
export function plainAlgorithm(identifier: DerNode): string {
  const members = new Fields(expectTag(identifier, TAG.SEQUENCE));
  const oid = readOid(members.take(TAG.OID));
  const parameters = members.optional(TAG.NULL);
  if (parameters && parameters.content.length > 0) throw new DerError('malformed NULL');
  members.end();
  return oid;
}

/**
 * Reads an AlgorithmIdentifier of a signature; `null` when it is none that we know.
 * @throws DerError when its parameters are malformed
 */
export function readSignatureAlgorithm(der: Uint8Array): SignatureAlgorithm | null {
  const identifier = parseDer(der, TAG.SEQUENCE);
  const members = new Fields(identifier);
  const oid = readOid(members.take(TAG.OID));
  if (oid === RSASSA_PSS) {
    const parameters = members.take(TAG.SEQUENCE);
    members.end();
    return readPss(parameters);
  }
  const known = ALGORITHMS[oid];
  if (known) plainAlgorithm(identifier);
  return known ?? null;
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

function readMask(identifier: DerNode): DigestAlgorithm | null {
  const members = new Fields(expectTag(identifier, TAG.SEQUENCE));
  if (readOid(members.take(TAG.OID)) !== MGF1) return null;
  const digest = plainAlgorithm(members.take(TAG.SEQUENCE));
  members.end();
  return digestByOid(digest);
}
