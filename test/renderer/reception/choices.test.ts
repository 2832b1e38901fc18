import { describe, expect, it } from 'vitest';
import { choicesFor, firstChoice, scansOf } from '../../../renderer/reception/search-field.tsx';
import { readTyped } from '../../../renderer/reception/typed.ts';
import { persons } from '../double/membership-samples.ts';

const [first, second] = persons;

describe('what Enter may mean', () => {
  it.each([
    ['nothing typed', '', [], true, []],
    ['a name', 'かぐら', [first!, second!], true, ['person', 'person', 'newcomer']],
    ['a name nobody has', 'ぬえ', [], true, ['newcomer']],
    ['a number of the lists', '123456', [first!], true, ['person']],
    ['the beginning of one', '1234', [first!], true, ['person', 'hub', 'newcomer']],
    ['a number of no list', '999999', [], true, ['hub', 'newcomer']],
    ['a number of no list, without a hub', '999999', [], false, ['newcomer']],
    ['a code', 'HD1.1234567', [first!], true, ['scan', 'person', 'newcomer']],
  ])('%s', (_name, text, found, asksHub, kinds) => {
    expect(choicesFor(readTyped(text), found, asksHub).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('what was typed is carried over to somebody new', () => {
    expect([...choicesFor(readTyped('第９９９号'), [], false), ...choicesFor(readTyped('四谷'), [], false)]).toEqual([
      { kind: 'newcomer', registration: '999', name: '' },
      { kind: 'newcomer', registration: '', name: '四谷' },
    ]);
  });

  it.each([
    ['a name', 'かぐら', [first!, second!], 0],
    ['a number of the lists, also behind one that begins with it', '123456', [{ ...second!, registration: '1234567' }, first!], 0],
    ['a number that only begins like another', '1234', [first!], -1],
    ['a number of no list', '999999', [], 0],
  ])('Enter takes of %s', (_name, text, found, at) => {
    const typed = readTyped(text);
    const choices = choicesFor(typed, found, false);
    expect(firstChoice(typed, choices)).toBe(at);
    if (text === '123456') expect(choices[0]).toEqual({ kind: 'person', person: first });
  });

  it.each([
    ['all of it in pace', 'HD1.1234567Q2', 'HD1.1234567Q2', ['HD1.1234567Q2']],
    ['one key late', 'HD1.1234567Q2', '567Q2', ['HD1.1234567Q2']],
    ['behind something typed', '1HD1.1234567Q2', 'HD1.1234567Q2', ['1HD1.1234567Q2', 'HD1.1234567Q2']],
    ['behind a name', 'わたHD1.1234567Q2', 'HD1.1234567Q2', ['HD1.1234567Q2']],
    ['a number', '300026', '300026', ['300026']],
    ['a number of which the beginning was typed', '1300026', '300026', []],
  ])('a scanner means %s', (_name, field, scanned, texts) => {
    expect(scansOf(field, scanned)).toEqual(texts);
  });
});
