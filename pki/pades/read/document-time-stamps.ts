import { withDefiniteLengths } from '../../asn1/ber.ts';
import { DerError } from '../../asn1/der.ts';
import type { DigestName } from '../../digest/algorithms.ts';
import { PkiError } from '../../errors.ts';
import { digestSpans } from '../../pdf/bytes/digest.ts';
import { Prefix } from '../../pdf/bytes/source.ts';
import { type PdfDocument, openPdf } from '../../pdf/document.ts';
import { NO_VALIDATION_DATA, type TimeStampEvidence, type ValidationData } from '../../validation/evidence.ts';
import { changesAfter } from '../changes/changes-after.ts';
import { isUnrecognised } from '../changes/kinds.ts';
import { isIntact } from './integrity.ts';
import { permissionsOf } from './permissions.ts';
import { securityStore } from './security-store.ts';
import type { PdfSignature } from './signatures.ts';

/** A document time stamp beside the revision it is over (ETSI EN 319 142-1 section 5.4.3). */
export interface DocumentTimeStamp {
  readonly signature: PdfSignature;
  /** What it is over is a complete document which later revisions continue; else its bytes are not what anybody was shown. */
  readonly continued: boolean;
  /** It fits the bytes it is over, and these are continued; no other counts. */
  readonly sound: boolean;
  /** Security store of the revision it is over. */
  readonly store: ValidationData;
}

/** The document time stamps among the signatures, those over less of the file first. */
export async function documentTimeStamps(document: PdfDocument, signatures: readonly PdfSignature[]): Promise<DocumentTimeStamp[]> {
  const found: DocumentTimeStamp[] = [];
  for (const signature of signatures) if (signature.kind === 'document-time-stamp') found.push(await examine(document, signature));
  return found;
}

async function examine(document: PdfDocument, signature: PdfSignature): Promise<DocumentTimeStamp> {
  try {
    const changes = await changesAfter(document, signature, permissionsOf(document, signature));
    if (changes.some(isUnrecognised)) return { signature, continued: false, sound: false, store: NO_VALIDATION_DATA };
    const store = securityStore(openPdf(new Prefix(document.source, signature.range.end)));
    return { signature, continued: true, sound: await fits(document, signature, store.certificates), store };
  } catch (error) {
    if (error instanceof PkiError) return { signature, continued: false, sound: false, store: NO_VALIDATION_DATA };
    throw error;
  }
}

async function fits(...signature: Parameters<typeof isIntact>): Promise<boolean> {
  try {
    return await isIntact(...signature);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

/** The document time stamps over all bytes of a signature and the signature itself. */
export const timeStampsOver = ({ range }: PdfSignature, timeStamps: readonly DocumentTimeStamp[]): DocumentTimeStamp[] =>
  timeStamps.filter(({ signature }) => signature.range.gap.start >= range.end);

/**
 * What there is to judge of a document time stamp.
 * @param covered further evidence inside the bytes it is over
 */
export function timeStampEvidence(
  { source }: PdfDocument,
  { signature: { field, range }, continued, store }: DocumentTimeStamp,
  covered: ValidationData,
): TimeStampEvidence {
  return {
    id: field.name,
    kind: 'archive',
    token: withoutPadding(range.contents),
    imprint: (algorithm: DigestName) => (continued ? digestSpans(source, algorithm, range.spans) : null),
    data: NO_VALIDATION_DATA,
    protects: [store, covered].flatMap(({ certificates, crls, ocspResponses }) => [...certificates, ...crls, ...ocspResponses]),
  };
}

/** The token in its room; as it stands when it is none. */
function withoutPadding(contents: Uint8Array): Uint8Array {
  try {
    return withDefiniteLengths(contents).der;
  } catch (error) {
    if (error instanceof DerError) return contents;
    throw error;
  }
}
