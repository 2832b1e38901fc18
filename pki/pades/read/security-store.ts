import { PkiError } from '../../errors.ts';
import type { PdfDocument } from '../../pdf/document.ts';
import { type PdfObject, PdfStream } from '../../pdf/syntax/objects.ts';

/** Evidence that a document brings along (document security store, ETSI EN 319 142-1 section 5.4.2). */
export interface SecurityStore {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** There is revocation data of any kind, OCSP responses too. */
  readonly hasRevocationData: boolean;
}

const MAX_ITEMS = 256;

/** The store of the newest revision; empty without one. What cannot be read in it is left out: it is help, not proof. */
export function securityStore(document: PdfDocument): SecurityStore {
  const store = document.dictionary(document.catalog.get('DSS'));
  const items = (key: string): Uint8Array[] =>
    document
      .array(store?.get(key) ?? null)
      .slice(0, MAX_ITEMS)
      .flatMap((item) => readable(document, item));
  const crls = items('CRLs');
  return { certificates: items('Certs'), crls, hasRevocationData: crls.length > 0 || items('OCSPs').length > 0 };
}

function readable(document: PdfDocument, item: PdfObject): Uint8Array[] {
  try {
    const stream = document.resolve(item);
    return stream instanceof PdfStream ? [document.data(stream)] : [];
  } catch (error) {
    if (error instanceof PkiError) return [];
    throw error;
  }
}
