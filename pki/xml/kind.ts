import { MAX_XML_BYTES } from './document.ts';
import { nextStartTag, readProlog } from './prolog.ts';

export type XmlKind = 'prescription-xml' | 'dispensing-xml' | 'xml';

/** First child of the `Document` root of the two documents of the electronic prescription service. */
const KINDS: ReadonlyMap<string, XmlKind> = new Map([
  ['Prescription', 'prescription-xml'],
  ['DispensingManagement', 'dispensing-xml'],
  ['Dispensing', 'dispensing-xml'],
]);

const BEGINNING = /^\uFEFF?[\t\n\r ]*</;

/**
 * What kind of XML a file seems to be, by its first two tags; `null` when it is none. Whether it holds together shows in parsing.
 * However far a comment pushes the tags away they decide: by the wrong rules a signature could mean more than it does.
 */
export function xmlKind(bytes: Uint8Array): XmlKind | null {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  if (!BEGINNING.test(decoder.decode(bytes.subarray(0, 1024)))) return null;
  const text = decoder.decode(bytes.subarray(0, MAX_XML_BYTES));
  const { doctype, end } = readProlog(text);
  const root = nextStartTag(text, end);
  if (!root) return doctype || text.startsWith('<?xml') ? 'xml' : null;
  const child = root.name === 'Document' ? nextStartTag(text, root.end) : null;
  return KINDS.get(child?.name ?? '') ?? 'xml';
}
