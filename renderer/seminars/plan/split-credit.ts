import { type CreditDraft, unitsOf } from './plan-draft.ts';

/**
 * One credit as two of the same scheme and category, for a talk on two subjects: the units are halved in steps of the scheme, the larger half first and
 * with the code that was there. `null` where there are fewer than two steps.
 */
export function splitCredit(credit: CreditDraft, step: number): readonly [CreditDraft, CreditDraft] | null {
  const steps = Math.round((unitsOf(credit.units) ?? 0) / step);
  if (steps < 2) return null;
  const units = (count: number) => String(Number((count * step).toFixed(2)));
  const first = Math.ceil(steps / 2);
  return [
    { ...credit, units: units(first) },
    { ...credit, units: units(steps - first), code: '' },
  ];
}
