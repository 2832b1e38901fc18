import type { ReceptionView, VerdictView } from '../../main/api/schema/attendance.ts';
import { asks } from './look.ts';

/** Verdicts that wait for staff, oldest first. */
export function waitingOf({ recent, lanes }: Pick<ReceptionView, 'recent' | 'lanes'>): readonly VerdictView[] {
  const last = lanes.flatMap((lane) => (lane.last ? [lane.last] : []));
  const known = new Map([...last, ...recent].map((verdict) => [verdict.id, verdict]));
  return [...known.values()].filter(asks).sort((a, b) => a.at.localeCompare(b.at));
}
