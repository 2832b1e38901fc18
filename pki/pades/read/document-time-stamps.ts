import { withDefiniteLengths } from '../../asn1/ber.ts';
import { DerError } from '../../asn1/der.ts';
import { PkiError } from '../../errors.ts';
import { Prefix } from '../../pdf/bytes/source.ts';
import { type PdfDocument, openPdf } from '../../pdf/document.ts';
import { NO_VALIDATION_DATA, type TimeStampEvidence, type ValidationData } from '../../validation/evidence.ts';
import { changesAfter } from '../changes/changes-after.ts';
import { isUnrecognised } from '../changes/kinds.ts';
import { timeStampFits } from './integrity.ts';
import { permissionsOf } from './permissions.ts';
import { securityStore } from './security-store.ts';
import type { PdfSignature } from './signatures.ts';

/** A document time stamp beside the revision it is over (ETSI EN 319 142-1 section 5.4.3). */
export interface DocumentTimeStamp {
  readonly signature: PdfSignature;
  /** It fits the bytes it is over, and these are a complete document which later revisions continue; no other counts. */
  readonly sound: boolean;
  /** Security store of the revision it is over. */
  readonly store: ValidationData;
  /** Digest of what it is over; `null` when that is no document which later revisions continue: its bytes are not what anybody was shown. */
  readonly imprint: TimeStampEvidence['imprint'];
}

/** The document time stamps among the signatures, those over less of the file first. */
export async function documentTimeStamps(document: PdfDocument, signatures: readonly PdfSignature[]): Promise<DocumentTimeStamp[]> {
  const found: DocumentTimeStamp[] = [];
  for (const signature of signatures) if (signature.kind === 'document-time-stamp') found.push(await examine(document, signature));
  return found;
}

async function examine(document: PdfDocument, signature: PdfSignature): Promise<DocumentTimeStamp> {
  const unfit = { signature, sound: false, store: NO_VALIDATION_DATA, imprint: () => null };
  try {
    const changes = await changesAfter(document, signature, permissionsOf(document, signature));
    if (changes.some(isUnrecognised)) return unfit;
    const store = securityStore(openPdf(new Prefix(document.source, signature.range.end)));
    return { signature, sound: await fits(signature, store.certificates), store, imprint: signature.digest };
  } catch (error) {
    if (error instanceof PkiError) return unfit;
    throw error;
  }
}

async function fits(...stamp: Parameters<typeof timeStampFits>): Promise<boolean> {
  try {
    return await timeStampFits(...stamp);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

/**
 * The document time stamps over all bytes of a signature and the signature itself. One under the signature proves only that what was there before
 * is older, says nothing of the signature and is no part of the report on it: neither level nor time may come from it.
 */
export const timeStampsOver = ({ range }: PdfSignature, timeStamps: readonly DocumentTimeStamp[]): DocumentTimeStamp[] =>
  timeStamps.filter(({ signature }) => signature.range.gap.start >= range.end);

/**
 * What there is to judge of a document time stamp.
 * @param covered further evidence inside the bytes it is over
 */
export function timeStampEvidence({ signature: { field, range }, imprint, store }: DocumentTimeStamp, covered: ValidationData): TimeStampEvidence {
  return {
    id: field.name,
    kind: 'archive',
    token: withoutPadding(range.contents),
    imprint,
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
