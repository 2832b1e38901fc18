import { describe, expect, it } from 'vitest';
import { comparedBeginning, thumbprintDigits } from '../../../renderer/settings/reception/thumbprint.ts';

const THUMBPRINT = 'P5oRwHsuRNha8OYTnHHSuEQGqPXiHXPJW2D-iBetLEQ';
const DIGITS = '3F9A11C07B2E44D85AF0E6139C71D2B84406A8F5E21D73C95B60FE8817AD2C44';

describe('the thumbprint of an authority', () => {
  it.each([
    [THUMBPRINT, DIGITS],
    ['short', null],
    ['', null],
  ])('%j in digits', (thumbprint, digits) => expect(thumbprintDigits(thumbprint)).toBe(digits));

  it.each([
    ['', 'nothing'],
    ['3F9A', 'short'],
    ['3F9A 11C0', 'agrees'],
    ['3f:9a:11:c0', 'agrees'],
    ['３Ｆ９Ａ１１Ｃ０', 'agrees'],
    [DIGITS, 'agrees'],
    ['P5oRwHsu', 'agrees'],
    [THUMBPRINT, 'agrees'],
    ['p5orwhsu', 'differs'],
    ['3F9A11C1', 'differs'],
    [`${DIGITS}0`, 'differs'],
    ['--------', 'differs'],
  ])('its beginning typed as %j: %s', (typed, compared) => expect(comparedBeginning(typed, THUMBPRINT)).toBe(compared));
});
