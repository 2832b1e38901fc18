import { type DocumentKind, documentKind } from '../../pki/document-kind.ts';
import { isSignableXml } from '../../pki/xades/sign.ts';
import type { OpenedDocument } from '../api/schema/document.ts';

export type { DocumentKind };
export { documentKind as kindOf };
export type SignableFormat = OpenedDocument['signableAs'][number];

/** Formats that a document of each kind can be signed to, best first. */
const SIGNABLE_AS: Readonly<Record<DocumentKind, readonly SignableFormat[]>> = {
  pdf: ['pades', 'cades'],
  'prescription-csv': ['eps', 'cades'],
  'prescription-xml': ['eps'],
  'dispensing-xml': ['eps'],
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
