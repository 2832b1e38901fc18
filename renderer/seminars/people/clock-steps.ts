import type { FactView } from '../../../main/api/schema/attendance.ts';

/** A record after which a clock may have been set, and the time of the next. */
export interface ClockStep {
  readonly sequence: number;
  readonly at: string;
  readonly next: string;
}

const MOST_STEPS = 20;
const MINUTE_MS = 60_000;

/**
 * Where the clock of one station may have been set: it goes back, or the next record is a minute later at least. Of many the largest, as setting a clock right
 * makes a step as large as it was wrong.
 * @param own records of one station by sequence
 * @returns in the order of the records
 */
export function clockSteps(own: readonly Pick<FactView, 'sequence' | 'at'>[]): readonly ClockStep[] {
  const steps = own
    .slice(0, -1)
    .map(({ sequence, at }, index) => {
      const next = own[index + 1]!.at;
      return { sequence, at, next, step: Date.parse(next) - Date.parse(at) };
    })
    .filter(({ step }) => step < 0 || step >= MINUTE_MS)
    .sort((a, b) => Math.abs(b.step) - Math.abs(a.step));
  const told = new Set<number>();
  // A station that was copied tells two records of one number.
  const once = steps.filter(({ sequence }) => !told.has(sequence) && told.add(sequence));
  return once
    .slice(0, MOST_STEPS)
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ step: _, ...step }) => step);
}
