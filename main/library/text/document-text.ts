import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { pdfText } from '../../../pki/pdf/text/page-text.ts';
import { parseXml } from '../../../pki/xml/document.ts';
import { isElement, type XmlElement } from '../../../pki/xml/element.ts';
import { type DocumentKind, kindOf } from '../../documents/kind.ts';
import { readPrescription } from '../../documents/prescription/read.ts';

export interface DocumentText {
  readonly text: string;
  /** `part`: a limit was reached or a page could not be read; `names`: the document gives no text, it is found by its names only. */
  readonly state: 'whole' | 'part' | 'names';
}

/** Text of one document that is kept, in UTF-16 units, and pages that are read for it. */
export const MOST_TEXT = 20_000;
const MOST_PAGES = 200;
/** Larger files are found by their names only. */
const MOST_BYTES = 32 << 20;

const NOTHING: DocumentText = { text: '', state: 'names' };
const whole = (text: string): DocumentText =>
  text.trim() === '' ? NOTHING : { text: text.slice(0, MOST_TEXT), state: text.length > MOST_TEXT ? 'part' : 'whole' };

/** Every value of a view, in its order. */
function valuesIn(view: unknown): readonly string[] {
  if (typeof view === 'string') return view === '' ? [] : [view];
  return typeof view === 'object' && view !== null ? Object.values(view).flatMap(valuesIn) : [];
}

const SIGNATURES = 'http://www.w3.org/2000/09/xmldsig#';
const textsIn = (element: XmlElement): readonly string[] =>
  element.namespace === SIGNATURES
    ? []
    : element.children.flatMap((node) => (typeof node === 'string' ? [node] : isElement(node) ? textsIn(node) : []));

function prescriptionText(bytes: Uint8Array): DocumentText {
  return whole(valuesIn(readPrescription(bytes)).join('\n'));
}

function xmlText(bytes: Uint8Array): DocumentText {
  return whole(textsIn(parseXml(bytes).root).join('\n'));
}

function textOfPdf(bytes: Uint8Array): DocumentText {
  const { text, whole: all } = pdfText(new MemorySource(bytes), { pages: MOST_PAGES, length: MOST_TEXT });
  if (text.trim() === '') return NOTHING;
  return { text, state: all ? 'whole' : 'part' };
}

/** Who reads what. What is inside a signature file of its own (CMS), a picture or an unknown file is not read. */
const READERS: Readonly<Record<DocumentKind, ((bytes: Uint8Array) => DocumentText) | null>> = {
  pdf: textOfPdf,
  'prescription-csv': prescriptionText,
  'prescription-xml': prescriptionText,
  'dispensing-xml': xmlText,
  xml: xmlText,
  cms: null,
  other: null,
};

/** What can be searched of a document; one that cannot be read is no failure, it is found by its names. */
export function documentText(bytes: Uint8Array): DocumentText {
  if (bytes.length > MOST_BYTES) return NOTHING;
  try {
    return READERS[kindOf(bytes)]?.(bytes) ?? NOTHING;
  } catch {
    return NOTHING;
  }
}
