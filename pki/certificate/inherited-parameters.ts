import { parseDer, TAG } from '../asn1/der.ts';
import { sequence } from '../asn1/encode.ts';
import { Fields } from '../asn1/fields.ts';
import { readOid } from '../asn1/values.ts';

const DSA = '1.2.840.10040.4.1';

/** Whether a SubjectPublicKeyInfo (DER) leaves its DSA parameters to the key of the issuer (RFC 3279 section 2.3.2). */
export function inheritsParameters(spki: Uint8Array): boolean {
  const algorithm = new Fields(parts(spki).algorithm);
  return readOid(algorithm.takeAny()) === DSA && algorithm.done;
}

/** The key with the parameters of the issuer's key; `null` where that is of another algorithm or has none itself (RFC 5280 section 6.1.4 (f)). */
export function withParametersOf(spki: Uint8Array, issuerSpki: Uint8Array): Uint8Array | null {
  const issuer = parts(issuerSpki);
  if (readOid(new Fields(issuer.algorithm).takeAny()) !== DSA || inheritsParameters(issuerSpki)) return null;
  return sequence(issuer.algorithm.bytes, parts(spki).key.bytes);
}

function parts(spki: Uint8Array) {
  const fields = new Fields(parseDer(spki, TAG.SEQUENCE));
  return { algorithm: fields.take(TAG.SEQUENCE), key: fields.take(TAG.BIT_STRING) };
}
