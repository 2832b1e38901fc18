import type { PrescriptionRuling } from '../../api/schema/dispensing.ts';
import type { NamedBytes } from '../../named-bytes.ts';

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

/** Verifies the prescription inside a dispensing document that is not signed yet. */
export type RuleOnDispensing = (xml: Uint8Array) => Promise<PrescriptionRuling>;

const conclusionOf = (conclusions: readonly string[]): string => {
  if (conclusions.length === 0 || conclusions.includes('INDETERMINATE')) return 'INDETERMINATE';
  return 'TOTAL-PASSED';
};

/** Rules by the signatures that a dispensing document holds: that of the document itself is still to come, and without it no report passes. */
export const ruleOnDispensing =
  (
    verify: (file: NamedBytes) => Promise<{ readonly signatures: readonly (RuledReport['signatures'][number] & { readonly conclusion: string })[] }>,
  ): RuleOnDispensing =>
  async (bytes) => {
    const { signatures } = await verify({ name: '', bytes });
    const conclusions = signatures.map(({ conclusion }) => conclusion);
    return rulingOn({ signatures, conclusion: conclusions.includes('TOTAL-FAILED') ? 'TOTAL-FAILED' : conclusionOf(conclusions) });
  };
