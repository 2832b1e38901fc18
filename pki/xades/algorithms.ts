import type { KeyObject } from 'node:crypto';
import { integer, sequence } from '../asn1/encode.ts';
import type { DocumentScheme } from '../algorithms/signature-algorithms.ts';
import { signatureFits } from '../algorithms/signature-value.ts';
import { DIGEST_ALGORITHMS, type DigestName } from '../digest/algorithms.ts';

/** A signature algorithm of XML Signature (RFC 9231 section 2.3, xmldsig-core1 section 6.4). */
export interface SignatureMethod {
  readonly scheme: DocumentScheme;
  readonly digest: DigestName;
}

const method = (scheme: SignatureMethod['scheme'], digest: DigestName): SignatureMethod => ({ scheme, digest });

/** Transforms and the canonicalisation that we write ourselves. */
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const BASE64 = 'http://www.w3.org/2000/09/xmldsig#base64';

export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

export const SIGNATURE_METHODS: Readonly<Record<string, SignatureMethod>> = {
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1': method('rsa', 'sha1'),
  [RSA_SHA256]: method('rsa', 'sha256'),
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': method('rsa', 'sha384'),
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': method('rsa', 'sha512'),
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': method('rsa-pss', 'sha256'),
  'http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1': method('rsa-pss', 'sha384'),
  'http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1': method('rsa-pss', 'sha512'),
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1': method('ecdsa', 'sha1'),
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': method('ecdsa', 'sha256'),
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': method('ecdsa', 'sha384'),
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': method('ecdsa', 'sha512'),
};

/** The algorithm of an XML identifier, `null` when it is none of ours. */
export const signatureMethodByXml = (uri: string): SignatureMethod | null => (Object.hasOwn(SIGNATURE_METHODS, uri) ? SIGNATURE_METHODS[uri]! : null);

/** Whether the value of a `ds:SignatureValue` is the key's signature of the bytes. */
export function signatureValueFits({ scheme, digest }: SignatureMethod, key: KeyObject, bytes: Uint8Array, value: Uint8Array): boolean {
  const algorithm = { scheme, digest, saltLength: DIGEST_ALGORITHMS[digest].length };
  return signatureFits(algorithm, key, bytes, scheme === 'ecdsa' ? ecdsaValue(value) : value);
}

/** In XML the two numbers of an ECDSA signature stand side by side; elsewhere they are a SEQUENCE (RFC 3279 section 2.2.3). */
function ecdsaValue(value: Uint8Array): Uint8Array {
  const half = value.length / 2;
  return sequence(...[value.subarray(0, half), value.subarray(half)].map((number) => integer(BigInt(`0x0${Buffer.from(number).toString('hex')}`))));
}
