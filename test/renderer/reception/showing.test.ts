import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextShown, type Shown, type Showable } from '../../../renderer/reception/showing.ts';

const lane = (more: Partial<Showable> = {}): Showable => ({ lane: 'a', key: 'tap-1', stays: false, lasts: 1500, age: 0, ...more });
const shown = (key: string, until: number | null): ReadonlyMap<string, Shown> => new Map([['a', { key, until }]]);
const none: ReadonlyMap<string, Shown> = new Map();

describe('what a lane shows', () => {
  it.each<[string, ReadonlyMap<string, Shown>, Partial<Showable>, ReadonlyMap<string, Shown>]>([
    ['nothing', none, { key: null }, none],
    ['a tap, for a moment', none, {}, shown('tap-1', 11_500)],
    ['a tap that came before the page, for the rest of its moment', none, { age: 1000 }, shown('tap-1', 10_500)],
    ['one that waits for staff, until they answer', none, { stays: true }, shown('tap-1', null)],
    ['the same tap again: its moment is not prolonged', shown('tap-1', 10_200), {}, shown('tap-1', 10_200)],
    ['the next tap at once', shown('tap-1', 10_200), { key: 'tap-2' }, shown('tap-2', 11_500)],
    ['the next tap over one that waits', shown('tap-1', null), { key: 'tap-2' }, shown('tap-2', 11_500)],
    ['an answered one, for a moment', shown('tap-1 open', null), { key: 'tap-1 accepted' }, shown('tap-1 accepted', 11_500)],
    ['nothing any more after it was taken back', shown('tap-1', 10_200), { key: null }, none],
  ])('%s', (_name, before, more, after) => {
    expect(nextShown(before, [lane(more)], 10_000)).toEqual(after);
  });

  it('each lane has a moment of its own', () => {
    const before = nextShown(none, [lane({ lane: 'a' }), lane({ lane: 'b', key: null })], 0);
    const after = nextShown(before, [lane({ lane: 'a' }), lane({ lane: 'b', key: 'tap-9' })], 1000);
    expect([...after]).toEqual([
      ['a', { key: 'tap-1', until: 1500 }],
      ['b', { key: 'tap-9', until: 2500 }],
    ]);
  });

  it('looking again, however often, changes nothing while nothing comes', () => {
    const showables = fc.array(
      fc.record({
        lane: fc.constantFrom('a', 'b', 'c'),
        key: fc.constantFrom('x', 'y', null),
        stays: fc.boolean(),
        lasts: fc.constant(1500),
        age: fc.nat(3000),
      }),
    );
    fc.assert(
      fc.property(showables, fc.nat(10_000), fc.nat(10_000), (lanes, now, later) => {
        const once = nextShown(none, lanes, now);
        const last = new Map(lanes.map((one) => [one.lane, one]));
        const settled = [...last.values()];
        const first = nextShown(once, settled, now);
        expect(nextShown(first, settled, now + later)).toEqual(first);
      }),
    );
  });
});
