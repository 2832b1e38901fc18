import { describe, expect, it } from 'vitest';
import { Budget } from '../../../../main/attendance/stations/budget.ts';
import { INVITATION, Invitation } from '../../../../main/attendance/stations/invitation.ts';

const RIGHT = 'a'.repeat(64);
const WRONG = 'b'.repeat(64);

/** An invitation whose clock is moved by hand. */
function invitation() {
  let now = 0;
  const made = new Invitation(() => now);
  return {
    made,
    pass: (ms: number) => {
      now += ms;
    },
    /** One station after the pause that is due. */
    attempt: (proof: string | null) => {
      now += INVITATION.pauseMs;
      return made.begin() && made.settle(proof, RIGHT);
    },
  };
}

describe('invitation', () => {
  it('has a secret of 40 bits of its own', () => {
    const secrets = Array.from({ length: 50 }, () => Buffer.from(invitation().made.secret).toString('hex'));
    expect([new Set(secrets).size, secrets[0]!.length]).toEqual([50, 10]);
  });

  it('is for one station', () => {
    const { attempt, made } = invitation();
    expect([made.open, attempt(RIGHT), made.open, attempt(RIGHT)]).toEqual([true, true, false, false]);
  });

  it('ends at the fifth wrong proof', () => {
    const { attempt } = invitation();
    expect([WRONG, WRONG, WRONG, WRONG, RIGHT].map(attempt)).toEqual([false, false, false, false, true]);
    const other = invitation();
    expect([WRONG, WRONG, WRONG, WRONG, WRONG, RIGHT].map(other.attempt)).toEqual([false, false, false, false, false, false]);
  });

  it.each([
    ['no proof', null],
    ['a proof that is cut', RIGHT.slice(1)],
    ['an empty one', ''],
  ])('counts %s as a wrong one', (_what, proof) => {
    const { attempt, made } = invitation();
    for (let count = 0; count < INVITATION.attempts; count++) expect(attempt(proof)).toBe(false);
    expect(made.open).toBe(false);
  });

  it('hears one station at a time', () => {
    const { made } = invitation();
    expect([made.begin(), made.begin(), made.settle(RIGHT, RIGHT)]).toEqual([true, false, true]);
  });

  it('hears nobody for a while after a wrong proof', () => {
    const { made, pass } = invitation();
    made.begin();
    made.settle(WRONG, RIGHT);
    const early = made.begin();
    pass(INVITATION.pauseMs);
    expect([early, made.begin()]).toEqual([false, true]);
  });

  it('is over after ten minutes, also for a station that began before', () => {
    const { made, pass } = invitation();
    pass(INVITATION.validMs - 1);
    expect([made.open, made.begin()]).toEqual([true, true]);
    pass(1);
    expect([made.open, made.settle(RIGHT, RIGHT)]).toEqual([false, false]);
  });
});

describe('budget', () => {
  it('allows so much at once, and then so much per second', () => {
    let now = 0;
    const budget = new Budget({ burst: 3, perSecond: 2 }, () => now);
    const taken = [1, 1, 1, 1].map((count) => budget.take(count));
    now += 1500;
    expect([...taken, budget.take(2), budget.take(1)]).toEqual([true, true, true, false, true, false]);
  });

  it('saves up no more than what it allows at once', () => {
    let now = 0;
    const budget = new Budget({ burst: 3, perSecond: 2 }, () => now);
    now += 1e9;
    expect([budget.take(3), budget.take(1)]).toEqual([true, false]);
  });
});
