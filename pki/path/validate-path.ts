import type { Certificate } from '../certificate/certificate.ts';
import type { TrustAnchor } from '../trust.ts';
import { type BuiltPath, PathBuilder } from './build.ts';
import { checkCertificates } from './check.ts';
import type { PathFault, PathFaultCode } from './fault.ts';
import { checkNameConstraints, ComparisonBudget } from './name-constraints.ts';
import { type PolicyInput, processPolicies } from './policies.ts';

export interface PathInput extends PolicyInput {
  readonly certificate: Certificate;
  /** Certificates that may be issuers; never trusted by themselves. Of namesakes those given first are tried first. */
  readonly candidates: readonly Certificate[];
  readonly anchors: readonly TrustAnchor[];
  /** Time for which the path must be valid. */
  readonly at: Date;
}

export interface PathResult {
  readonly valid: boolean;
  /** First fault, `null` when valid. */
  readonly reason: PathFaultCode | null;
  /** Everything found wrong; of several paths those of the best one. */
  readonly faults: readonly PathFault[];
  /** End entity first, without the anchor's own certificate; as far as the search came when no anchor was reached. */
  readonly path: readonly Certificate[];
  /** `null` when no anchor was reached. */
  readonly anchor: TrustAnchor | null;
  /** Policies for which the path is valid. */
  readonly policies: readonly string[];
}

/**
 * Certification path validation (RFC 5280 section 6.1) with bounded search. Revocation is a separate question: `validateCertificate`.
 * @example
 * validatePath({ certificate, candidates, anchors, at: new Date() }).valid
 */
export function validatePath(input: PathInput): PathResult {
  const builder = new PathBuilder(input.candidates, input.anchors, input.at);
  const budget = new ComparisonBudget();
  let best: PathResult | null = null;
  for (const built of builder.paths(input.certificate)) {
    const result = check(built, input, budget);
    if (result.valid) return result;
    if (!best || result.faults.length < best.faults.length) best = result;
  }
  if (best) return best;
  const { certificates, code } = builder.deadEnd!;
  return resultOf(certificates, null, [{ code, certificate: certificates.at(-1)! }], []);
}

function check({ certificates, anchor }: BuiltPath, input: PathInput, budget: ComparisonBudget): PathResult {
  const { satisfied, policies } = processPolicies(certificates, input);
  const faults: PathFault[] = [...checkCertificates(certificates, input.at), ...checkNameConstraints(certificates, budget)];
  if (!satisfied) faults.push({ code: 'POLICY_NOT_VALID', certificate: certificates[0]! });
  return resultOf(certificates, anchor, faults, policies);
}

function resultOf(path: readonly Certificate[], anchor: TrustAnchor | null, faults: readonly PathFault[], policies: readonly string[]): PathResult {
  const reason = faults[0]?.code ?? null;
  return { valid: reason === null, reason, faults, path, anchor, policies };
}
