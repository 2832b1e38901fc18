import { nextStartTag, readProlog } from './prolog.ts';

export type XmlKind = 'prescription-xml' | 'dispensing-xml' | 'xml';

const HEAD = 64 * 1024;

/** First child of the `Document` root of the two documents of the electronic prescription service. */
const KINDS: Readonly<Record<string, XmlKind>> = {
  Prescription: 'prescription-xml',
  DispensingManagement: 'dispensing-xml',
  Dispensing: 'dispensing-xml',
};

/** What kind of XML a file seems to be, from its beginning alone; `null` when it is none. Whether it holds together shows in parsing. */
export function xmlKind(bytes: Uint8Array): XmlKind | null {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, HEAD));
  const { doctype, end } = readProlog(text);
  const root = nextStartTag(text, end);
  if (!root) return doctype || text.startsWith('<?xml') ? 'xml' : null;
  const child = root.name === 'Document' ? nextStartTag(text, root.end) : null;
  return KINDS[child?.name ?? ''] ?? 'xml';
}
