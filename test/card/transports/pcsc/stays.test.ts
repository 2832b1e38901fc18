import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReaderLook } from '../../../../card/transports/pcsc/reader-state.ts';
import { Stays } from '../../../../card/transports/pcsc/stays.ts';

const PRESENT = 0x22;
const EMPTY = 0x12;
const ATR = Uint8Array.of(0x3b, 0x00);
const OTHER_ATR = Uint8Array.of(0x3b, 0x01);
const NO_ATR = new Uint8Array();

const look = (flags: number, counter: number, atr: Uint8Array = NO_ATR): ReaderLook => ({
  name: 'R',
  eventState: ((counter << 16) | flags) >>> 0,
  atr,
});

/** Looks in order, one after another. */
function insertions(...looks: readonly ReaderLook[]): readonly (string | null)[] {
  const stays = new Stays();
  return looks.map((one, time) => stays.observe(one, { begun: time, answered: time + 0.5 }).insertion);
}

describe('names of stays', () => {
  it.each<[string, ReaderLook[], (string | null)[]]>([
    ['no card', [look(EMPTY, 0)], [null]],
    ['the same card seen twice', [look(PRESENT, 1, ATR), look(PRESENT, 1, ATR)], ['pcsc-1-1', 'pcsc-1-1']],
    ['out and in', [look(PRESENT, 1, ATR), look(EMPTY, 2), look(PRESENT, 3, ATR)], ['pcsc-1-1', null, 'pcsc-2-3']],
    ['out and in, unseen', [look(PRESENT, 1, ATR), look(PRESENT, 3, ATR)], ['pcsc-1-1', 'pcsc-2-3']],
    ['the ATR comes later', [look(PRESENT, 1), look(PRESENT, 1, ATR)], ['pcsc-1-1', 'pcsc-1-1']],
    ['held or free', [look(PRESENT, 1, ATR), look(PRESENT | 0x80, 1, ATR)], ['pcsc-1-1', 'pcsc-1-1']],
    ['unavailable', [look(PRESENT | 0x08, 1, ATR)], [null]],
    ['no event counters: out and in', [look(PRESENT, 0, ATR), look(EMPTY, 0), look(PRESENT, 0, ATR)], ['pcsc-1-0', null, 'pcsc-2-0']],
    ['no event counters: another card', [look(PRESENT, 0, ATR), look(PRESENT, 0, OTHER_ATR)], ['pcsc-1-0', 'pcsc-2-0']],
    ['the counter turns over', [look(PRESENT, 0xffff, ATR), look(PRESENT, 1, ATR)], ['pcsc-1-65535', 'pcsc-2-1']],
  ])('%s', (_name, looks, expected) => {
    expect(insertions(...looks)).toEqual(expected);
  });

  it('ignores an answer that was overtaken by a newer one', () => {
    const stays = new Stays();
    stays.observe(look(PRESENT, 3, ATR), { begun: 2, answered: 3 });
    expect(stays.observe(look(EMPTY, 2), { begun: 1, answered: 4 })).toMatchObject({ card: true, insertion: 'pcsc-1-3' });
  });

  it('believes a counter that starts anew when the question came later', () => {
    const stays = new Stays();
    stays.observe(look(PRESENT, 7, ATR), { begun: 1, answered: 2 });
    expect(stays.observe(look(PRESENT, 1, ATR), { begun: 3, answered: 4 })).toMatchObject({ insertion: 'pcsc-2-1' });
  });

  it('a reader that returns holds a new stay', () => {
    const stays = new Stays();
    stays.observe(look(PRESENT, 1, ATR), { begun: 1, answered: 2 });
    stays.keepOnly([]);
    expect(stays.observe(look(PRESENT, 1, ATR), { begun: 3, answered: 4 })).toMatchObject({ insertion: 'pcsc-2-1' });
  });

  it('never gives two stays one name, however events fall between looks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 }), (events) => {
        let counter = 0;
        const looks = events.map((passed) => {
          counter += passed;
          return counter % 2 === 1 ? look(PRESENT, counter, ATR) : look(EMPTY, counter);
        });
        const named = insertions(...looks).map((name, index) => [name, (looks[index] as ReaderLook).eventState >>> 16] as const);
        const byName = Map.groupBy(named, ([name]) => name);
        byName.delete(null);
        for (const [, uses] of byName) expect(new Set(uses.map(([, at]) => at)).size).toBe(1);
      }),
    );
  });
});
