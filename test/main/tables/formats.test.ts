import { describe, expect, it } from 'vitest';
import { type DayFormat, dayText, registrationText, type TimeFormat, timeText } from '../../../main/tables/formats.ts';
import { type KanaFormat, kanaText } from '../../../main/tables/kana.ts';

describe('days', () => {
  it.each<[string, DayFormat, string]>([
    ['1970-03-12', 'iso', '1970-03-12'],
    ['1970-03-12', 'slashes', '1970/03/12'],
    ['1970-03-12', 'era', '昭和45年3月12日'],
    ['1970-03-12', 'era-short', 'S45.3.12'],
    ['1989-01-07', 'era', '昭和64年1月7日'],
    ['1989-01-08', 'era', '平成元年1月8日'],
    ['1989-01-08', 'era-short', 'H1.1.8'],
    ['2019-04-30', 'era-short', 'H31.4.30'],
    ['2019-05-01', 'era-short', 'R1.5.1'],
    ['1926-12-24', 'era-short', 'T15.12.24'],
    ['', 'era', ''],
    ['昭和の初め', 'slashes', '昭和の初め'],
  ])('%s as %s is %s', (day, format, expected) => expect(dayText(day, format)).toBe(expected));
});

describe('times, in Japan', () => {
  it.each<[string, TimeFormat, string]>([
    ['2026-11-20T05:03:59Z', 'clock', '14:03'],
    ['2026-11-20T05:03:59Z', 'day-and-clock', '2026/11/20 14:03'],
    ['2026-11-20T15:00:00Z', 'day-and-clock', '2026/11/21 00:00'],
    ['2026-11-20T23:59:00+09:00', 'day-and-clock', '2026/11/20 23:59'],
  ])('%s as %s is %s', (at, format, expected) => expect(timeText(at, format)).toBe(expected));
});

it.each([
  ['digits', '123456'],
  ['ordinal', '第123456号'],
] as const)('a registration number as %s is %s', (format, expected) => expect(registrationText('123456', format)).toBe(expected));

describe('readings', () => {
  it.each<[string, KanaFormat, string]>([
    ['カグラザカ　サンジュウシ', 'hiragana', 'かぐらざか　さんじゅうし'],
    ['かぐらざか　さんじゅうし', 'katakana', 'カグラザカ　サンジュウシ'],
    ['ｶｸﾞﾗｻﾞｶ ﾊﾟﾝﾀﾞ', 'hiragana', 'かぐらざか ぱんだ'],
    ['ｶｸﾞﾗｻﾞｶ', 'katakana', 'カグラザカ'],
    ['ｶｸﾞﾗｻﾞｶ', 'as-kept', 'ｶｸﾞﾗｻﾞｶ'],
    ['が'.normalize('NFD'), 'katakana', 'ガ'],
    ['ゔぃおら', 'katakana', 'ヴィオラ'],
    ['ヴィオラ', 'hiragana', 'ヴぃおら'],
    ['サトー', 'hiragana', 'さとー'],
    ['神 Smith', 'hiragana', '神 Smith'],
  ])('%s as %s is %s', (text, format, expected) => expect(kanaText(text, format)).toBe(expected));
});
