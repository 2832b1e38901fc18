import type { SeminarPlan, SeminarSession } from '../../api/schema/training.ts';
import { windowOf } from '../../training/policy.ts';
import type { Occasion } from './judge.ts';

const inRoom =
  (room: string | null) =>
  (session: SeminarSession): boolean =>
    room === null || session.room === room;

/** Sessions that take arrivals at a time, or still run, in one room or (`null`) in all. */
export function sessionsNow(plan: SeminarPlan, room: string | null, now: Date): readonly SeminarSession[] {
  return plan.sessions.filter(inRoom(room)).filter((session) => {
    const { opens, ends } = windowOf(plan, session);
    return opens <= now && now <= ends;
  });
}

/** How a time stands to the sessions of a room: arrivals are taken, are late, or are awaited, here or in another room. */
export function windowNow(plan: SeminarPlan, room: string | null, now: Date): Occasion['window'] {
  const here = sessionsNow(plan, room, now);
  const inTime = here.some((session) => {
    const { lateAfter } = windowOf(plan, session);
    return lateAfter === null || now <= lateAfter;
  });
  if (inTime) return 'open';
  if (here.length > 0) return 'late';
  if (sessionsNow(plan, null, now).length > 0) return 'elsewhere';
  return plan.sessions.filter(inRoom(room)).some(({ startsAt }) => new Date(startsAt) > now) ? 'too-early' : 'late';
}
