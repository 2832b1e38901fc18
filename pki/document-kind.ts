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
