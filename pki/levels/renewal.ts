import { parseCertificate } from '../certificate/certificate.ts';
import { verifySignedData } from '../cms/verify.ts';
import { algorithmLifetime, keyStrength, type Lifetime } from '../validation/algorithm-policy.ts';
import type { TimeStampEvidence } from '../validation/evidence.ts';
import { parseTimeStampToken } from '../time-stamp/token.ts';

/** By when an archive time stamp must have been followed by another. */
export interface Renewal {
  readonly due: Date;
  /** What ends first: the certificate of the authority, or the trust in an algorithm or key. */
  readonly reason: 'certificate' | 'algorithm';
  /** RFC 4514 subject, or the name of the algorithm or key. */
  readonly what: string;
}

/**
 * When the newest archive time stamp of a signature ages out: at the end of its authority's certificate, or of its weakest algorithm by the
 * algorithm policy, whichever is first.
 * @param beside certificates among which the authority's may be where the token does not bring it, DER
 * @returns `null` without an archive time stamp, and without its authority's certificate
 * @throws PkiError DOCUMENT_UNREADABLE
 */
export async function renewalOf(
  timeStamps: readonly Pick<TimeStampEvidence, 'kind' | 'token'>[],
  beside: readonly Uint8Array[],
): Promise<Renewal | null> {
  const newest = timeStamps.findLast(({ kind }) => kind === 'archive');
  if (!newest) return null;
  const { info } = parseTimeStampToken(newest.token);
  const { signers } = await verifySignedData({ der: newest.token, contentDigest: null, furtherCertificates: beside });
  const [signer] = signers;
  if (!signer?.certificate) return null;
  const { notAfter, subject, publicKey } = parseCertificate(signer.certificate);
  const { type, bits, lifetime } = keyStrength(publicKey);
  const names = [info.imprint.algorithm ?? info.imprint.oid, ...signer.algorithms];
  return [
    { due: notAfter, reason: 'certificate', what: subject } as const,
    ...[...names.map((name) => ({ name, lifetime: algorithmLifetime(name) })), { name: `${type}-${bits}`, lifetime }].flatMap(ending),
  ].reduce((first, other) => (other.due < first.due ? other : first));
}

/** What was never trusted should have been followed from the beginning. */
function ending({ name, lifetime }: { readonly name: string; readonly lifetime: Lifetime | null }): Renewal[] {
  const due = lifetime ? lifetime.until : new Date(0);
  return due ? [{ due, reason: 'algorithm', what: name }] : [];
}
