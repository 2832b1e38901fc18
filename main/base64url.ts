import * as z from 'zod';

/**
 * Bytes of base64url in its one form (RFC 4648 section 5 without padding): bits that no byte uses are zero, so that one text stands for one value.
 * `null` for any other text.
 */
export function base64urlBytes(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

/** A text that is so many bytes. */
export const base64urlOf = (length: number) => z.string().refine((text) => base64urlBytes(text)?.length === length, `${length} bytes in base64url`);
