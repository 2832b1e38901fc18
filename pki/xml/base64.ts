const CANONICAL = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Value of an xs:base64Binary; white space is allowed, anything else outside the alphabet is not.
 * @returns `null` when it is not base64, since `Buffer.from` would skip what it does not know
 */
export function decodeBase64(text: string): Uint8Array | null {
  const digits = text.replaceAll(/[\t\n\r ]/g, '');
  return CANONICAL.test(digits) ? new Uint8Array(Buffer.from(digits, 'base64')) : null;
}

export const encodeBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
