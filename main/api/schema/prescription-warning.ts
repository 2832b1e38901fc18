import * as z from 'zod';

/** What to look at before a prescription, or what was dispensed of it, is signed: `look` at it, it was `unchecked`, or only to `know`. */
export const WARNINGS = {
  'issued-other-day': 'look',
  'validity-ends-before': 'look',
  'validity-is-over': 'look',
  'validity-differs': 'look',
  'supply-too-long': 'look',
  'new-drug': 'look',
  'drug-ended': 'look',
  'drugs-not-known': 'unchecked',
  'limits-not-known': 'unchecked',
  'limits-not-listed': 'unchecked',
  'demonstration-codes': 'look',
  'code-kind': 'look',
  'usage-without-code': 'look',
  'licence-missing': 'look',
  'address-missing': 'look',
  'refill-not-yet': 'look',
  'refill-too-many': 'look',
  'refill-limited-drug': 'look',
  'refill-external': 'unchecked',
  'refill-window': 'know',
  'refill-record': 'unchecked',
  'split-too-many': 'look',
  'split-turn': 'look',
  'split-quantity': 'look',
  'split-record': 'unchecked',
  'dispensed-too-late': 'look',
  'dispensed-before-issue': 'look',
  'dispensed-refill-late': 'unchecked',
  'dispensed-split-late': 'unchecked',
  'dispensing-term-unknown': 'unchecked',
  'dispensed-before': 'look',
  'dispensed-turn-before': 'know',
} as const satisfies Readonly<Record<string, 'look' | 'unchecked' | 'know'>>;
export type WarningId = keyof typeof WARNINGS;

/** Words: `prescription.warnings.<id>`. */
export const prescriptionWarning = z.object({
  id: z.enum(Object.keys(WARNINGS) as [WarningId, ...WarningId[]]),
  weight: z.enum(['look', 'unchecked', 'know']),
  /** RP number, where it is about one. */
  group: z.string().nullable(),
  /** Figures and days that the words name. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The paper that states it; `null` for what is no rule of one. */
  source: z.string().nullable(),
});
export type PrescriptionWarning = z.infer<typeof prescriptionWarning>;
