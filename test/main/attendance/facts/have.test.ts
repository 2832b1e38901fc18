import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { haveOf, lacking, MARK_EVERY } from '../../../../main/attendance/facts/have.ts';
import { have } from '../../../../main/attendance/facts/schema.ts';

/** `a3` the third fact of device a, `a3x` another one under the same number. */
const place = (name: string) => ({ device: name[0]!, sequence: Number.parseInt(name.slice(1), 10), hash: name });
const places = (names: string) =>
  names
    .split(' ')
    .filter((name) => name !== '')
    .map(place);
const run = (device: string, from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `${device}${from + index}`).join(' ');

describe('what somebody else lacks', () => {
  const M = MARK_EVERY;
  it.each([
    ['nothing there', 'b2 a2 a1 b1', '', 'a1 a2 b1 b2'],
    ['the same', 'a1 a2 b1', 'a1 a2 b1', ''],
    ['the newest missing', 'a1 a2 a3', 'a1 a2', 'a3'],
    ['another device there', 'a1', 'b1', 'a1'],
    ['a gap here only', 'a1 a3', 'a1', 'a3'],
    ['a gap there: what follows it comes once more', 'a1 a2 a3 a4', 'a1 a3', 'a2 a3 a4'],
    ['the same gap on both sides', 'a1 a3 a4', 'a1 a3 a4', ''],
    ['the first missing there', 'a1 a2', 'a2', 'a1 a2'],
    ['a fork at the end', 'a1 a2', 'a1 a2x', 'a1 a2'],
    ['a fork within', 'a1 a2 a3', 'a1 a2x a3', 'a1 a2 a3'],
    ['both of a fork here', 'a1 a2 a2x', 'a1 a2', 'a1 a2 a2x'],
    ['both of a fork there', 'a1 a2', 'a1 a2 a2x', 'a1 a2'],
    ['the same fork on both sides, and one more', 'a1 a2 a2x a3', 'a1 a2 a2x', 'a3'],
    ['more there, compared by the last mark', run('a', 1, M + 2), run('a', 1, 3 * M), run('a', M + 1, M + 2)],
    ['more there, another one before the mark', `${run('a', 1, M - 1)} a${M}x`, run('a', 1, 3 * M), `${run('a', 1, M - 1)} a${M}x`],
    ['more there, both at the mark here', `${run('a', 1, M)} a${M}x`, run('a', 1, 3 * M), `${run('a', 1, M)} a${M}x`],
    ['a folder that began anew', 'a1x a2x', run('a', 1, M), 'a1x a2x'],
  ])('%s', (_name, here, there, lacks) => {
    const given = haveOf(places(there));
    expect(lacking(places(here), given)).toEqual(places(lacks));
  });
});

it('one exchange makes both sides the same, whatever they had', () => {
  const name = fc.record({
    device: fc.constantFrom('a', 'b'),
    sequence: fc.integer({ min: 1, max: 2 * MARK_EVERY + 5 }),
    fork: fc.constantFrom('', 'x'),
  });
  const odd = fc.array(
    name.map(({ device, sequence, fork }) => place(`${device}${sequence}${fork}`)),
    { maxLength: 8 },
  );
  const whole = fc.integer({ min: 0, max: 3 * MARK_EVERY }).map((end) => places(run('a', 1, end)));
  const side = fc.tuple(whole, odd, odd).map(([chain, more, less]) => {
    const gone = new Set(less.map(({ hash }) => hash));
    return [...new Map([...chain, ...more].map((fact) => [fact.hash, fact])).values()].filter(({ hash }) => !gone.has(hash));
  });
  const union = (mine: ReturnType<typeof places>, theirs: ReturnType<typeof places>) => [
    ...new Map([...mine, ...theirs].map((fact) => [fact.hash, fact])).values(),
  ];
  fc.assert(
    fc.property(side, side, (here, there) => {
      const both = haveOf(union(here, there));
      expect(haveOf(union(here, lacking(there, haveOf(here))))).toEqual(both);
      expect(haveOf(union(there, lacking(here, haveOf(there))))).toEqual(both);
    }),
  );
});

describe('what a peer says it has', () => {
  const sha = 'a'.repeat(64);
  const device = { upTo: 1, prefix: sha, marks: [], all: sha };
  it.each<[string, unknown, boolean]>([
    ['as it should be', { 'device-1': device }, true],
    ['a device named as what every object has', { constructor: device }, true],
    ['a name with a special meaning', JSON.parse(`{"__proto__":${JSON.stringify(device)},"a":{"upTo":0}}`), false],
    ['a number below zero', { a: { ...device, upTo: -1 } }, false],
    ['no digest', { a: { ...device, prefix: 'x' } }, false],
    ['more than that', { a: { ...device, more: 1 } }, false],
    ['endless marks', { a: { ...device, marks: new Array(10_000).fill(sha) } }, false],
    ['endless devices', Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`d${index}`, device])), false],
  ])('%s', (_name, value, sound) => {
    expect(have.safeParse(value).success).toBe(sound);
  });
});
