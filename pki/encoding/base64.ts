/** Padding aside, so plain that a text of any length is matched without a stack. */
const DIGITS = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Value of an xs:base64Binary; white space is allowed, anything else outside the alphabet is not.
 * @returns `null` when it is not base64, since `Buffer.from` would skip what it does not know
 */
export function decodeBase64(text: string): Uint8Array | null {
  if (!DIGITS.test(text)) {
    const digits = text.replaceAll(/[\t\n\r ]/g, '');
    return digits.length < text.length ? decodeBase64(digits) : null;
  }
  return text.length % 4 === 0 ? new Uint8Array(Buffer.from(text, 'base64')) : null;
}

export const encodeBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
