import { TAG } from '../asn1/der.ts';
import { isSignedData } from '../cms/parse.ts';
import { decodeBase64 } from '../encoding/base64.ts';
import { pemBlocks } from '../encoding/pem.ts';

const BEGIN = /^\s*-----BEGIN (PKCS7|CMS|PKCS #7 SIGNED DATA)-----/;
/** Enough of a file to see how it begins. */
const HEAD = 4096;

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Whether a file begins as a signature in DER or PEM does; bare base64 shows only in decoding. */
export const isSignatureFile = (bytes: Uint8Array): boolean => isSignedData(bytes) || BEGIN.test(latin(bytes.subarray(0, HEAD)));

/** CMS bytes of a signature file in DER, PEM (RFC 7468 sections 8 and 9) or bare base64; `null` when it is none of them, or holds several. */
export function withoutArmor(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] === TAG.SEQUENCE) return bytes;
  if (!BEGIN.test(latin(bytes.subarray(0, HEAD)))) return decodeBase64(latin(bytes));
  const [block, ...more] = pemBlocks(bytes);
  return block && more.length === 0 ? block.der : null;
}

/** A signature in the armor of another: DER, PEM under the same label, or base64. */
export function inArmorOf(original: Uint8Array, der: Uint8Array): Uint8Array {
  if (original[0] === TAG.SEQUENCE) return der;
  const label = BEGIN.exec(latin(original.subarray(0, HEAD)))?.[1];
  const lines = Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return Buffer.from(label ? `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n` : `${lines}\n`);
}
