import { broken } from './broken.ts';
import type { PdfDocument } from './document.ts';
import { nameOf, type PdfDictionary, type PdfObject, PdfReference, PdfString } from './syntax/objects.ts';
import { decodeText } from './syntax/text.ts';

/** SigFlags of a form: signatures exist, and the file may only be appended to (ISO 32000-2 table 225). */
export const SIGNATURES_EXIST_AND_APPEND_ONLY = 3;

const MAX_DEPTH = 32;
const MAX_FIELDS = 100_000;

/** A terminal field of the form (ISO 32000-2 section 12.7.4). */
export interface FormField {
  readonly reference: PdfReference;
  /** Fully qualified, parts joined by full stops. */
  readonly name: string;
  /** `Sig`, `Tx`, `Btn` or `Ch`, inherited where needed. */
  readonly type: string | null;
  readonly dictionary: PdfDictionary;
  /** Value as written, a reference being left a reference. */
  readonly value: PdfObject;
  /** Its appearances on pages: itself, or its widgets. */
  readonly widgets: readonly PdfReference[];
}

/** What fields inherit from those above them. */
interface Above {
  readonly names: readonly string[];
  readonly type: PdfObject;
  readonly value: PdfObject;
}

/**
 * All terminal fields in the order of the form.
 * @throws PkiError PDF_BROKEN when the tree is malformed, circular or beyond measure
 */
export function formFields(document: PdfDocument): FormField[] {
  const form = document.dictionary(document.catalog.get('AcroForm'));
  const found: FormField[] = [];
  const seen = new Set<number>();
  const visit = (value: PdfObject, above: Above, depth: number): void => {
    const dictionary = document.dictionary(value);
    if (!(value instanceof PdfReference) || !dictionary) return;
    if (seen.has(value.number)) return;
    if (depth > MAX_DEPTH || seen.size > MAX_FIELDS) throw broken('malformed form field tree');
    seen.add(value.number);
    const own = document.resolve(dictionary.get('T'));
    const names = own instanceof PdfString ? [...above.names, decodeText(own.bytes)] : above.names;
    const type = document.resolve(dictionary.get('FT')) ?? above.type;
    const here: Above = { names, type, value: dictionary.get('V') ?? above.value };
    const kids = document.array(dictionary.get('Kids'));
    const widgets = kids.filter((kid) => kid instanceof PdfReference).filter((kid) => (document.dictionary(kid)?.get('T') ?? null) === null);
    if (kids.length > widgets.length) for (const kid of kids) visit(kid, here, depth + 1);
    else
      found.push({
        reference: value,
        name: names.join('.'),
        type: nameOf(type),
        dictionary,
        value: here.value,
        widgets: widgets.length > 0 ? widgets : [value],
      });
  };
  for (const field of document.array(form?.get('Fields') ?? null)) visit(field, { names: [], type: null, value: null }, 0);
  return found;
}

/** Fields for signatures and document time stamps, signed or empty. */
export const signatureFields = (document: PdfDocument): FormField[] => formFields(document).filter(({ type }) => type === 'Sig');
