import table from '../../../resources/prescriptions/rules.json' with { type: 'json' };

export const RULES = [
  'valid-days',
  'supply-days',
  'new-drug-days',
  'narcotic-entries',
  'refill-uses',
  'refill-window',
  'refill-drugs',
  'refill-record',
  'split-times',
  'split-record',
] as const;
export type RuleId = (typeof RULES)[number];

/** A rule as it held on a day, with the paper that states it. */
export interface PrescriptionRule {
  readonly id: RuleId;
  readonly value: number | null;
  readonly source: string;
}

/** The rule on an ISO day in Japan; `null` where none is on record for it. */
export function ruleOn(id: RuleId, day: string): PrescriptionRule | null {
  const row = table.rows.find((each) => each.id === id && (each.from ?? '') <= day && day <= (each.until ?? '9999'));
  return row ? { id, value: row.value, source: row.source } : null;
}
