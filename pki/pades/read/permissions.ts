import type { PdfDocument } from '../../pdf/document.ts';
import { isInteger, nameOf, type PdfDictionary, PdfString } from '../../pdf/syntax/objects.ts';
import { decodeText } from '../../pdf/syntax/text.ts';
import type { PdfSignature } from './signatures.ts';

/** What a signature lets happen to the document after it. */
export interface Permissions {
  /** Access level of DocMDP or of the field's lock: 1 nothing, 2 filling in and signing, 3 annotating too; `null` when none is set. */
  readonly level: 1 | 2 | 3 | null;
  /** Whether FieldMDP locks the field of that name. */
  locks(field: string): boolean;
}

/** Transform methods DocMDP and FieldMDP, and the lock of the signature field (ISO 32000-2 section 12.8.2 and table 236). */
export function permissionsOf(document: PdfDocument, { dictionary, field }: Pick<PdfSignature, 'dictionary' | 'field'>): Permissions {
  const transforms = document.array(dictionary.get('Reference')).flatMap((reference) => {
    const found = document.dictionary(reference);
    const method = nameOf(document.resolve(found?.get('TransformMethod') ?? null));
    return found && method ? [{ method, parameters: document.dictionary(found.get('TransformParams')) }] : [];
  });
  const lock = document.dictionary(field.dictionary.get('Lock'));
  const levels = [
    ...transforms.filter(({ method }) => method === 'DocMDP').map(({ parameters }) => level(document, parameters) ?? 2),
    ...[level(document, lock)].filter((found) => found !== null),
  ];
  const locks = transforms.filter(({ method }) => method === 'FieldMDP').map(({ parameters }) => fieldLock(document, parameters));
  return {
    level: levels.length === 0 ? null : (Math.min(...levels) as 1 | 2 | 3),
    locks: (name) => locks.some((locked) => locked(name)),
  };
}

function level(document: PdfDocument, parameters: PdfDictionary | null): 1 | 2 | 3 | null {
  const found = document.resolve(parameters?.get('P') ?? null);
  return isInteger(found) ? ((found === 2 || found === 3 ? found : 1) as 1 | 2 | 3) : null;
}

/** A field is named itself or by a field above it. */
function fieldLock(document: PdfDocument, parameters: PdfDictionary | null): (name: string) => boolean {
  const names = document.array(parameters?.get('Fields') ?? null).map((item) => {
    const text = document.resolve(item);
    return text instanceof PdfString ? decodeText(text.bytes) : '';
  });
  const named = (name: string): boolean => names.some((item) => name === item || name.startsWith(`${item}.`));
  switch (nameOf(document.resolve(parameters?.get('Action') ?? null))) {
    case 'Include':
      return named;
    case 'Exclude':
      return (name) => !named(name);
    default:
      return () => true;
  }
}
