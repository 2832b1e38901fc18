import type { Alarm, KioskView, ReceptionView, StatusListView, VerdictView } from '../../api/schema/attendance.ts';
import { doubtsOf } from './clock-now.ts';
import { hasEnded } from './course.ts';
import type { Lane } from './lanes.ts';
import { measuredOffset, type OpenReception, type ReceptionParts, trueNow } from './parts.ts';
import { sessionsNow } from './sessions-now.ts';

const statusOf = ({ status, store }: ReceptionParts): StatusListView => ({ ...status.view, ageDays: ageOf(status.view.issuedAt, store.now()) });

const DAY = 86_400_000;
const ageOf = (issuedAt: string | null, now: Date): number | null =>
  issuedAt === null ? null : Math.max(0, (now.getTime() - new Date(issuedAt).getTime()) / DAY);

/** What stands while reception is closed. */
export function closedView(parts: ReceptionParts): ReceptionView {
  const { store } = parts;
  return {
    seminar: null,
    state: 'open',
    title: '',
    practice: false,
    sessions: [],
    lanes: [],
    recent: [],
    counts: { booked: 0, present: 0, open: 0, facts: 0 },
    clock: { now: store.now().toISOString(), offsetMs: measuredOffset(parts), doubts: [] },
    status: statusOf(parts),
    peers: [],
    alarms: [],
  };
}

function laneState(open: OpenReception, { reader }: Lane, last: VerdictView | null): 'ready' | 'reading' | 'missing' {
  if (reader !== null && !open.present.has(reader)) return 'missing';
  return last?.face === 'hold' ? 'reading' : 'ready';
}

/** A verdict as its fact stands by now. */
const asItStands = ({ whereabouts }: OpenReception, verdict: VerdictView): VerdictView =>
  verdict.fact !== null && whereabouts.isAnnulled(verdict.fact) ? { ...verdict, annulled: true } : verdict;

/** The open reception as staff see it. */
export function openView(parts: ReceptionParts, open: OpenReception, alarms: readonly Alarm[]): ReceptionView {
  const { plan, state } = parts.seminars.get(open.seminar);
  const now = trueNow(parts);
  return {
    ...closedView(parts),
    seminar: open.seminar,
    state: hasEnded(state) ? 'ended' : 'open',
    title: plan.title,
    practice: plan.practice,
    sessions: sessionsNow(plan, null, now).map(({ id }) => id),
    lanes: open.lanes.map((lane) => {
      const last = open.showings.lastOf(lane.id);
      return { ...lane, state: laneState(open, lane, last), last: last && asItStands(open, last) };
    }),
    recent: open.showings.recent.map((verdict) => asItStands(open, verdict)),
    counts: {
      booked: parts.people.bookedCount(open.seminar),
      present: open.whereabouts.count(now),
      open: open.showings.open,
      facts: open.whereabouts.facts,
    },
    clock: { now: parts.store.now().toISOString(), offsetMs: measuredOffset(parts), doubts: doubtsOf(parts, open.seminar) },
    peers: parts.stations.view.peers.map(({ name, connected, lastSeen, behind }) => ({ name, connected, lastSeen, behind })),
    alarms: [...alarms],
  };
}

const IDLE = { face: 'idle', verdict: null, direction: null, name: '', kana: '', at: null } as const;

/** Why somebody waits, or was let in all the same, is between them and staff; that a card could not be read is for them to mend. */
function toldToDoctor({ verdict, answer }: VerdictView, face: VerdictView['face']): VerdictView['verdict'] | null {
  if (verdict === 'unreadable') return verdict;
  if (face !== 'accepted') return null;
  return answer === 'accepted' ? 'ok' : verdict;
}

/** Of a view only what a doctor at a second screen may see: no number, no reason, nobody else's affairs. */
export function kioskView({ state, title, practice, lanes }: ReceptionView): KioskView {
  return {
    state,
    title,
    practice,
    lanes: lanes.map(({ name: lane, reader, last }) => {
      const byCard = reader !== null;
      if (last === null || last.answer === 'declined' || last.annulled) return { lane, byCard, ...IDLE };
      const face = last.answer === 'accepted' ? 'accepted' : last.face;
      return {
        lane,
        byCard,
        face,
        verdict: toldToDoctor(last, face),
        direction: last.direction,
        name: last.person?.name ?? '',
        kana: last.person?.kana ?? '',
        at: last.at,
      };
    }),
  };
}
