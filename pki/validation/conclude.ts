import type { Check, Conclusion, SubIndication } from '../report.ts';

/**
 * What a failed or undecided check means for the whole, worst first (ETSI EN 319 102-1 section 5.1.3, tables 5 and 6).
 * The first row that any check names decides.
 */
const PRECEDENCE: readonly (readonly [SubIndication, Conclusion])[] = [
  ['FORMAT_FAILURE', 'TOTAL-FAILED'],
  ['HASH_FAILURE', 'TOTAL-FAILED'],
  ['SIG_CRYPTO_FAILURE', 'TOTAL-FAILED'],
  ['REVOKED', 'TOTAL-FAILED'],
  ['NO_SIGNATURE', 'INDETERMINATE'],
  ['SIGNED_DATA_NOT_FOUND', 'INDETERMINATE'],
  ['NO_SIGNING_CERTIFICATE_FOUND', 'INDETERMINATE'],
  ['NO_CERTIFICATE_CHAIN_FOUND', 'INDETERMINATE'],
  ['CERTIFICATE_CHAIN_GENERAL_FAILURE', 'INDETERMINATE'],
  ['CHAIN_CONSTRAINTS_FAILURE', 'INDETERMINATE'],
  ['SIG_CONSTRAINTS_FAILURE', 'INDETERMINATE'],
  ['CRYPTO_CONSTRAINTS_FAILURE', 'INDETERMINATE'],
  ['REVOKED_NO_POE', 'INDETERMINATE'],
  ['OUT_OF_BOUNDS_NOT_REVOKED', 'INDETERMINATE'],
  ['OUT_OF_BOUNDS_NO_POE', 'INDETERMINATE'],
  ['CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'INDETERMINATE'],
  ['REVOCATION_OUT_OF_BOUNDS_NO_POE', 'INDETERMINATE'],
  ['TIMESTAMP_ORDER_FAILURE', 'INDETERMINATE'],
  ['TRY_LATER', 'INDETERMINATE'],
];

export interface Answer {
  readonly conclusion: Conclusion;
  readonly subIndication: SubIndication | null;
}

/** The answer of one signature from its checks. No checks at all is never a pass. */
export function conclude(checks: readonly Check[]): Answer {
  if (checks.length === 0) return { conclusion: 'INDETERMINATE', subIndication: 'NO_SIGNATURE' };
  const open = checks.filter((check) => check.status !== 'passed' && !check.informative);
  const found = PRECEDENCE.find(([indication]) => open.some((check) => check.subIndication === indication));
  if (found) return { conclusion: found[1], subIndication: found[0] };
  if (open.length > 0) return { conclusion: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' };
  return { conclusion: 'TOTAL-PASSED', subIndication: null };
}

/** The answer of a file: its worst signature decides. */
export function concludeFile(signatures: readonly Answer[]): Answer {
  const first = signatures[0];
  if (!first) return { conclusion: 'INDETERMINATE', subIndication: 'NO_SIGNATURE' };
  const rank: Readonly<Record<Conclusion, number>> = { 'TOTAL-FAILED': 2, INDETERMINATE: 1, 'TOTAL-PASSED': 0 };
  const worst = signatures.reduce((a, b) => (rank[b.conclusion] > rank[a.conclusion] ? b : a), first);
  return { conclusion: worst.conclusion, subIndication: worst.subIndication };
}
