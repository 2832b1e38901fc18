import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextShown, type Showable, type Showings, type Shown } from '../../../renderer/reception/showing.ts';

const lane = (more: Partial<Showable> = {}): Showable => ({ lane: 'a', key: 'tap-1', stays: false, lasts: 1500, ...more });
const nothing: Showings = { lanes: new Map(), seen: new Set() };
const showing = (key: string, until: number | null, ...seen: string[]): Showings => ({
  lanes: new Map([['a', { key, until }]]),
  seen: new Set([...seen, key]),
});

describe('what a lane shows', () => {
  it.each<[string, Showings, Partial<Showable>, Shown | undefined]>([
    ['nothing', nothing, { key: null }, undefined],
    ['a tap, for a moment', nothing, {}, { key: 'tap-1', until: 11_500 }],
    ['one that waits for staff, until they answer', nothing, { stays: true }, { key: 'tap-1', until: null }],
    ['the same tap again: its moment is not prolonged', showing('tap-1', 10_200), {}, { key: 'tap-1', until: 10_200 }],
    ['the next tap at once', showing('tap-1', 10_200), { key: 'tap-2' }, { key: 'tap-2', until: 11_500 }],
    ['the next tap over one that waits', showing('tap-1', null), { key: 'tap-2' }, { key: 'tap-2', until: 11_500 }],
    ['an answered one, for a moment', showing('tap-1 open', null), { key: 'tap-1 accepted' }, { key: 'tap-1 accepted', until: 11_500 }],
    ['nothing any more after it was taken back', showing('tap-1', 10_200), { key: null }, undefined],
    ['not once more what was there before one that was taken back', showing('tap-2', null, 'tap-1'), {}, { key: 'tap-1', until: 10_000 }],
    ['again what still waits behind it', showing('tap-2', 10_200, 'tap-1'), { stays: true }, { key: 'tap-1', until: null }],
  ])('%s', (_name, before, more, after) => {
    expect(nextShown(before, [lane(more)], 10_000).lanes.get('a')).toEqual(after);
  });

  it('each lane has a moment of its own', () => {
    const before = nextShown(nothing, [lane({ lane: 'a' }), lane({ lane: 'b', key: null })], 0);
    const after = nextShown(before, [lane({ lane: 'a' }), lane({ lane: 'b', key: 'tap-9' })], 1000);
    expect([...after.lanes]).toEqual([
      ['a', { key: 'tap-1', until: 1500 }],
      ['b', { key: 'tap-9', until: 2500 }],
    ]);
  });

  it('no showing is in sight for longer than its moment, whatever comes between', () => {
    const step = fc.record({ pause: fc.nat(2000), key: fc.constantFrom('x', 'y', 'z', null) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let now = 0;
        let state = nothing;
        const first = new Map<string, number>();
        for (const { pause, key } of steps) {
          now += pause;
          state = nextShown(state, [lane({ key })], now);
          if (key !== null && !first.has(key)) first.set(key, now);
          for (const { key: shown, until } of state.lanes.values()) expect(until!).toBeLessThanOrEqual(Math.max(now, first.get(shown)! + 1500));
        }
      }),
    );
  });
});
