import type { PlanFinding, SeminarPlan, SeminarSession } from '../../../api/schema/training.ts';
import { categoryRow, schemeRow } from '../tables.ts';
import { finding, repeated } from './finding.ts';

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 24;
/** Beyond these years a date is a slip of the keyboard. */
const YEARS = { first: 2000, last: 2100 } as const;

const sane = (time: string): boolean => {
  const year = new Date(time).getUTCFullYear();
  return year >= YEARS.first && year <= YEARS.last;
};

function times({ id, startsAt, endsAt }: SeminarSession): PlanFinding[] {
  if (!sane(startsAt) || !sane(endsAt)) return [finding(['time-out-of-bounds', 'wrong'], id, YEARS)];
  const hours = (Date.parse(endsAt) - Date.parse(startsAt)) / HOUR_MS;
  if (hours <= 0) return [finding(['session-ends-before-start', 'wrong'], id)];
  return hours > LONGEST_HOURS ? [finding(['session-too-long', 'wrong'], id, { hours: LONGEST_HOURS })] : [];
}

const room = ({ rooms }: SeminarPlan, session: SeminarSession): PlanFinding[] =>
  rooms.some(({ id }) => id === session.room) ? [] : [finding(['room-unknown', 'wrong'], session.id, { room: session.room })];

const kinds = ({ id, credits }: SeminarSession): PlanFinding[] =>
  credits.flatMap(({ scheme, category }) => {
    const row = schemeRow(scheme);
    if (!row) return [finding(['scheme-unknown', 'wrong'], id, { scheme })];
    return categoryRow(row, category) ? [] : [finding(['category-unknown', 'wrong'], id, { scheme, category: category ?? '' })];
  });

const twice = (plan: SeminarPlan): PlanFinding[] => [
  ...repeated(plan.rooms.map(({ id }) => id)).map((id) => finding(['room-id-twice', 'wrong'], null, { room: id })),
  ...repeated(plan.sessions.map(({ id }) => id)).map((id) => finding(['session-id-twice', 'wrong'], id)),
  ...repeated(plan.certifiedNumbers.map(({ scheme }) => scheme)).map((scheme) => finding(['certified-number-twice', 'wrong'], null, { scheme })),
];

const numbers = ({ certifiedNumbers }: SeminarPlan): PlanFinding[] =>
  certifiedNumbers.filter(({ scheme }) => !schemeRow(scheme)).map(({ scheme }) => finding(['scheme-unknown', 'wrong'], null, { scheme }));

/** What makes a plan contradict itself: ids, rooms, times, and kinds of credit that do not exist. */
export const structureFindings = (plan: SeminarPlan): PlanFinding[] => [
  ...twice(plan),
  ...numbers(plan),
  ...plan.sessions.flatMap((session) => [...times(session), ...room(plan, session), ...kinds(session)]),
];
