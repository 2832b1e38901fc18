import { PkiError } from '../../errors.ts';
import type { ByteSource } from '../../pdf/bytes/source.ts';
import { type PdfDocument, openPdf } from '../../pdf/document.ts';
import type { Permissions } from '../read/permissions.ts';
import { soundSignatures } from './sound-signatures.ts';

/** A document to which a signature may be added, and the permissions of those it has. */
export interface SignableDocument {
  readonly document: PdfDocument;
  readonly permissions: readonly Permissions[];
}

/**
 * Opens a PDF for signing. Whoever signs vouches for what is there: a document whose earlier signatures do not hold, or that was changed
 * after them in a way they do not permit, is refused.
 * @throws PkiError PDF_UNREADABLE, PDF_BROKEN, PDF_ENCRYPTED, PDF_RESTRICTED, PDF_CERTIFIED_NO_CHANGES, PDF_ALTERED_AFTER_SIGNING
 */
export async function openSignable(source: ByteSource): Promise<SignableDocument> {
  const document = openPdf(source);
  const permissions = (await soundSignatures(document, 'PDF_ALTERED_AFTER_SIGNING')).map((sound) => sound.permissions);
  if (permissions.some(({ level }) => level === 1)) throw new PkiError('PDF_CERTIFIED_NO_CHANGES');
  return { document, permissions };
}
