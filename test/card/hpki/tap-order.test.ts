import { describe, expect, it } from 'vitest';
import { exchangesFor, tapOrder, type WayRecord } from '../../../card/hpki/tap/order.ts';
import type { TapWay } from '../../../card/hpki/tap/ways.ts';

const select = (file: number): TapWay => ({ file, form: 'select' });
const short = (file: number): TapWay => ({ file, form: 'short-id' });
const record = (way: TapWay, cards = 1, misledBy: readonly number[] = []): WayRecord => ({ way, cards, misledBy: new Set(misledBy) });

/** Most exchanges for any card of the records. */
const worst = (records: readonly WayRecord[], order: readonly TapWay[]): number => Math.max(...records.map((each) => exchangesFor(each, order)));

describe('the order in which ways are tried', () => {
  it.each<[string, readonly WayRecord[], readonly TapWay[], number]>([
    ['one way by selection', [record(select(0x16))], [select(0x16)], 3],
    ['one way by short identifier', [record(short(0x16))], [short(0x16)], 2],
    ['selection comes before a short identifier, however rare', [record(short(0x18), 900), record(select(0x16))], [select(0x16), short(0x18)], 3],
    ['also for the same file', [record(short(0x16), 900), record(select(0x16))], [select(0x16), short(0x16)], 3],
    ['of two short identifiers the more frequent', [record(short(0x16), 1), record(short(0x18), 2)], [short(0x18), short(0x16)], 3],
    ['of two selections the more frequent', [record(select(0x16), 2), record(select(0x18), 3)], [select(0x18), select(0x16)], 4],
    [
      'of a third short identifier the rarest last',
      [record(short(1), 1), record(short(2), 3), record(short(3), 2)],
      [short(2), short(3), short(1)],
      4,
    ],
    [
      'one selection and two short identifiers: the least number of cards is late',
      [record(select(0x16), 1), record(short(0x18), 5), record(short(0x17), 4)],
      [short(0x18), short(0x17), select(0x16)],
      5,
    ],
    ['cards that are misled, when they are the more', [record(select(0x16), 1), record(short(0x18), 2, [0x16])], [short(0x18), select(0x16)], 4],
    ['cards that are misled, when they are the fewer', [record(select(0x16), 2), record(short(0x18), 1, [0x16])], [select(0x16), short(0x18)], 4],
    ['none', [], [], Number.NEGATIVE_INFINITY],
  ])('%s', (_case, records, order, exchanges) => {
    const found = tapOrder(records);
    expect({ order: found, worst: worst(records, found) }).toEqual({ order, worst: exchanges });
  });

  it('tries four ways at most, those of the most cards', () => {
    expect(new Set(tapOrder([5, 1, 4, 2, 3].map((cards) => record(short(cards), cards))))).toEqual(new Set([5, 4, 3, 2].map(short)));
  });
});

/** Every way of three files in two forms. */
const UNIVERSE = [0x16, 0x17, 0x18].flatMap((file) => [select(file), short(file)]);

function* subsets<T>(items: readonly T[], most: number): Generator<readonly T[]> {
  if (items.length === 0 || most === 0) return yield [];
  const [first, ...rest] = items as [T, ...T[]];
  for (const others of subsets(rest, most - 1)) yield [first, ...others];
  yield* subsets(rest, most);
}

function* arrangements<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) for (const rest of arrangements(items.toSpliced(index, 1))) yield [item, ...rest];
}

function* product<T>(choices: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...rest] = choices;
  if (!first) return yield [];
  for (const choice of first) for (const others of product(rest)) yield [choice, ...others];
}

/** All records of up to three ways, with every weight of 1 to 3 and every file that may mislead. */
function* everyCase(): Generator<readonly WayRecord[]> {
  for (const ways of subsets(UNIVERSE, 3)) {
    if (ways.length === 0) continue;
    const files = ways.filter(({ form }) => form === 'select').map(({ file }) => file);
    for (const weights of product(ways.map(() => [1, 2, 3]))) {
      for (const misled of product(ways.map(() => [...subsets(files, 3)])))
        yield ways.map((way, index) => record(way, weights[index]!, misled[index]!));
    }
  }
}

it('in every case keeps all known cards within three exchanges where any order does, and else as many as any order', () => {
  const late = (records: readonly WayRecord[], order: readonly TapWay[]): number =>
    records.filter((each) => exchangesFor(each, order) > 3).reduce((sum, { cards }) => sum + cards, 0);
  let cases = 0;
  for (const records of everyCase()) {
    cases += 1;
    const ways = records.map(({ way }) => way);
    const found = tapOrder(records);
    const least = Math.min(...[...arrangements(ways)].map((order) => late(records, order)));
    if (new Set(found).size !== ways.length || late(records, found) !== least) expect.fail(JSON.stringify({ ways, found }));
  }
  expect(cases).toBeGreaterThan(3000);
});

it('a single kind of card that answers by short identifier is read in two, whatever else it would let be selected', () => {
  for (const way of UNIVERSE) expect(exchangesFor(record(way), tapOrder([record(way)]))).toBe(way.form === 'short-id' ? 2 : 3);
});

it('does not depend on the order in which the ways were seen', () => {
  const records = [record(select(0x16), 2), record(short(0x18), 2), record(short(0x17), 1), record(select(0x17), 1)];
  expect(new Set([...arrangements(records)].map((seen) => JSON.stringify(tapOrder(seen)))).size).toBe(1);
});
