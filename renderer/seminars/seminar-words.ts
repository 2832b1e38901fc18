import type { Participation, Seminar, SeminarPlan, SeminarState } from '../../main/api/schema/training.ts';
import type { Status } from '../design/status.tsx';
import { dayOf, dayWithWeekday, timeOf } from '../words/japan-time.ts';
import type { Language, Translate } from '../words/translate.ts';
import { codeOrder } from '../words/code-order.ts';

/** Beginning and end of everything that is planned, ISO in UTC. */
export function spanOf({ sessions }: Pick<SeminarPlan, 'sessions'>): { readonly from: string; readonly to: string } {
  const from = sessions.map(({ startsAt }) => startsAt).sort()[0] ?? '';
  const to =
    sessions
      .map(({ endsAt }) => endsAt)
      .sort()
      .at(-1) ?? '';
  return { from, to };
}

/** `2026年11月20日(金) 19:00～21:40`, in Japan time. */
export function whenWords(plan: Pick<SeminarPlan, 'sessions'>, language: Language, t: Translate): string {
  const { from, to } = spanOf(plan);
  const first = `${dayWithWeekday(from, language)} ${timeOf(from)}`;
  const last = dayOf(from) === dayOf(to) ? timeOf(to) : `${dayWithWeekday(to, language)} ${timeOf(to)}`;
  return t('training.span', { from: first, to: last });
}

export const STATE_STATUS: Readonly<Record<SeminarState, Status>> = {
  planned: 'absent',
  applied: 'info',
  certified: 'info',
  open: 'success',
  running: 'success',
  closed: 'warning',
  settled: 'info',
  submitted: 'info',
  accepted: 'success',
  'partly-rejected': 'error',
  corrected: 'info',
  cancelled: 'absent',
};

/** Parts of a seminar, in the order of the tabs. */
export const PARTS = ['plan', 'participants', 'result', 'output', 'statistics'] as const;
export type Part = (typeof PARTS)[number];

/** What people come for, by the state of the seminar. */
export const PART_OF_STATE: Readonly<Record<SeminarState, Part>> = {
  planned: 'plan',
  applied: 'plan',
  certified: 'plan',
  open: 'participants',
  running: 'participants',
  closed: 'result',
  settled: 'output',
  submitted: 'output',
  accepted: 'result',
  'partly-rejected': 'output',
  corrected: 'output',
  cancelled: 'plan',
};

/** In the order of what must happen next. */
const URGENCY: readonly (readonly SeminarState[])[] = [
  ['open', 'running'],
  ['closed', 'partly-rejected'],
  ['certified', 'applied', 'planned'],
  ['settled', 'corrected', 'submitted'],
  ['accepted', 'cancelled'],
];
const urgency = ({ state }: Seminar) => URGENCY.findIndex((states) => states.includes(state));

export const isOver = ({ state }: Pick<Seminar, 'state'>): boolean => state === 'accepted' || state === 'cancelled';

/** Frozen at least once. */
export const isSettled = ({ state }: Pick<Seminar, 'state'>): boolean =>
  ['settled', 'submitted', 'accepted', 'partly-rejected', 'corrected'].includes(state);

/** Why nothing of the result can go out yet, or ever; `null` where it can. Words: `training.output.obstacle.<id>`. */
export const obstacleOf = (seminar: Seminar): 'practice' | 'not-settled' | null =>
  seminar.plan.practice ? 'practice' : isSettled(seminar) ? null : 'not-settled';

/** Columns of a list in one phrase; one at least. */
export const columnWords = (columns: Participation['missing'], t: Translate): string =>
  columns.map((id) => t(`training.column.${id}`)).reduce((first, rest) => t('frame.list', { first, rest }));

/** Whether the door can be open: cards are received from the moment there is a plan until it is closed. */
export const canReceive = ({ state, plan }: Pick<Seminar, 'state' | 'plan'>): boolean =>
  ['certified', 'open', 'running'].includes(state) || (plan.practice && ['planned', 'applied'].includes(state));

/** Seminars by what must happen next; what is to come by its day, what is over latest first. */
export function byUrgency(seminars: readonly Seminar[]): readonly Seminar[] {
  const day = ({ plan }: Seminar) => spanOf(plan).from;
  return [...seminars].sort((a, b) => urgency(a) - urgency(b) || (isOver(a) ? codeOrder(day(b), day(a)) : codeOrder(day(a), day(b))));
}
