import type { ChecklistItem } from '../../api/schema/credentials.ts';
import type { Procedure } from './table.ts';

/** A paper as it was recorded. */
export interface Paper {
  readonly id: string;
  readonly item: string;
  /** ISO day on which it was issued, or the photograph taken; `null`: it has none. */
  readonly dated: string | null;
  readonly at: string;
  readonly by: string;
  readonly scan: boolean;
  readonly note: string;
}

/** An application, as its checklist looks at it. */
export interface ChecklistQuestion {
  readonly procedure: Procedure;
  readonly channel: string;
  readonly reason: string | null;
  readonly papers: readonly Paper[];
  /** ISO day in Japan on which the application was received: papers must be fresh on that day. */
  readonly receivedOn: string;
}

/** The ISO day so many months before another; a day that the month lacks is its last. @example monthsBefore('2026-08-31', 6) // '2026-02-28' */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last))).toISOString().slice(0, 10);
}

/** A paper without a date does not show that it is fresh; one dated after the application says nothing wrong. */
const fresh = ({ dated }: Paper, months: number | null, receivedOn: string): boolean =>
  months === null || (dated !== null && dated >= monthsBefore(receivedOn, months));

/** What an application needs by its procedure, channel and reason, and how each stands by its newest paper. */
export function checklistOf({ procedure, channel, reason, papers, receivedOn }: ChecklistQuestion): readonly ChecklistItem[] {
  const asked = procedure.checklist.filter(
    ({ except, reasons }) => !except.includes(channel) && (reasons === null || reasons.includes(reason ?? '')),
  );
  return asked.map(({ item, months, optional }) => {
    const newest = papers.filter((paper) => paper.item === item).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
    const state = !newest ? 'missing' : fresh(newest, months, receivedOn) ? 'present' : 'expired';
    const evidence = newest ? (({ item: _, ...rest }) => rest)(newest) : null;
    return { item, needed: !optional, months, state, evidence };
  });
}

/** Whether nothing that is needed is missing or too old. */
export const isComplete = (items: readonly ChecklistItem[]): boolean => items.every(({ needed, state }) => !needed || state === 'present');
