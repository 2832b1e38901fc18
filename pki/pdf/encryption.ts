import { PkiError } from '../errors.ts';
import type { PdfDocument } from './document.ts';
import { isInteger } from './syntax/objects.ts';

/** Bit 4 of the permissions: the content may be changed (ISO 32000-2 table 22). */
const MAY_CHANGE = 1 << 3;

/**
 * Encrypted files are neither signed nor verified: what a reader shows depends on a password.
 * @throws PkiError PDF_RESTRICTED when its owner forbids changes, else PDF_ENCRYPTED
 */
export function refuseEncrypted(document: PdfDocument): void {
  const encryption = document.trailer.get('Encrypt');
  if (encryption === null) return;
  const permissions = document.dictionary(encryption)?.get('P') ?? null;
  const restricted = isInteger(permissions) && (permissions & MAY_CHANGE) === 0;
  throw new PkiError(restricted ? 'PDF_RESTRICTED' : 'PDF_ENCRYPTED', { note: 'encrypted' });
}
