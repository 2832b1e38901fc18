const SHA256_LENGTH = 32;

/** Bytes of a fingerprint as people write one: hexadecimal in any letter case and grouping, or base64url (RFC 7638); `null` for anything else. */
function bytesOf(text: string): Buffer | null {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '');
  const digits = plain.replaceAll(/[:.\-‐‑–−]/g, '');
  if (/^[0-9a-f]{64}$/i.test(digits)) return Buffer.from(digits, 'hex');
  const bytes = Buffer.from(plain, 'base64url');
  return bytes.length === SHA256_LENGTH ? bytes : null;
}

/** Whether what a person typed is this thumbprint (base64url), in any spelling and grouping. */
export const isThumbprint = (typed: string, thumbprint: string): boolean => bytesOf(typed)?.equals(Buffer.from(thumbprint, 'base64url')) ?? false;
