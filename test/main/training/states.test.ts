import { describe, expect, it } from 'vitest';
import { SEMINAR_STATES, type SeminarState } from '../../../main/api/schema/training.ts';
import { isSettled, MOVES, type Mover, mayMove, nextByHand } from '../../../main/training/states.ts';

/** Every move there is, as a person would say it; everything else is refused. */
const ALLOWED: Readonly<Record<Mover, string>> = {
  hand: `planned>applied planned>open planned>cancelled applied>certified applied>planned applied>cancelled
    certified>open certified>applied certified>cancelled open>running open>closed open>certified open>planned open>cancelled
    running>closed running>open running>cancelled closed>running closed>open closed>cancelled cancelled>planned`,
  settle: 'closed>settled',
  correct: 'settled>corrected submitted>corrected accepted>corrected partly-rejected>corrected corrected>corrected',
  submit: 'settled>submitted submitted>submitted accepted>submitted partly-rejected>submitted corrected>submitted',
  receipt: `submitted>accepted submitted>partly-rejected accepted>accepted accepted>partly-rejected
    partly-rejected>accepted partly-rejected>partly-rejected`,
};

const MOVERS = Object.keys(MOVES) as readonly Mover[];
const PAIRS = SEMINAR_STATES.flatMap((from) => SEMINAR_STATES.map((to): [SeminarState, SeminarState] => [from, to]));

describe.each(MOVERS)('moves by %s', (mover) => {
  const allowed = new Set(ALLOWED[mover].split(/\s+/));
  it.each(PAIRS)('%s to %s', (from, to) => {
    expect(mayMove(mover, from, to)).toBe(allowed.has(`${from}>${to}`));
  });
});

describe('the course of a seminar', () => {
  it.each(SEMINAR_STATES.filter(isSettled))('nobody moves a seminar by hand once it is %s', (state) => {
    expect(nextByHand(state)).toEqual([]);
  });

  it.each(SEMINAR_STATES.filter(isSettled))('no hand leads to %s', (state) => {
    expect(SEMINAR_STATES.filter((from) => mayMove('hand', from, state))).toEqual([]);
  });

  it('every state is reached from the first', () => {
    const reached = new Set<SeminarState>(['planned']);
    for (const state of reached) for (const mover of MOVERS) for (const to of MOVES[mover][state] ?? []) reached.add(to);
    expect([...reached].sort()).toEqual([...SEMINAR_STATES].sort());
  });
});
