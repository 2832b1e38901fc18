import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction, LaneOrder } from '../../../../main/api/schema/attendance.ts';
import type { SeminarPlan } from '../../../../main/api/schema/training.ts';
import { directionOf } from '../../../../main/attendance/reception/direction.ts';
import type { Inside } from '../../../../main/attendance/reception/whereabouts.ts';
import { at, OPEN_POLICY, plan, session } from '../../training/plans.ts';

const TAKES_EXITS = { ...OPEN_POLICY, opensBefore: 10, graceAfterStart: 10, exitTap: 'required' } as const;
const second = session('s2', { startsAt: at('11:00'), endsAt: at('12:00') });
const talks = plan({ policy: TAKES_EXITS, sessions: [session('s1'), second] });
const parallel = plan({ policy: TAKES_EXITS, sessions: [session('s1'), session('s2', { room: 'b', startsAt: at('10:50'), endsAt: at('11:50') })] });
const withoutExits = plan({ policy: { ...TAKES_EXITS, exitTap: 'none' }, sessions: [session('s1'), second] });
const onlyFirst = plan({
  policy: TAKES_EXITS,
  sessions: [session('s1'), { ...second, policy: { ...TAKES_EXITS, exitTap: 'none' } }],
});

const inside = (time: string, room: string | null = null): Inside => ({ since: new Date(at(time)), room });
const EVERY_ROOM: Pick<LaneOrder, 'direction' | 'room'> = { direction: 'auto', room: null };
const way = (of: SeminarPlan, since: Inside | null, time: string, lane = EVERY_ROOM): Direction => directionOf(lane, since, of, new Date(at(time)));

describe('which way a tap goes on a lane for both ways', () => {
  it.each<[string, SeminarPlan, Inside | null, string, Direction]>([
    ['who is not in comes in', talks, null, '10:58', 'in'],
    ['before half is over, a tap says nothing new', talks, inside('09:55'), '10:20', 'in'],
    ['at half, one goes out', talks, inside('09:55'), '10:30', 'out'],
    ['at the end of a talk, on the second, while the next begins', talks, inside('09:55'), '11:00', 'out'],
    ['three minutes into the next', talks, inside('09:55'), '11:03', 'out'],
    ['whoever came back for the next stays in', talks, inside('11:03'), '11:10', 'in'],
    ['and goes out when that is half over', talks, inside('11:03'), '11:40', 'out'],
    ['while another room still runs', parallel, inside('09:55', 'a'), '11:00', 'out'],
    ['a session in another room is not theirs', parallel, inside('10:48', 'b'), '10:59', 'in'],
    ['the talk took no exits', withoutExits, inside('09:55'), '11:03', 'in'],
    ['the first takes exits, the one that runs does not', onlyFirst, inside('09:55'), '11:03', 'out'],
    ['only the one that takes none was attended', onlyFirst, inside('11:02'), '11:50', 'in'],
    ['the last minute of a talk, tapped twice', talks, inside('10:59:00'), '10:59:50', 'in'],
    ['somebody who left for a while, at the end', talks, inside('10:52'), '11:00', 'out'],
  ])('%s', (_what, of, since, time, expected) => {
    expect(way(of, since, time)).toBe(expected);
  });

  it.each<[string, string, string, Direction]>([
    ['at its end', 'a', '10:58', 'out'],
    ['at its beginning', 'b', '10:52', 'in'],
    ['half way through', 'b', '11:30', 'out'],
  ])('at the lane of a room, of somebody received at a desk for every room, only the sessions there count: %s', (_what, room, time, expected) => {
    expect(way(parallel, inside('09:55'), time, { direction: 'auto', room })).toBe(expected);
  });

  it.each(['in', 'out'] as const)('a lane %s decides by itself', (direction) => {
    expect(way(talks, inside('09:55'), '11:00', { direction, room: null })).toBe(direction);
  });

  it('a second tap within two minutes is never an exit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 170 * 60 }), fc.integer({ min: 0, max: 119 }), (came, later) => {
        const since = new Date(Date.parse(at('09:00')) + came * 1000);
        expect(directionOf(EVERY_ROOM, { since, room: null }, talks, new Date(since.getTime() + later * 1000))).toBe('in');
      }),
    );
  });
});
