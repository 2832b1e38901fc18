import type { PdfDocument } from '../../pdf/document.ts';
import type { Check } from '../../report.ts';
import { failed, passed } from '../../validation/signer-context.ts';
import { changesAfter } from '../changes/changes-after.ts';
import { forbidden } from '../changes/kinds.ts';
import { permissionsOf } from '../read/permissions.ts';
import type { PdfSignature } from '../read/signatures.ts';

/** What lies behind the bytes a signature is over. */
export const notCovered = ({ source }: PdfDocument, { range: { end } }: PdfSignature): string[] =>
  end === source.size ? [] : [`bytes ${end} to ${source.size}`];

export function scopeCheck({ source: { size } }: PdfDocument, { range: { end } }: PdfSignature): Check {
  const text =
    end === size
      ? `All ${size} bytes but the signature itself are signed.`
      : `The first ${end} of ${size} bytes but the signature itself are signed.`;
  return passed('signed-scope', text, { end, size });
}

/** @throws PkiError PDF_BROKEN when what was signed is no complete document */
export async function changesCheck(document: PdfDocument, signature: PdfSignature): Promise<Check> {
  const id = 'changes-after-signing';
  const permissions = permissionsOf(document, signature);
  const changes = await changesAfter(document, signature, permissions);
  const [worst] = forbidden(changes, permissions);
  if (worst)
    return failed(id, 'SIG_CONSTRAINTS_FAILURE', `A later revision changed what the signature does not permit (${worst.kind}: ${worst.what}).`, {
      kind: worst.kind,
    });
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  return kinds.length === 0
    ? passed(id, 'Nothing was changed after the signature.')
    : passed(id, `Later revisions added what the signature permits: ${kinds.join(', ')}.`, { kinds: kinds.join(' ') });
}
