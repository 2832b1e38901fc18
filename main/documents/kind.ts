import type { OpenedDocument } from '../api/schema/document.ts';

export type DocumentKind = OpenedDocument['kind'];
export type SignableFormat = OpenedDocument['signableAs'][number];

/** Enough of a file to know what it is. */
const HEAD = 4096;

interface Head {
  readonly bytes: Uint8Array;
  /** The same bytes as Latin-1 text, without a byte-order mark and leading white space. */
  readonly text: string;
}

/** OID signedData (1.2.840.113549.1.7.2) within the first bytes of a DER or BER SEQUENCE. */
const SIGNED_DATA = '\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02';
const PEM_CMS = /^-----BEGIN (PKCS7|CMS)-----/;

/** Name of the document element, without prefix, and of its first child. */
function elements({ text }: Head): readonly [string, string] {
  const names = [...text.replace(/<!--.*?-->/gs, '').matchAll(/<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/g)].map((match) => match[1]!);
  return [names[0] ?? '', names[1] ?? ''];
}

const isXml = (head: Head) => head.text.startsWith('<') && elements(head)[0] !== '';
const isElectronicPrescription = (head: Head, child: RegExp) => isXml(head) && elements(head)[0] === 'Document' && child.test(elements(head)[1]);

/** By content, never by name; the first row that fits. */
const KINDS: readonly { readonly kind: DocumentKind; readonly fits: (head: Head) => boolean }[] = [
  { kind: 'pdf', fits: ({ text }) => text.slice(0, 1024).includes('%PDF-') },
  { kind: 'prescription-csv', fits: ({ text }) => /^SJ1(\r?\n|$)/.test(text) },
  { kind: 'prescription-xml', fits: (head) => isElectronicPrescription(head, /^Prescription$/) },
  { kind: 'dispensing-xml', fits: (head) => isElectronicPrescription(head, /^Dispensing/) },
  { kind: 'xml', fits: isXml },
  { kind: 'cms', fits: ({ bytes, text }) => PEM_CMS.test(text) || (bytes[0] === 0x30 && text.slice(0, 32).includes(SIGNED_DATA)) },
];

/** What a document is, by what is in it. */
export function kindOf(bytes: Uint8Array): DocumentKind {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const latin = Buffer.from(bytes.subarray(start, start + HEAD)).toString('latin1');
  const head: Head = { bytes, text: latin.trimStart() };
  return KINDS.find(({ fits }) => fits(head))?.kind ?? 'other';
}

/** Formats that a document of each kind can be signed to, best first. */
export const SIGNABLE_AS: Readonly<Record<DocumentKind, readonly SignableFormat[]>> = {
  pdf: ['pades', 'cades'],
  'prescription-csv': ['eps', 'cades'],
  'prescription-xml': ['eps'],
  'dispensing-xml': [],
  xml: ['xades', 'cades'],
  cms: ['cades'],
  other: ['cades'],
};

/** Media type under which a document is handed to the screens. */
export const MEDIA_TYPES: Readonly<Record<DocumentKind, string>> = {
  pdf: 'application/pdf',
  'prescription-csv': 'text/csv; charset=utf-8',
  'prescription-xml': 'application/xml',
  'dispensing-xml': 'application/xml',
  xml: 'application/xml',
  cms: 'application/pkcs7-signature',
  other: 'application/octet-stream',
};
