import { sameBytes } from '../asn1/values.ts';
import { verifySignedData } from '../cms/verify.ts';
import { PkiError } from '../errors.ts';
import { parseTimeStampToken } from '../time-stamp/token.ts';
import { mergedData, type TimeStampEvidence, type ValidationData } from '../validation/evidence.ts';
import { preserves } from '../validation/supported-level.ts';

/** A time stamp that fits the signature; whether its authority is trusted is asked when evidence is collected for it. */
export interface ConfirmedTimeStamp extends Pick<TimeStampEvidence, 'kind' | 'protects'> {
  readonly time: Date;
  /** Certificate of the time-stamping authority, DER. */
  readonly authority: Uint8Array;
  /** Certificates in the token, DER. */
  readonly certificates: readonly Uint8Array[];
  /** Evidence in the token and stored for it. */
  readonly brought: ValidationData;
}

/**
 * Holds a time stamp of a signature against what it must be over. Nothing is added upon one that does not fit: that would only bury the fault.
 * @param beside certificates among which the authority's may be, DER
 * @throws PkiError TIME_STAMP_NOT_INTACT
 */
export async function confirmTimeStamp(
  { id, kind, token: der, imprint, data, protects }: TimeStampEvidence,
  beside: readonly Uint8Array[],
): Promise<ConfirmedTimeStamp> {
  const { info, signedData } = readToken(id, der);
  const { signers } = await verifySignedData({ der, contentDigest: null, furtherCertificates: beside });
  const [signer] = signers;
  const expected = info.imprint.algorithm && (await imprint(info.imprint.algorithm));
  if (!signer?.intact || !signer.certificate) throw new PkiError('TIME_STAMP_NOT_INTACT', { note: `${id}: its signature is wrong` });
  if (!expected || !sameBytes(expected, info.imprint.hash)) throw new PkiError('TIME_STAMP_NOT_INTACT', { note: `${id}: it is over something else` });
  return {
    kind,
    protects,
    time: info.time,
    authority: signer.certificate,
    certificates: signedData.certificates,
    brought: mergedData(signedData, data),
  };
}

/** What archive time stamps do for a time stamp under them. */
export interface Coverage {
  /** Time of the oldest archive time stamp over it, `null` without one. */
  readonly over: Date | null;
  /** An archive time stamp is over revocation data about its authority too. */
  readonly preserved: boolean;
}

/**
 * All time stamps of a signature, in their order.
 * @param embedded what the signature brings along
 * @throws PkiError TIME_STAMP_NOT_INTACT
 */
export async function confirmTimeStamps(
  timeStamps: readonly TimeStampEvidence[],
  embedded: ValidationData,
): Promise<(ConfirmedTimeStamp & Coverage)[]> {
  const confirmed = await Promise.all(timeStamps.map((stamp) => confirmTimeStamp(stamp, embedded.certificates)));
  return timeStamps.map(({ id }, index) => {
    const stamp = confirmed[index]!;
    const isOver = (other: number): boolean => timeStamps[other]!.covers?.has(id) ?? (timeStamps[other]!.kind === 'archive' && other > index);
    const archives = confirmed.filter((_, other) => isOver(other));
    return {
      ...stamp,
      over: archives.map(({ time }) => time).reduce<Date | null>((first, time) => (first && first <= time ? first : time), null),
      preserved: archives.some((archive) => preserves(archive, stamp.authority, mergedData(embedded, stamp.brought))),
    };
  });
}

function readToken(id: string, der: Uint8Array) {
  try {
    return parseTimeStampToken(der);
  } catch (cause) {
    if (cause instanceof PkiError) throw new PkiError('TIME_STAMP_NOT_INTACT', { note: `${id}: ${cause.message}` }, { cause });
    throw cause;
  }
}
