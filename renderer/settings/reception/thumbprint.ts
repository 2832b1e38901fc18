const LETTERS_AS_PROOF = 8;

/** A SHA-256 thumbprint (base64url, RFC 7638) as hexadecimal digits, which can be read over the telephone; `null` for anything else. */
export function thumbprintDigits(thumbprint: string): string | null {
  const binary = /^[\w-]{43}$/.test(thumbprint) ? atob(`${thumbprint.replaceAll('-', '+').replaceAll('_', '/')}=`) : '';
  const digits = Array.from(binary, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return digits === '' ? null : digits.toUpperCase();
}

/** How the beginning of a thumbprint that somebody typed, in either writing, stands to it. */
export function comparedBeginning(typed: string, thumbprint: string): 'nothing' | 'differs' | 'short' | 'agrees' {
  const plain = typed.normalize('NFKC').replaceAll(/\s/g, '');
  if (plain === '') return 'nothing';
  const digits = plain.replaceAll(/[:.-]/g, '').toUpperCase();
  const agrees = thumbprint.startsWith(plain) || (digits !== '' && thumbprintDigits(thumbprint)?.startsWith(digits) === true);
  if (!agrees) return 'differs';
  return Math.min(plain.length, digits.length) >= LETTERS_AS_PROOF ? 'agrees' : 'short';
}
