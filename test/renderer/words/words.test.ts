import { describe, expect, it } from 'vitest';
import { dateAlone, dateAndTime, dateInBothCalendars, dateOfEightDigits } from '../../../renderer/words/dates.ts';
import { fileSize, fingerprint } from '../../../renderer/words/quantities.ts';
import { roleNames } from '../../../renderer/words/roles.ts';
import { knownKey, translate } from '../../../renderer/words/translate.ts';

const ja = translate('ja');
const en = translate('en');

describe('dates are told in Japanese time and in both calendars', () => {
  it.each([
    ['2027-02-07T14:59:59Z', '2027年2月7日（令和9年2月7日）', '7 February 2027 (Reiwa 9)'],
    ['2027-02-07T15:00:00Z', '2027年2月8日（令和9年2月8日）', '8 February 2027 (Reiwa 9)'],
    ['2019-04-30T12:00:00+09:00', '2019年4月30日（平成31年4月30日）', '30 April 2019 (Heisei 31)'],
    ['2019-05-01T12:00:00+09:00', '2019年5月1日（令和元年5月1日）', '1 May 2019 (Reiwa 1)'],
    ['1926-12-25T12:00:00+09:00', '1926年12月25日（昭和元年12月25日）', '25 December 1926 (Shōwa 1)'],
  ])('%s', (iso, japanese, english) => {
    expect([dateInBothCalendars(iso, 'ja', ja), dateInBothCalendars(iso, 'en', en)]).toEqual([japanese, english]);
  });

  it.each(['', 'soon', '20261301'])('what is no date stays as it is: %j', (text) => {
    expect([dateInBothCalendars(text, 'ja', ja), dateAlone(text, 'ja'), dateAndTime(text, 'ja')]).toEqual([text, text, text]);
  });

  it.each([
    ['20261120', '2026-11-20T12:00:00+09:00'],
    ['2026112', null],
    ['', null],
  ])('eight digits of a prescription: %j', (text, iso) => expect(dateOfEightDigits(text)).toBe(iso));
});

describe('roles', () => {
  it.each([
    [['Medical Doctor'], '医師', 'Medical doctor'],
    [['Pharmacist'], '薬剤師', 'Pharmacist'],
    [['medical doctor'], '「medical doctor」', '“medical doctor”'],
    [['Medical Doctor '], '「Medical Doctor 」', '“Medical Doctor ”'],
    [['constructor'], '「constructor」', '“constructor”'],
    [['Medical Doctor', 'Director of Hospital'], '医師、病院長', 'Medical doctor, Director of hospital'],
    [[], '資格の記載なし', 'No role stated'],
  ])('%j', (roles, japanese, english) => {
    expect([roleNames(roles, ja), roleNames(roles, en)]).toEqual([japanese, english]);
  });
});

describe('texts', () => {
  it('a value that is not known is said to be unknown, never missing', () => {
    expect([ja('errors.PIN_WRONG.happened', { triesLeft: 14 }), ja('errors.PIN_WRONG.happened')]).toEqual([
      'PINが受け付けられませんでした。残り回数は14回です。文書は変わっていません。',
      'PINが受け付けられませんでした。残り回数は分かりません。文書は変わっていません。',
    ]);
  });

  it.each([
    ['errors.PIN_WRONG.heading', 'errors.PIN_WRONG.heading'],
    ['errors.PIN_WRONG', null],
    ['errors.__proto__.heading', null],
    ['nothing', null],
  ])('a key put together at run time is known or not: %s', (key, known) => expect(knownKey(key)).toBe(known));
});

describe('quantities', () => {
  it.each([
    [0, '0バイト', '0 bytes'],
    [1, '1バイト', '1 byte'],
    [1536, '1.5KB', '1.5 KB'],
    [52_428_800, '50.0MB', '50.0 MB'],
  ])('%d bytes', (bytes, japanese, english) => expect([fileSize(bytes, ja), fileSize(bytes, en)]).toEqual([japanese, english]));

  it('a fingerprint is read in groups', () => expect(fingerprint('AA:BB:CC:DD:EE:FF')).toBe('AABBCCDD EEFF'));
});
