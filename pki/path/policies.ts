import type { Certificate } from '../certificate/certificate.ts';

/** Policy that stands for every policy (RFC 5280 section 4.2.1.4). */
export const ANY_POLICY = '2.5.29.32.0';

/** What the relying party asks of policies (RFC 5280 section 6.1.1 (c) and (e) to (g)). */
export interface PolicyInput {
  /** Acceptable policies; default any. */
  readonly initialPolicies?: readonly string[];
  /** The path must be valid for one of them. */
  readonly explicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
}

export interface PolicyOutcome {
  /** Whether the rules of the path and of the relying party are kept. */
  readonly satisfied: boolean;
  /** Acceptable policies for which the path is valid. */
  readonly policies: readonly string[];
}

interface PolicyNode {
  readonly policy: string;
  readonly expected: ReadonlySet<string>;
  readonly parents: readonly PolicyNode[];
}

/** Nodes of one depth by policy; empty when no policy is valid any more. */
type Level = ReadonlyMap<string, PolicyNode>;

const nodeOf = (policy: string, parents: readonly PolicyNode[]): PolicyNode => ({ policy, expected: new Set([policy]), parents });

/**
 * Policy processing over the graph of RFC 9618, whose size is linear where the tree of RFC 5280 section 6.1 can be made to explode.
 * `certificates` is end entity first, without the anchor.
 */
export function processPolicies(certificates: readonly Certificate[], input: PolicyInput = {}): PolicyOutcome {
  const never = certificates.length + 1;
  let explicitPolicy = input.explicitPolicy ? 0 : never;
  let policyMapping = input.inhibitPolicyMapping ? 0 : never;
  let inhibitAnyPolicy = input.inhibitAnyPolicy ? 0 : never;
  let level: Level = new Map([[ANY_POLICY, nodeOf(ANY_POLICY, [])]]);

  for (const [index, certificate] of [...certificates].reverse().entries()) {
    const isLast = index === certificates.length - 1;
    const isSelfIssued = certificate.subjectName.key === certificate.issuerName.key;
    level = nextLevel(level, certificate.policies, inhibitAnyPolicy > 0 || (!isLast && isSelfIssued));
    if (explicitPolicy === 0 && level.size === 0) return NOT_SATISFIED;
    if (!isLast) {
      if (mapsAnyPolicy(certificate)) return NOT_SATISFIED;
      level = mapPolicies(level, certificate, policyMapping > 0);
    }
    if (isLast || !isSelfIssued) {
      explicitPolicy = Math.max(0, explicitPolicy - 1);
      policyMapping = Math.max(0, policyMapping - 1);
      inhibitAnyPolicy = Math.max(0, inhibitAnyPolicy - 1);
    }
    const { requireExplicitPolicy, inhibitPolicyMapping } = certificate.policyConstraints ?? {};
    if (!isLast || requireExplicitPolicy === 0) explicitPolicy = Math.min(explicitPolicy, requireExplicitPolicy ?? explicitPolicy);
    policyMapping = Math.min(policyMapping, inhibitPolicyMapping ?? policyMapping);
    inhibitAnyPolicy = Math.min(inhibitAnyPolicy, certificate.inhibitAnyPolicy ?? inhibitAnyPolicy);
  }

  const policies = acceptable(level, input.initialPolicies ?? [ANY_POLICY]);
  return { satisfied: explicitPolicy > 0 || policies.length > 0, policies };
}

const NOT_SATISFIED: PolicyOutcome = { satisfied: false, policies: [] };

/** Section 6.1.3 (d) and (e). */
function nextLevel(level: Level, policies: readonly string[], anyPolicyCounts: boolean): Level {
  const expecting = new Map<string, PolicyNode[]>();
  for (const node of level.values()) {
    for (const policy of node.expected) {
      const nodes = expecting.get(policy);
      if (nodes) nodes.push(node);
      else expecting.set(policy, [node]);
    }
  }
  const anyNode = level.get(ANY_POLICY);
  const next = new Map<string, PolicyNode>();
  for (const policy of policies.filter((named) => named !== ANY_POLICY)) {
    const parents = expecting.get(policy);
    if (parents) next.set(policy, nodeOf(policy, parents));
    else if (anyNode) next.set(policy, nodeOf(policy, [anyNode]));
  }
  if (policies.includes(ANY_POLICY) && anyPolicyCounts) {
    for (const [policy, parents] of expecting) if (!next.has(policy)) next.set(policy, nodeOf(policy, parents));
  }
  return next;
}

const mapsAnyPolicy = ({ policyMappings }: Certificate): boolean =>
  policyMappings.some(({ issuerDomainPolicy, subjectDomainPolicy }) => issuerDomainPolicy === ANY_POLICY || subjectDomainPolicy === ANY_POLICY);

/** Section 6.1.4 (b). */
function mapPolicies(level: Level, { policyMappings }: Certificate, mappingCounts: boolean): Level {
  const mapped = new Map(level);
  for (const [policy, mappings] of Map.groupBy(policyMappings, ({ issuerDomainPolicy }) => issuerDomainPolicy)) {
    const expected = new Set(mappings.map(({ subjectDomainPolicy }) => subjectDomainPolicy));
    const parents = mapped.get(policy)?.parents ?? mapped.get(ANY_POLICY)?.parents;
    if (!mappingCounts) mapped.delete(policy);
    else if (parents) mapped.set(policy, { policy, expected, parents });
  }
  return mapped;
}

/** Section 6.1.5 (g): policies of the issuer's domain that still lead to the end entity, as far as the relying party accepts them. */
function acceptable(level: Level, initialPolicies: readonly string[]): string[] {
  const leading = new Set<PolicyNode>();
  const visit = (node: PolicyNode): void => {
    if (leading.has(node)) return;
    leading.add(node);
    node.parents.forEach(visit);
  };
  for (const node of level.values()) visit(node);
  const valid = [...leading].filter(({ policy, parents }) => policy !== ANY_POLICY && parents.some((parent) => parent.policy === ANY_POLICY));
  const policies = [...new Set(valid.map(({ policy }) => policy))];
  const anyIsValid = level.has(ANY_POLICY);
  if (initialPolicies.includes(ANY_POLICY)) return anyIsValid ? [...policies, ANY_POLICY] : policies;
  return anyIsValid ? [...initialPolicies] : initialPolicies.filter((policy) => policies.includes(policy));
}
