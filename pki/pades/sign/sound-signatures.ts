import { PkiError, type PkiErrorCode } from '../../errors.ts';
import type { PdfDocument } from '../../pdf/document.ts';
import { changesAfter } from '../changes/changes-after.ts';
import { forbidden, isUnrecognised } from '../changes/kinds.ts';
import { isIntact } from '../read/integrity.ts';
import { type Permissions, permissionsOf } from '../read/permissions.ts';
import { securityStore } from '../read/security-store.ts';
import { type FoundSignature, isMalformed, type PdfSignature, readSignatures } from '../read/signatures.ts';

/** A signature or document time stamp that fits its bytes, and after which only what it permits was done. */
export interface SoundSignature {
  readonly signature: PdfSignature;
  readonly permissions: Permissions;
}

/**
 * All signatures and document time stamps of a document that is to be added to.
 * @param broken code for one that does not fit the document or is none
 * @throws PkiError `broken`; PDF_ALTERED_AFTER_SIGNING when a later change is not permitted
 */
export async function soundSignatures(document: PdfDocument, broken: PkiErrorCode): Promise<SoundSignature[]> {
  const found = readSignatures(document);
  const known = securityStore(document).certificates;
  const sound: SoundSignature[] = [];
  for (const signature of found) sound.push(await expectSound(document, signature, known, broken));
  return sound;
}

async function expectSound(
  document: PdfDocument,
  signature: FoundSignature,
  known: readonly Uint8Array[],
  broken: PkiErrorCode,
): Promise<SoundSignature> {
  const refused = (code: PkiErrorCode, note: string): PkiError => new PkiError(code, { field: signature.field.name, note });
  if (isMalformed(signature)) throw refused(broken, signature.fault);
  if (!(await isIntact(signature, known).catch(unreadable))) throw refused(broken, 'the signature does not fit the document');
  const permissions = permissionsOf(document, signature);
  const changes = await changesAfter(document, signature, permissions);
  // A document time stamp answers for what was there; what may follow is for the signatures to say.
  const [change] = signature.kind === 'signature' ? forbidden(changes, permissions) : changes.filter(isUnrecognised);
  if (change) throw refused('PDF_ALTERED_AFTER_SIGNING', `${change.kind}: ${change.what}`);
  return { signature, permissions };
}

function unreadable(error: unknown): false {
  if (error instanceof PkiError) return false;
  throw error;
}
