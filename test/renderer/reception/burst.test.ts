import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Burst } from '../../../renderer/reception/burst.ts';

/** Presses keys with a pause before each, in milliseconds. @returns what each gave */
function pressed(keys: readonly string[], pause: (index: number) => number): readonly (string | null)[] {
  const burst = new Burst();
  let at = 0;
  return keys.map((key, index) => {
    at += pause(index);
    return burst.press(key, at);
  });
}
const last = (keys: readonly string[], pause: (index: number) => number) => pressed(keys, pause).at(-1);

describe('a scanner is told from a person', () => {
  it.each<[string, string[], (index: number) => number, string | null]>([
    ['a code in scanner pace', [...'HD1.7Q2', 'Enter'], () => 8, 'HD1.7Q2'],
    ['with the shift keys that it presses', ['Shift', 'H', 'Shift', 'D', '1', '9', 'Enter'], () => 8, 'HD19'],
    ['after something a person typed', ['1', ...'HD1.7Q2', 'Enter'], (index) => (index < 2 ? 300 : 8), 'HD1.7Q2'],
    ['with one key that came late', [...'HD1.7Q2', 'Enter'], (index) => (index === 4 ? 59 : 12), 'HD1.7Q2'],
    ['with Enter that came late', [...'HD1.7Q2', 'Enter'], (index) => (index === 7 ? 59 : 12), 'HD1.7Q2'],
    ['with two keys that came late', [...'HD1.7Q2', 'Enter'], (index) => ([3, 5].includes(index) ? 59 : 12), null],
    ['shortly after a choice by its digit', ['2', ...'HD1.7Q2', 'Enter'], (index) => (index === 1 ? 59 : 8), 'HD1.7Q2'],
    ['a quick person', [...'HD1.7Q2', 'Enter'], () => 60, null],
    ['a person who types', [...'HD1.7Q2', 'Enter'], () => 90, null],
    ['a person who presses Enter after the scanner left it out', [...'HD1.7Q2', 'Enter'], (index) => (index === 7 ? 400 : 8), null],
    ['a choice and Enter', ['2', 'Enter'], () => 20, null],
    ['three letters', ['1', '2', '3', 'Enter'], () => 8, null],
    ['Enter alone', ['Enter'], () => 8, null],
    ['Escape', [...'HD1.7Q2', 'Escape'], () => 8, null],
    ['Enter a second time', [...'HD1.7Q2', 'Enter', 'Enter'], () => 8, null],
  ])('%s', (_name, keys, pause, scanned) => expect(last(keys, pause)).toBe(scanned));

  it('nobody who types one letter in a tenth of a second is taken for a scanner', () => {
    const letter = fc.constantFrom(...'0123456789abcXYZ');
    fc.assert(
      fc.property(
        fc.array(letter, { maxLength: 30 }),
        fc.array(fc.integer({ min: 100, max: 900 }), { minLength: 31, maxLength: 31 }),
        (letters, pauses) => {
          expect(last([...letters, 'Enter'], (index) => pauses[index]!)).toBeNull();
        },
      ),
    );
  });

  it.each([
    ['the first letter', [], 'H', 0, true],
    ['the next in pace', ['H'], 'D', 8, false],
    ['one after a pause', ['H'], 'D', 300, true],
    ['a key that is no letter', [], 'Enter', 0, false],
  ])('a run begins with %s', (_name, before, key, pause, begins) => {
    const burst = new Burst();
    for (const one of before) burst.press(one, 1000);
    expect(burst.begins(key, 1000 + pause)).toBe(begins);
  });
});
