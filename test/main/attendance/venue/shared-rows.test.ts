import { describe, expect, it } from 'vitest';
import type { SeminarState } from '../../../../main/api/schema/training.ts';
import { type SharedParts, sharedRows } from '../../../../main/attendance/venue/shared-rows.ts';
import { plan, session } from '../../training/plans.ts';

const NOW = new Date('2026-11-20T01:30:00.000Z');
const DAY_MS = 86_400_000;

/** A seminar of one session that is so many days from now. */
const seminarIn = (days: number, state: SeminarState, id = 's') => {
  const starts = NOW.getTime() + days * DAY_MS;
  const ends = new Date(starts + 3_600_000).toISOString();
  return { id, state, plan: plan({ sessions: [session('s1', { startsAt: new Date(starts).toISOString(), endsAt: ends })] }) };
};

const sharedBy = (seminars: readonly ReturnType<typeof seminarIn>[], receiving: string | null = null) =>
  sharedRows({
    seminars: { list: () => seminars, watch: () => {} },
    log: { watch: () => {} },
    receiving: () => receiving,
    now: () => NOW,
  } as unknown as SharedParts);

describe('what is shared, and what a new station is invited to', () => {
  it.each<[SeminarState, number, boolean, boolean]>([
    ['open', 0, true, true],
    ['running', 0, true, true],
    ['open', 6, true, true],
    ['open', -6, true, true],
    ['open', 8, true, false],
    ['running', -8, true, false],
    ['closed', 0, true, false],
    ['settled', -6, true, false],
    ['corrected', -6, true, false],
    ['settled', -8, false, false],
    ['planned', 0, false, false],
    ['certified', 1, false, false],
    ['submitted', 0, false, false],
    ['cancelled', 0, false, false],
  ])('%s, its day in %i days: %s, %s', (state, days, shared, offered) => {
    const { seminars, offered: offers } = sharedBy([seminarIn(days, state)]);
    expect([seminars(), offers()]).toEqual([shared ? ['s'] : [], offered ? ['s'] : []]);
  });

  it.each<[SeminarState, number]>([
    ['planned', 0],
    ['settled', -400],
    ['open', 400],
  ])('is whatever is received at this desk, though it is %s and %i days off', (state, days) => {
    const { seminars, offered } = sharedBy([seminarIn(0, 'open', 'near'), seminarIn(days, state)], 's');
    expect([seminars(), offered()]).toEqual([
      ['s', 'near'],
      ['s', 'near'],
    ]);
  });

  it('is a seminar of several days as long as one of them is near', () => {
    const long = seminarIn(-30, 'open');
    const { plan: last } = seminarIn(2, 'open');
    const both = { ...long, plan: { ...long.plan, sessions: [...long.plan.sessions, ...last.sessions] } };
    expect(sharedBy([both]).offered()).toEqual(['s']);
  });
});
