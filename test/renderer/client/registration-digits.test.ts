import { expect, it } from 'vitest';
import { registrationDigits } from '../../../renderer/client/registration-digits.ts';

it.each([
  ['123456', '123456'],
  ['１２３４５６', '123456'],
  ['第００１２３４５６号', '123456'],
  [' 7 ', '7'],
  ['1234567', null],
  ['000', null],
  ['', null],
  ['12a', null],
  ['-5', null],
])('%j is the number %j', (text, digits) => expect(registrationDigits(text)).toBe(digits));
