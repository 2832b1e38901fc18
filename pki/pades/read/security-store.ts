import { distinct } from '../../digest/fingerprint.ts';
import { PkiError } from '../../errors.ts';
import type { PdfDocument } from '../../pdf/document.ts';
import { PdfDictionary, type PdfObject, PdfStream } from '../../pdf/syntax/objects.ts';
import type { ValidationData } from '../../validation/evidence.ts';

/** Names of the lists in the store, and in what it keeps for a single signature (ETSI EN 319 142-1 section 5.4.2). */
export const STORE_LISTS = {
  certificates: { store: 'Certs', signature: 'Cert' },
  crls: { store: 'CRLs', signature: 'CRL' },
  ocspResponses: { store: 'OCSPs', signature: 'OCSP' },
} as const satisfies Record<keyof ValidationData, unknown>;

/** Of each list. */
const MAX_ITEMS = 256;
const MAX_SIGNATURES = 100;

/**
 * What a document brings along in its security store (DSS), also under single signatures (VRI); empty without one. What cannot be read in it is
 * left out: it is help, not proof.
 */
export function securityStore(document: PdfDocument): ValidationData {
  const store = document.dictionary(document.catalog.get('DSS'));
  const each = document.dictionary(store?.get('VRI') ?? null)?.entries.values() ?? [];
  const ofSignatures = [...each].slice(0, MAX_SIGNATURES).map((entry) => document.resolve(entry));
  const list = (kind: keyof ValidationData): Uint8Array[] => {
    const names = STORE_LISTS[kind];
    const single = ofSignatures.flatMap((entry) => (entry instanceof PdfDictionary ? document.array(entry.get(names.signature)) : []));
    const items = [...document.array(store?.get(names.store) ?? null), ...single];
    return distinct(items.slice(0, MAX_ITEMS).flatMap((item) => storedItem(document, item) ?? []));
  };
  return { certificates: list('certificates'), crls: list('crls'), ocspResponses: list('ocspResponses') };
}

/** Content of a stream in the store, `null` when it is none that can be read. */
export function storedItem(document: PdfDocument, item: PdfObject): Uint8Array | null {
  try {
    const stream = document.resolve(item);
    return stream instanceof PdfStream ? document.data(stream) : null;
  } catch (error) {
    if (error instanceof PkiError) return null;
    throw error;
  }
}

export const hasRevocationData = ({ crls, ocspResponses }: ValidationData): boolean => crls.length + ocspResponses.length > 0;
