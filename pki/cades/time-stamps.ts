import { OID } from '../cms/object-identifiers.ts';
import { digest } from '../digest/algorithms.ts';
import { PkiError } from '../errors.ts';
import type { Check, TimeStampKind } from '../report.ts';
import { parseTimeStampToken, type TimeStampToken } from '../time-stamp/token.ts';
import { mergedData, type TimeStampEvidence } from '../validation/evidence.ts';
import { undecided } from '../validation/signer-context.ts';
import { archiveTimeStamp } from './archive-time-stamp.ts';
import { type Coverable, coverable } from './coverable.ts';
import { valuesAmong } from './embedded-data.ts';
import type { FoundStamp, StampedSigner } from './found-stamp.ts';
import { type UnsignedValue, unsignedValues } from './unsigned-values.ts';

export interface CadesTimeStamps {
  /** Oldest first. */
  readonly timeStamps: readonly TimeStampEvidence[];
  /** What is wrong with the attributes themselves. */
  readonly checks: readonly Check[];
}

/** A signature renewed every five years for a century has fewer. */
const MAX_TIME_STAMPS = 32;

/** Attributes of which each value is a TimeStampToken. The older forms of the archive time stamp are told and not evaluated. */
const KINDS: ReadonlyMap<string, TimeStampKind> = new Map([
  [OID.contentTimeStamp, 'content'],
  [OID.signatureTimeStamp, 'signature'],
  [OID.archiveTimeStampV1, 'archive'],
  [OID.archiveTimeStampV2, 'archive'],
  [OID.archiveTimeStampV3, 'archive'],
]);

/** The time stamps of a signer, of its content and of its evidence (ETSI EN 319 122-1 sections 5.2.8, 5.3 and 5.5.3). */
export function cadesTimeStamps(stamped: StampedSigner): CadesTimeStamps {
  const { info } = stamped.signer;
  const values = [
    ...info.signedAttributes
      .filter(({ type }) => type === OID.contentTimeStamp)
      .flatMap(({ type, values }) => values.map((value) => ({ type, value }))),
    ...unsignedValues(info).filter(({ type }) => type !== OID.contentTimeStamp),
  ].filter(({ type }) => KINDS.has(type));
  if (values.length > MAX_TIME_STAMPS)
    return { timeStamps: [], checks: [undecided('signature-time-stamp', 'SIG_CONSTRAINTS_FAILURE', `more than ${MAX_TIME_STAMPS} time stamps`)] };
  const found = numbered(values);
  const withItems = { ...stamped, present: coverable(stamped.signedData, info) };
  const made = found.map((stamp) => evidenceOf(stamp, found, withItems));
  return { timeStamps: oldestFirst(made.map(({ evidence }) => evidence)), checks: made.flatMap(({ checks }) => checks) };
}

/** In the order of their kind and of the time that they say. */
function numbered(values: readonly UnsignedValue[]): FoundStamp[] {
  const order: readonly TimeStampKind[] = ['content', 'signature', 'archive'];
  const read = values.map(readValue);
  const time = ({ token }: (typeof read)[number]): number => token?.info.time.getTime() ?? 0;
  return order.flatMap((kind) =>
    read
      .filter((stamp) => stamp.kind === kind)
      .toSorted((a, b) => time(a) - time(b))
      .map((stamp, index) => ({ ...stamp, id: `${kind}-time-stamp-${index + 1}` })),
  );
}

function readValue(value: UnsignedValue): Omit<FoundStamp, 'id'> {
  const token = readToken(value.value);
  const signedData = token?.signedData;
  const stored = valuesAmong(signedData?.signers.flatMap(unsignedValues) ?? []);
  const { certificates, crls, ocspResponses } = signedData ? mergedData(signedData, stored) : stored;
  return { ...value, kind: KINDS.get(value.type)!, token, stored, brought: [...certificates, ...crls, ...ocspResponses] };
}

function readToken(der: Uint8Array): TimeStampToken | null {
  try {
    return parseTimeStampToken(der);
  } catch (error) {
    if (error instanceof PkiError) return null;
    throw error;
  }
}

interface MadeEvidence {
  readonly evidence: TimeStampEvidence;
  readonly checks: readonly Check[];
}

function evidenceOf(stamp: FoundStamp, all: readonly FoundStamp[], stamped: StampedSigner & { readonly present: Coverable }): MadeEvidence {
  const { id, kind, value: token } = stamp;
  const common = { id, kind, token, data: stamp.stored, protects: [] };
  const { signer } = stamped;
  if (kind === 'archive') return archiveTimeStamp(stamp, common, all, stamped);
  const imprint: TimeStampEvidence['imprint'] =
    kind === 'signature' ? (algorithm) => digest(algorithm, signer.info.signature) : (algorithm) => signer.contentDigest?.(algorithm) ?? null;
  return { evidence: { ...common, imprint }, checks: [] };
}

/** A time stamp comes after those that it covers, whatever time it says; otherwise the times order them. */
function oldestFirst(stamps: readonly TimeStampEvidence[]): TimeStampEvidence[] {
  const ordered: TimeStampEvidence[] = [];
  const rest = [...stamps];
  while (rest.length > 0) {
    const ready = rest.findIndex(({ covers }) => !rest.some(({ id }) => covers?.has(id)));
    ordered.push(...rest.splice(Math.max(ready, 0), 1));
  }
  return ordered;
}
