import type { DigestName } from '../../digest/algorithms.ts';
import { oncePerAlgorithm } from '../../digest/once.ts';
import { digestSplits, type SplitSpan } from '../../pdf/bytes/digest.ts';
import type { PdfDocument } from '../../pdf/document.ts';
import { type FormField, signatureFields } from '../../pdf/fields.ts';
import { nameOf, PdfDictionary, PdfReference, PdfString } from '../../pdf/syntax/objects.ts';
import { decodeText, parseDate } from '../../pdf/syntax/text.ts';
import { type SignedRange, signedRange } from './byte-range.ts';

/** A signature field that is filled, as it stands in the file. */
export interface PdfSignature {
  readonly field: FormField;
  readonly dictionary: PdfDictionary;
  /** Where the object with the signature dictionary begins. */
  readonly offset: number;
  readonly kind: 'signature' | 'document-time-stamp';
  readonly range: SignedRange;
  /** Digest of what it is over; the first asked for is made for all signatures of the document in one reading. */
  readonly digest: (algorithm: DigestName) => Promise<Uint8Array>;
  /** From the dictionary's M; only claimed. */
  readonly claimedTime: Date | null;
}

/** A filled field that is no signature, and why. */
export interface MalformedSignature {
  readonly field: FormField;
  readonly fault: string;
}

/** Forms of signature values (ISO 32000-2 table 255; ETSI EN 319 142-1 sections 5.3 and 5.4.3). */
const KINDS: ReadonlyMap<string, PdfSignature['kind']> = new Map([
  ['ETSI.CAdES.detached', 'signature'],
  ['adbe.pkcs7.detached', 'signature'],
  ['ETSI.RFC3161', 'document-time-stamp'],
]);

/** Of each part by itself. */
type Digests = (algorithm: DigestName) => ReturnType<typeof digestSplits>;

export type FoundSignature = PdfSignature | MalformedSignature;

export const isMalformed = (signature: FoundSignature): signature is MalformedSignature => 'fault' in signature;
export const isSound = (signature: FoundSignature): signature is PdfSignature => !isMalformed(signature);

/** Each may cost a reading of all it covers; no real document comes near. */
const MAX_SIGNATURES = 100;

/** All filled signature fields, those that cover less of the file first; of too many the rest is one malformed signature. */
export function readSignatures(document: PdfDocument): FoundSignature[] {
  const filled = signatureFields(document).filter(({ value }) => document.resolve(value) !== null);
  const held = new Set<number>();
  const spans = (): SplitSpan[] => found.filter(isSound).map(({ range }) => range.spans);
  const digests = oncePerAlgorithm((algorithm) => digestSplits(document.source, algorithm, spans()));
  const found = filled.slice(0, MAX_SIGNATURES + 1).map((field, index): FoundSignature => {
    if (index === MAX_SIGNATURES) return { field, fault: `more than ${MAX_SIGNATURES} signatures` };
    const signature = isHeldTwice(field, held) ? 'another field holds the same signature' : readSignature(document, field, digests);
    return typeof signature === 'string' ? { field, fault: signature } : signature;
  });
  return found.toSorted((a, b) => endOf(a) - endOf(b));
}

function isHeldTwice({ value }: FormField, held: Set<number>): boolean {
  if (!(value instanceof PdfReference)) return false;
  const twice = held.has(value.number);
  held.add(value.number);
  return twice;
}

const endOf = (signature: FoundSignature): number => (isMalformed(signature) ? Number.MAX_SAFE_INTEGER : signature.range.end);

function readSignature(document: PdfDocument, field: FormField, digests: Digests): PdfSignature | string {
  if (field.dictionary.ambiguous) return 'a key of the signature field stands twice';
  const dictionary = document.resolve(field.value);
  const offset = field.value instanceof PdfReference ? document.offsetOf(field.value) : null;
  if (!(dictionary instanceof PdfDictionary) || offset === null) return 'the signature is not an object of its own';
  const subFilter = nameOf(dictionary.get('SubFilter'));
  const kind = KINDS.get(subFilter ?? '');
  if (!kind) return `unknown form of signature ${subFilter ?? ''}`;
  const range = signedRange(document.source, dictionary);
  if (typeof range === 'string') return range;
  const time = document.resolve(dictionary.get('M'));
  return {
    field,
    dictionary,
    offset,
    kind,
    range,
    digest: async (algorithm) => (await digests(algorithm)).get(range.spans)!,
    claimedTime: time instanceof PdfString ? parseDate(decodeText(time.bytes)) : null,
  };
}
