import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registrationNumber } from '../../../main/membership/registration-number.ts';
import { anyText } from './support/texts.ts';

describe('a registration number', () => {
  it.each([
    ['123456', '123456'],
    ['第123456号', '123456'],
    ['第 123456 号', '123456'],
    ['第１２３４５６号', '123456'],
    ['医籍登録番号123456', '123456'],
    ['医籍第123456号', '123456'],
    ['No.123456', '123456'],
    ['№123456', '123456'],
    ['123-456', '123456'],
    ['１２３―４５６', '123456'],
    ['０００１２３', '123'],
    ['1', '1'],
    ['9999999', '9999999'],
    ['00001234567', '1234567'],
    ['\u3000123456\u3000', '123456'],
    ['\ufeff123456', '123456'],
  ])('%j is %s', (text, number) => expect(registrationNumber(text)).toBe(number));

  it.each([
    ['', 'nothing'],
    ['0', 'no number'],
    ['000', 'no number'],
    ['12345678', 'eight digits'],
    ['1234567890', 'a member number'],
    ['12a', 'letters'],
    ['12号34', 'digits behind the end'],
    ['第', 'no digits'],
    ['1.23E+05', 'what a spreadsheet made of it'],
    ['123456.0', 'a decimal'],
    ['一二三', 'kanji'],
    ['HD1.123', 'a code'],
  ])('%j is none: %s', (text) => expect(registrationNumber(text)).toBeNull());

  it('is found again however it is written', () => {
    const written = fc.constantFrom<(digits: string) => string>(
      (digits) => digits,
      (digits) => `第${digits}号`,
      (digits) => `00${digits}`,
      (digits) => [...digits].join('-'),
      (digits) => digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), written, (number, write) => {
        expect(registrationNumber(write(String(number)))).toBe(String(number));
      }),
    );
  });

  it('is digits or nothing for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(registrationNumber(text) ?? '1').toMatch(/^[1-9]\d{0,6}$/);
      }),
    );
  });
});
