import type { Direction, LaneOrder } from '../../api/schema/attendance.ts';
import type { SeminarPlan } from '../../api/schema/training.ts';
import { policyOf } from '../../training/policy.ts';
import { sessionsNow } from './sessions-now.ts';
import type { Inside } from './whereabouts.ts';

const HALF = 0.5;

/**
 * Which way a tap goes. On a lane for both ways a person who is not in (or is in another room) comes in; one who is in goes out once at least half of what
 * they came for is over, where the sessions take exits. A second tap right after the first is thus never an exit.
 */
export function directionOf(lane: Pick<LaneOrder, 'direction' | 'room'>, inside: Inside | null, plan: SeminarPlan, now: Date): Direction {
  if (lane.direction !== 'auto') return lane.direction;
  if (!inside || !sameRoom(inside, lane.room)) return 'in';
  const attended = plan.sessions.filter(
    ({ startsAt, endsAt, room }) => sameRoom(inside, room) && new Date(endsAt) > inside.since && new Date(startsAt) <= now,
  );
  const takesExits = attended.some((session) => policyOf(plan, session).exitTap !== 'none');
  if (!takesExits) return 'in';
  const running = sessionsNow(plan, lane.room, now).filter(({ startsAt }) => new Date(startsAt) <= now);
  return running.every(({ startsAt, endsAt }) => shareOver(inside.since, startsAt, endsAt, now) >= HALF) ? 'out' : 'in';
}

/** How much of a session, from when the person was there, is over. */
function shareOver(since: Date, startsAt: string, endsAt: string, now: Date): number {
  const from = Math.max(since.getTime(), new Date(startsAt).getTime());
  return (now.getTime() - from) / Math.max(1, new Date(endsAt).getTime() - from);
}

/** Whether a presence is in a room; presence or lane without a room is everywhere. */
export const sameRoom = ({ room }: Pick<Inside, 'room'>, other: string | null): boolean => room === null || other === null || room === other;
