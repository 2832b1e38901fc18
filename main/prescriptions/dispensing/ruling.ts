import type { PrescriptionRuling } from '../../api/schema/dispensing.ts';

/** What is looked at of a report. */
export interface RuledReport {
  readonly conclusion: string;
  readonly signatures: readonly { readonly checks: readonly { readonly id: string; readonly status: string }[] }[];
}

/** Checks whose failure says that the signer may not sign prescriptions, or no longer; what a person asks about elsewhere does not mend that. */
const NOBODY_CONFIRMS = new Set(['revocation', 'issuer-key-pinned', 'hc-role', 'certificate-policy']);

/** Whether the prescription of a report may be dispensed: as it is, where a person answers for it, or not at all. */
export function rulingOn({ conclusion, signatures }: RuledReport): PrescriptionRuling {
  if (conclusion === 'TOTAL-PASSED') return 'verified';
  const unfit = signatures.some(({ checks }) => checks.some(({ id, status }) => status === 'failed' && NOBODY_CONFIRMS.has(id)));
  return conclusion === 'TOTAL-FAILED' || unfit ? 'refused' : 'unverified';
}
