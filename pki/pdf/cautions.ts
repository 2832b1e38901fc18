import type { ByteSource } from './bytes/source.ts';
import { type PdfDocument, openPdf } from './document.ts';
import { signatureFields } from './fields.ts';
import { isFontMissing } from './font-presence.ts';
import { nameOf, PdfDictionary, PdfStream } from './syntax/objects.ts';
import { reachable, visitParts } from './walk.ts';

/** What a signer should know: the paper may look or act otherwise elsewhere, or bears a signature already. */
export const PDF_CAUTIONS = [
  'view.javascript',
  'view.external-reference',
  'view.optional-content',
  'view.missing-font',
  'view.dynamic-form',
  'view.not-examined',
  'signed-already',
] as const;
export type PdfCaution = (typeof PDF_CAUTIONS)[number];

/** Objects looked at in one document; that there are more is a caution of its own. */
const MAX_OBJECTS = 20_000;

/** Actions that reach outside the file (ISO 32000-2 table 201). */
const OUTWARD_ACTIONS: ReadonlySet<string> = new Set(['GoToR', 'Launch', 'SubmitForm', 'ImportData', 'Rendition', 'Movie']);

type Look = (dictionary: PdfDictionary, document: PdfDocument) => boolean;

/** Cautions that one dictionary gives rise to. */
const LOOKS: readonly (readonly [PdfCaution, Look])[] = [
  ['view.javascript', (dictionary) => nameOf(dictionary.get('S')) === 'JavaScript'],
  ['view.external-reference', (dictionary) => OUTWARD_ACTIONS.has(nameOf(dictionary.get('S')) ?? '')],
  ['view.external-reference', (dictionary) => nameOf(dictionary.get('Subtype')) === 'Form' && dictionary.get('Ref') !== null],
  ['view.missing-font', isFontMissing],
  // XFA (ISO 32000-1 clause 12.7.8) is drawn by few viewers; NeedAppearances lets each draw its own.
  ['view.dynamic-form', (dictionary) => dictionary.get('XFA') !== null || dictionary.get('NeedAppearances') === true],
];

/**
 * Looks through a document for cautions, in the order of `PDF_CAUTIONS`; of a very large one only the part next to the catalog, which is told.
 * @throws PkiError PDF_UNREADABLE, PDF_BROKEN, PDF_ENCRYPTED, PDF_RESTRICTED
 */
export function pdfCautions(source: ByteSource): PdfCaution[] {
  const document = openPdf(source);
  const found = new Set<PdfCaution>();
  const layers = document.dictionary(document.catalog.get('OCProperties'));
  if (layers && document.array(layers.get('OCGs')).length > 0) found.add('view.optional-content');
  if (signatureFields(document).some(({ value }) => document.resolve(value) !== null)) found.add('signed-already');
  let left = MAX_OBJECTS;
  for (const { value } of reachable(document, document.root)) {
    if (value instanceof PdfStream && value.dictionary.get('F') !== null) found.add('view.external-reference');
    visitParts(value, (part) => {
      if (part instanceof PdfDictionary) for (const [caution, look] of LOOKS) if (look(part, document)) found.add(caution);
    });
    left -= 1;
    if (left === 0) {
      found.add('view.not-examined');
      break;
    }
  }
  return PDF_CAUTIONS.filter((caution) => found.has(caution));
}
