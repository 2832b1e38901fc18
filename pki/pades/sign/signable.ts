import { PkiError } from '../../errors.ts';
import type { ByteSource } from '../../pdf/bytes/source.ts';
import { type PdfDocument, openPdf } from '../../pdf/document.ts';
import { changesAfter } from '../changes/changes-after.ts';
import { forbidden } from '../changes/kinds.ts';
import { isIntact } from '../read/integrity.ts';
import { type Permissions, permissionsOf } from '../read/permissions.ts';
import { type FoundSignature, isMalformed, readSignatures } from '../read/signatures.ts';

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
  const permissions: Permissions[] = [];
  for (const signature of readSignatures(document)) permissions.push(await permissionsOfIntact(document, signature));
  if (permissions.some(({ level }) => level === 1)) throw new PkiError('PDF_CERTIFIED_NO_CHANGES');
  return { document, permissions };
}

async function permissionsOfIntact(document: PdfDocument, signature: FoundSignature): Promise<Permissions> {
  const field = signature.field.name;
  const altered = (note: string): PkiError => new PkiError('PDF_ALTERED_AFTER_SIGNING', { field, note });
  if (isMalformed(signature)) throw altered(signature.fault);
  if (!(await isIntact(document, signature).catch(unreadable))) throw altered('the signature does not fit the document');
  const permissions = permissionsOf(document, signature);
  const [change] = forbidden(await changesAfter(document, signature, permissions), permissions);
  if (change) throw altered(`${change.kind}: ${change.what}`);
  return permissions;
}

function unreadable(error: unknown): false {
  if (error instanceof PkiError) return false;
  throw error;
}
