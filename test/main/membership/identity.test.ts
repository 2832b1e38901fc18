import { describe, expect, it } from 'vitest';
import { canBeSamePerson } from '../../../main/membership/identity.ts';

const person = (name: string, kana: string, birthDate = '') => ({ registration: '1', name, kana, affiliation: '', birthDate, myPage: null });
const tanaka = person('田中　花子', 'タナカ　ハナコ', '1970-01-02');

describe('two records of one number', () => {
  it.each([
    ['the same', tanaka],
    ['without a birth date', person('田中　花子', 'タナカ　ハナコ')],
    ['another family name, as after a marriage', person('佐藤　花子', 'サトウ　ハナコ', '1970-01-02')],
    ['another given name', person('田中　華', 'タナカ　ハナ', '1970-01-02')],
    ['without space', person('田中花子', 'タナカハナコ')],
    ['without space, another family name', person('佐藤花子', '')],
    ['old letters', person('⽥中　花子', 'ﾀﾅｶ ﾊﾅｺ')],
    ['reading alone', person('', 'たなか　はなこ')],
    ['number alone', person('', '')],
    ['name that cannot be read', person('〓〓', '')],
  ])('can be of one person: %s', (_how, other) => expect([canBeSamePerson(tanaka, other), canBeSamePerson(other, tanaka)]).toEqual([true, true]));

  it.each([
    ['another birth date', { ...tanaka, birthDate: '1971-01-02' }],
    ['another name', person('佐藤　一郎', 'サトウ　イチロウ', '1970-01-02')],
    ['another name without spaces', person('佐藤一郎', 'サトウイチロウ')],
    ['one letter in common', person('佐藤　恵子', 'サトウ　ケイコ')],
    ['another name, no reading', person('佐藤　一郎', '')],
  ])('cannot: %s', (_how, other) => expect([canBeSamePerson(tanaka, other), canBeSamePerson(other, tanaka)]).toEqual([false, false]));
});
