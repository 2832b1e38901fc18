import { isSignatureFile } from './cades/armor.ts';
import { isSj1 } from './eps/sj1.ts';
import { type XmlKind, xmlKind } from './xml/kind.ts';

export type DocumentKind = XmlKind | 'pdf' | 'prescription-csv' | 'cms' | 'other';

/** Bytes among which the header of a PDF may be (ISO 32000-1 annex H, implementation note 13). */
const PDF_HEAD = 1024;

const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, PDF_HEAD)).includes('%PDF-');

/** What a document is, by what is in it and never by its name. */
export function documentKind(bytes: Uint8Array): DocumentKind {
  if (isPdf(bytes)) return 'pdf';
  if (isSj1(bytes)) return 'prescription-csv';
  return xmlKind(bytes) ?? (isSignatureFile(bytes) ? 'cms' : 'other');
}

/** How a signature stands in a file: in a PDF, in XML (prescriptions too), or in CMS of its own. */
export type SignatureFamily = 'pades' | 'xades' | 'cades';

/** What is of no known kind may still be a signature in base64. */
const FAMILY: Readonly<Record<DocumentKind, SignatureFamily | null>> = {
  pdf: 'pades',
  'prescription-xml': 'xades',
  'dispensing-xml': 'xades',
  xml: 'xades',
  cms: 'cades',
  other: 'cades',
  'prescription-csv': null,
};

/** Family of the signatures that a file may hold, `null` for a kind that holds none. */
export const signatureFamily = (bytes: Uint8Array): SignatureFamily | null => FAMILY[documentKind(bytes)];
