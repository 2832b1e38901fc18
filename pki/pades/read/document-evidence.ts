import type { PdfDocument } from '../../pdf/document.ts';
import { mergedData, type ValidationData } from '../../validation/evidence.ts';
import { type DocumentTimeStamp, documentTimeStamps } from './document-time-stamps.ts';
import { securityStore } from './security-store.ts';
import type { PdfSignature } from './signatures.ts';

/** What a document brings along for all its signatures. */
export interface DocumentEvidence {
  readonly document: PdfDocument;
  /** Security stores of the newest revision and of all that a document time stamp is over: what a later one leaves out is still there to be looked at. */
  readonly stores: ValidationData;
  /** Those over less of the file first. */
  readonly timeStamps: readonly DocumentTimeStamp[];
}

export async function documentEvidence(document: PdfDocument, signatures: readonly PdfSignature[]): Promise<DocumentEvidence> {
  const timeStamps = await documentTimeStamps(document, signatures);
  return { document, stores: mergedData(securityStore(document), ...timeStamps.map(({ store }) => store)), timeStamps };
}
