import { sameBytes } from '../asn1/values.ts';
import { type Certificate, parseCertificate } from '../certificate/certificate.ts';
import { sameName } from '../certificate/name.ts';
import { distinct } from '../digest/fingerprint.ts';
import { PkiError } from '../errors.ts';
import { type PathResult, validatePath } from '../path/validate-path.ts';
import { parseCrl } from '../revocation/crl.ts';
import { parseOcspResponse } from '../revocation/ocsp/response.ts';
import { type CertificateRevocation, pathRevocation } from '../revocation/path-revocation.ts';
import type { RevocationEvidence } from '../revocation/status.ts';
import { pinOf } from '../time-stamp/checks/authority.ts';
import type { VerificationOptions } from '../trust.ts';
import { trustingAlgorithms } from '../validation/algorithm-policy.ts';
import { NO_VALIDATION_DATA, type ValidationData } from '../validation/evidence.ts';
import { readable } from '../readable.ts';
import type { EvidenceCircumstances, EvidenceUse, LevelMaterial, TimeStamper } from './material.ts';

export interface MaterialOrder {
  readonly timeStamper: TimeStamper;
  readonly options: Pick<VerificationOptions, 'anchors' | 'tsaAnchors' | 'chain' | 'crls' | 'ocspResponses' | 'revocationSource'>;
  readonly now: () => Date;
}

/** Anchors of signers and of time stamps never mix. */
const ANCHORS = {
  signer: ({ anchors }: MaterialOrder['options']) => anchors,
  'time-stamp': ({ tsaAnchors = [] }: MaterialOrder['options']) => tsaAnchors,
} as const satisfies Record<EvidenceUse, unknown>;

/**
 * Material from what a verifier would look at, so that what is stored is what will be believed.
 * @example
 * const material = levelMaterial({ timeStamper, options, now: () => new Date() });
 */
export const levelMaterial = (order: MaterialOrder): LevelMaterial => ({
  timeStamper: order.timeStamper,
  evidenceFor: (certificate, use, further, circumstances = {}) => collect(parseCertificate(certificate), use, further, circumstances, order),
});

async function collect(
  certificate: Certificate,
  use: EvidenceUse,
  further: readonly Uint8Array[],
  { at: given, data = NO_VALIDATION_DATA }: EvidenceCircumstances,
  { options, now }: MaterialOrder,
): Promise<ValidationData> {
  // An authority that is an anchor itself needs no path, and nobody answers for its revocation.
  if (use === 'time-stamp' && pinOf(certificate, options.tsaAnchors ?? [])) return NO_VALIDATION_DATA;
  const at = given ?? now();
  // What the document brings along comes last, so that it cannot exhaust the search.
  const candidates = readable([...options.chain, ...data.certificates, ...further], parseCertificate);
  const result = validatePath({ certificate, candidates, anchors: ANCHORS[use](options), at });
  if (!result.anchor || !result.valid) throw incomplete(result.faults[0]?.certificate ?? certificate, result.reason ?? 'ROOT_NOT_TRUSTED');
  const fetched = await options.revocationSource?.dataFor(result.path, at, result.anchor);
  const atHand = {
    crls: readable([...data.crls, ...options.crls, ...(fetched?.crls ?? [])], parseCrl),
    ocspResponses: readable([...data.ocspResponses, ...(options.ocspResponses ?? []), ...(fetched?.ocspResponses ?? [])], parseOcspResponse),
    candidates,
  };
  const until = now();
  const believed = pathRevocation(result, atHand, { at, until, trusts: trustingAlgorithms(() => until) }).map((answer) => believable(answer, at));
  const sources = (kind: RevocationEvidence['kind']) => distinct(believed.filter((one) => one.kind === kind).flatMap((one) => one.sources));
  const vouchers = believed.flatMap((one) => one.vouchers);
  return {
    certificates: distinct([...[...result.path.slice(1), ...vouchers].map(({ der }) => der), ...anchorCertificate(result, candidates)]),
    crls: sources('crl'),
    ocspResponses: sources('ocsp'),
  };
}

/** @throws PkiError EVIDENCE_INCOMPLETE when a verifier could not believe that the certificate was good */
function believable({ certificate, status }: CertificateRevocation, at: Date): RevocationEvidence {
  if (status.status === 'unknown') throw incomplete(certificate, status.why);
  if (status.status === 'revoked' && status.effectiveDate <= at) throw incomplete(certificate, 'REVOKED');
  return status;
}

/** The anchor's own certificate, where there is one at hand. */
function anchorCertificate({ anchor }: PathResult, candidates: readonly Certificate[]): Uint8Array[] {
  if (anchor?.certificate) return [anchor.certificate];
  const found = candidates.find(({ subject, spki }) => anchor && sameName(subject, anchor.subject) && sameBytes(spki, anchor.spki));
  return found ? [found.der] : [];
}

const incomplete = ({ subject }: Certificate, why: string): PkiError =>
  new PkiError('EVIDENCE_INCOMPLETE', { certificate: subject, why, note: `${why} for ${subject}` });
