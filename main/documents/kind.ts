import { isSignatureFile } from '../../pki/cades/armor.ts';
import { isSj1 } from '../../pki/eps/sj1.ts';
import { isSignableXml } from '../../pki/xades/sign.ts';
import { xmlKind } from '../../pki/xml/kind.ts';
import type { OpenedDocument } from '../api/schema/document.ts';

export type DocumentKind = OpenedDocument['kind'];
export type SignableFormat = OpenedDocument['signableAs'][number];

/** Bytes among which the header of a PDF may be (ISO 32000-1 annex H, implementation note 13). */
const PDF_HEAD = 1024;

const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, PDF_HEAD)).includes('%PDF-');

/** What a document is, by what is in it and never by its name. */
export function kindOf(bytes: Uint8Array): DocumentKind {
  if (isPdf(bytes)) return 'pdf';
  if (isSj1(bytes)) return 'prescription-csv';
  return xmlKind(bytes) ?? (isSignatureFile(bytes) ? 'cms' : 'other');
}

/** Formats that a document of each kind can be signed to, best first. */
const SIGNABLE_AS: Readonly<Record<DocumentKind, readonly SignableFormat[]>> = {
  pdf: ['pades', 'cades'],
  'prescription-csv': ['eps', 'cades'],
  'prescription-xml': ['eps'],
  'dispensing-xml': [],
  xml: ['xades', 'cades'],
  cms: ['cades'],
  other: ['cades'],
};

/** Formats that a document can be signed to, best first; XML that cannot take a signature inside can still have one beside it. */
export const signableAs = (kind: DocumentKind, bytes: Uint8Array): readonly SignableFormat[] =>
  SIGNABLE_AS[kind].filter((format) => format !== 'xades' || isSignableXml(bytes));

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
