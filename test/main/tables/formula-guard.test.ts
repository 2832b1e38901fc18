import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guarded, unguarded } from '../../../main/tables/formula-guard.ts';

const STARTS = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

describe('cells that a spreadsheet program would run', () => {
  it.each(STARTS)('a cell that begins with %j becomes text', (start) => {
    expect(guarded(`${start}cmd|' /C calc'!A0`)).toBe(`'${start}cmd|' /C calc'!A0`);
  });

  it.each([
    ['a name', '神楽坂　三十四'],
    ['nothing', ''],
    ['a sign further on', '1+1=2'],
    ['an apostrophe alone', "'quoted'"],
    ['a long vowel', 'ーさん'],
  ])('%s stays as it is', (_name, cell) => {
    expect(guarded(cell)).toBe(cell);
    expect(unguarded(cell)).toBe(cell);
  });

  it('whatever was written is read back, and nothing written begins like a formula', () => {
    const cell = fc.tuple(fc.stringMatching(/^'{0,3}$/), fc.constantFrom(...STARTS, '', 'a'), fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(cell, (text) => {
        expect(unguarded(guarded(text))).toBe(text);
        expect(STARTS).not.toContain(guarded(text)[0]);
      }),
    );
  });
});
