import { describe, expect, it } from 'vitest';
import { choicesFor } from '../../../renderer/reception/search-field.tsx';
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
});
