import { TAG } from '../asn1/der.ts';

const PEM = /^-----BEGIN (PKCS7|CMS|PKCS #7 SIGNED DATA)-----\s+([A-Za-z0-9+/=\s]+)-----END \1-----\s*$/;
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** CMS bytes of a signature file in DER, PEM (RFC 7468 sections 8 and 9) or bare base64; `null` when it is none of them. */
export function withoutArmor(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] === TAG.SEQUENCE) return bytes;
  const text = Buffer.from(bytes).toString('latin1').trim();
  const body = PEM.exec(text)?.[2] ?? (BASE64.test(text) ? text : null);
  return body === null ? null : new Uint8Array(Buffer.from(body, 'base64'));
}
