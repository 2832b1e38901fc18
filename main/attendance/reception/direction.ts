import type { Direction, LaneOrder } from '../../api/schema/attendance.ts';
import type { SeminarPlan, SeminarSession } from '../../api/schema/training.ts';
import { policyOf } from '../../training/policy.ts';
import type { Inside } from './whereabouts.ts';

const HALF = 0.5;

/** Whoever is not sure whether a tap was taken taps again within this time; milliseconds. */
const TAPPED_AGAIN_MS = 2 * 60_000;

/**
 * Which way a tap goes. On a lane for both ways a person who is not in comes in; one who is in goes out once at least half of one session that they were
 * there for, and that takes exits, is over: whatever else has begun by then, here or in another room, they may leave after it. A second tap right after the
 * first is never an exit.
 * @param inside presence that counts at this lane
 */
export function directionOf(lane: Pick<LaneOrder, 'direction' | 'room'>, inside: Inside | null, plan: SeminarPlan, now: Date): Direction {
  if (lane.direction !== 'auto') return lane.direction;
  if (!inside || now.getTime() - inside.since.getTime() < TAPPED_AGAIN_MS) return 'in';
  const attended = plan.sessions.filter(
    ({ startsAt, endsAt, room }) => sameRoom(inside, room) && sameRoom(lane, room) && new Date(endsAt) > inside.since && new Date(startsAt) <= now,
  );
  const leaves = attended.some((session) => policyOf(plan, session).exitTap !== 'none' && shareOver(inside.since, session, now) >= HALF);
  return leaves ? 'out' : 'in';
}

/** How much of a session, from when the person was there, is over. */
function shareOver(since: Date, { startsAt, endsAt }: Pick<SeminarSession, 'startsAt' | 'endsAt'>, now: Date): number {
  const from = Math.max(since.getTime(), new Date(startsAt).getTime());
  return (now.getTime() - from) / Math.max(1, new Date(endsAt).getTime() - from);
}

/** Whether a presence is in a room; presence or lane without a room is everywhere. */
export const sameRoom = ({ room }: Pick<Inside, 'room'>, other: string | null): boolean => room === null || other === null || room === other;
