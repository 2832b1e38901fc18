import type { Credit, LocalRules, NoCredit, Participation, SessionPresence } from '../api/schema/training.ts';
import type { AgendaItem } from './agenda.ts';
import { dayInJapan } from '../day-in-japan.ts';
import type { Attendance } from './presence.ts';
import { exactUnits } from './rules/steps.ts';
import { trackOf } from './rules/tracks.ts';

/** Why a session gives somebody nothing; the first that applies is told. Last that it gives nobody any: whom only this is told of has attended it. */
const REFUSALS: readonly (readonly [NoCredit, (attendance: Attendance) => boolean])[] = [
  ['absent', ({ state }) => state === 'absent'],
  ['annulled', ({ state }) => state === 'annulled'],
  ['test-card', ({ state }) => state === 'test'],
  ['late', ({ late }) => late],
  ['no-exit-tap', ({ exit, item }) => item.policy.exitTap === 'required' && exit === 'none'],
  ['left-early', ({ exit, item }) => item.policy.exitTap === 'required' && exit === 'early'],
  ['too-short', ({ minutes, item }) => minutes < (item.policy.minimumPresence ?? 0)],
  ['no-credits', ({ item }) => item.session.credits.length === 0],
];

/** What one session gives: credits, or why none. */
interface Outcome {
  readonly attendance: Attendance;
  readonly credits: readonly Credit[];
  readonly reason: NoCredit | null;
}

const earns = ({ reason }: Outcome): boolean => reason === null;
const overlap = (a: AgendaItem, b: AgendaItem): boolean => a.start < b.end && b.start < a.end;
const byStart = ({ attendance: { item: a } }: Outcome, { attendance: { item: b } }: Outcome): number =>
  a.start - b.start || (a.session.id < b.session.id ? -1 : 1);

/** Of sessions at the same time only one gives credits: that which was attended longest, then the one that begins earlier, then by id. */
function oneAtATime(outcomes: readonly Outcome[]): readonly Outcome[] {
  const kept: Outcome[] = [];
  for (const outcome of outcomes.filter(earns).sort((a, b) => b.attendance.minutes - a.attendance.minutes || byStart(a, b)))
    if (!kept.some(({ attendance }) => overlap(attendance.item, outcome.attendance.item))) kept.push(outcome);
  return outcomes.map((outcome) => (earns(outcome) && !kept.includes(outcome) ? { ...outcome, credits: [], reason: 'same-time' } : outcome));
}

const OCCUPATIONAL = 'occupational-health';

/** Cuts off what goes beyond the units of one day in Japan, later sessions first. The two tracks are counted apart: a doctor is on one of them. */
function withinDailyCap(outcomes: readonly Outcome[], cap: number): readonly Outcome[] {
  const used = new Map<string, number>();
  const within = ({ start }: AgendaItem, credit: Credit): Credit[] => {
    if (credit.scheme !== OCCUPATIONAL) return [credit];
    const key = `${dayInJapan(start)} ${trackOf(credit)}`;
    const units = exactUnits(Math.min(credit.units, cap - (used.get(key) ?? 0)));
    if (units <= 0) return [];
    used.set(key, (used.get(key) ?? 0) + units);
    return [{ ...credit, units }];
  };
  const capped = new Map(
    outcomes
      .filter(earns)
      .sort(byStart)
      .map((outcome): [Outcome, Outcome] => {
        const credits = outcome.credits.flatMap((credit) => within(outcome.attendance.item, credit));
        return [outcome, { ...outcome, credits, reason: credits.length === 0 ? 'daily-cap' : null }];
      }),
  );
  return outcomes.map((outcome) => capped.get(outcome) ?? outcome);
}

const isoOrNull = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

/** The credits of one person by session, from how the person attended, the policy of each session, and the local rules. */
export function creditsOf(
  attendances: readonly Attendance[],
  { occupationalDailyCap: cap }: Pick<LocalRules, 'occupationalDailyCap'>,
): SessionPresence[] {
  const judged = attendances.map((attendance): Outcome => {
    const reason = REFUSALS.find(([, applies]) => applies(attendance))?.[0] ?? null;
    return { attendance, reason, credits: reason === null ? attendance.item.session.credits : [] };
  });
  const single = oneAtATime(judged);
  return (cap === null ? single : withinDailyCap(single, cap)).map(({ attendance, credits, reason }) => ({
    session: attendance.item.session.id,
    in: isoOrNull(attendance.in),
    out: isoOrNull(attendance.out),
    minutes: attendance.minutes,
    credits: [...credits],
    reason,
  }));
}

/** The sum of credits per scheme and category, in the order in which they come up. */
export function totalsOf(credits: readonly Credit[]): Participation['totals'] {
  const totals = new Map<string, Participation['totals'][number]>();
  for (const { scheme, category, units } of credits) {
    const key = JSON.stringify([scheme, category]);
    totals.set(key, { scheme, category, units: exactUnits((totals.get(key)?.units ?? 0) + units) });
  }
  return [...totals.values()];
}
