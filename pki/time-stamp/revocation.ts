import type { PathResult } from '../path/validate-path.ts';
import { readRevocationData } from '../revocation/data.ts';
import { type CertificateRevocation, pathRevocation } from '../revocation/path-revocation.ts';
import type { EvidenceOrigin, FetchedRevocation, VerificationOptions } from '../trust.ts';
import { trustingAlgorithms } from '../validation/algorithm-policy.ts';
import type { ValidationData } from '../validation/evidence.ts';
import { originsOf } from '../validation/origins.ts';
import type { ControlTime } from './control-time.ts';

export interface AuthorityRevocation {
  /** The authority's own certificate first; empty where nobody can be believed. */
  readonly statuses: readonly CertificateRevocation[];
  readonly originOf: (der: Uint8Array) => EvidenceOrigin;
  readonly failures: FetchedRevocation['failures'];
}

/**
 * Revocation of a time-stamping authority and its issuers at the control time.
 * @param travelling what the document brings along: inside the token, beside it and beside the signature
 */
export async function revocationOf(
  path: PathResult,
  travelling: ValidationData,
  { time, provedAt }: ControlTime,
  options: VerificationOptions,
): Promise<AuthorityRevocation> {
  const fetched = path.anchor && options.revocationSource ? await options.revocationSource.dataFor(path.path, time, path.anchor) : null;
  const atHand = readRevocationData({
    certificates: [...options.chain, ...travelling.certificates],
    crls: [...travelling.crls, ...options.crls, ...(fetched?.crls ?? [])],
    ocspResponses: [...travelling.ocspResponses, ...(options.ocspResponses ?? []), ...(fetched?.ocspResponses ?? [])],
  });
  return {
    statuses: pathRevocation(path, atHand, { at: time, until: options.at, provedAt, trusts: trustingAlgorithms(provedAt) }),
    originOf: originsOf(travelling, options, fetched),
    failures: fetched?.failures ?? [],
  };
}
