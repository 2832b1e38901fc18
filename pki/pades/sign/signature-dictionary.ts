import { dictionary, name, type PdfDictionary, type PdfObject, type PdfReference } from '../../pdf/syntax/objects.ts';
import { serialize } from '../../pdf/syntax/serialize.ts';
import { dateString, textString } from '../../pdf/syntax/text.ts';

export interface SignatureFacts {
  readonly signingTime: Date;
  readonly signerName: string;
  readonly reason?: string | undefined;
  readonly location?: string | undefined;
}

/** A signature dictionary with room for what is known only later, and where that room is, counted from its own first byte. */
export interface SignatureTemplate {
  readonly bytes: Uint8Array;
  readonly byteRangeAt: number;
  /** From the opening `<` of Contents to behind its closing `>`. */
  readonly contents: { readonly start: number; readonly end: number };
  /** Room for the CMS, in bytes. */
  readonly reserved: number;
}

/** Digits of an offset in ByteRange. */
const OFFSET_DIGITS = 10;
export const BYTE_RANGE_LENGTH = `[0 ${Array(3).fill(' '.repeat(OFFSET_DIGITS)).join(' ')}]`.length;

/** Entries of an ETSI.CAdES.detached signature (ETSI EN 319 142-1 section 5.3). */
export const signatureEntries = (facts: SignatureFacts, lock: PdfDictionary | null): Readonly<Record<string, PdfObject>> => ({
  Type: name('Sig'),
  Filter: name('Adobe.PPKLite'),
  SubFilter: name('ETSI.CAdES.detached'),
  M: dateString(facts.signingTime),
  Name: textString(facts.signerName),
  ...(facts.reason ? { Reason: textString(facts.reason) } : {}),
  ...(facts.location ? { Location: textString(facts.location) } : {}),
  ...(lock ? { Reference: [lock] } : {}),
});

/** Entries of a document time stamp (ETSI EN 319 142-1 section 5.4.3). */
export const TIME_STAMP_ENTRIES: Readonly<Record<string, PdfObject>> = {
  Type: name('DocTimeStamp'),
  Filter: name('Adobe.PPKLite'),
  SubFilter: name('ETSI.RFC3161'),
};

/** Room for a time stamp with the certificates of its authority, in bytes. */
export const TIME_STAMP_RESERVED = 16_384;

/** A dictionary of these entries with `reserved` bytes for the CMS. */
export function signatureTemplate(entries: Readonly<Record<string, PdfObject>>, reserved: number): SignatureTemplate {
  const head = Buffer.from(serialize(dictionary(entries)))
    .toString('latin1')
    .slice(0, -'>>'.length);
  const beforeRange = `${head}/ByteRange `;
  const beforeContents = `${beforeRange}${' '.repeat(BYTE_RANGE_LENGTH)}/Contents `;
  const contents = { start: beforeContents.length, end: beforeContents.length + 2 * reserved + 2 };
  const bytes = Buffer.from(`${beforeContents}<${'0'.repeat(2 * reserved)}>>>`, 'latin1');
  return { bytes, byteRangeAt: beforeRange.length, contents, reserved };
}

/** ByteRange in the width that was reserved for it. */
export function byteRange(gapStart: number, gapEnd: number, end: number): Uint8Array {
  const numbers = [gapStart, gapEnd, end - gapEnd].map((value) => String(value).padEnd(OFFSET_DIGITS));
  return Buffer.from(`[0 ${numbers.join(' ')}]`, 'latin1');
}

/** The lock of a prepared field as the reference that carries it out (ISO 32000-2 tables 236, 255 and 259), `null` without one. */
export function lockReference(lock: PdfDictionary | null, catalog: PdfReference): PdfDictionary | null {
  if (!lock) return null;
  const parameters = dictionary({ Type: name('TransformParams'), V: name('1.2'), Action: lock.get('Action') });
  const fields = lock.get('Fields');
  return dictionary({
    Type: name('SigRef'),
    TransformMethod: name('FieldMDP'),
    TransformParams: fields === null ? parameters : parameters.with({ Fields: fields }),
    Data: catalog,
  });
}
