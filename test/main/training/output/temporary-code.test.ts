import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTemporaryCode, temporaryCode, temporaryCodeText } from '../../../../main/training/output/temporary-code.ts';

const CODE = temporaryCode((below) => below - 1);

describe('codes of temporary cards', () => {
  it('say which kind they are, in letters of small QR codes', () => {
    expect(temporaryCode()).toMatch(/^HDT1\.[2-9A-HJ-KM-NP-Z]{12}$/);
    expect(new Set(Array.from({ length: 1000 }, () => temporaryCode())).size).toBe(1000);
  });

  it.each([
    ['as scanned', CODE],
    ['in groups, without the mark', temporaryCodeText(CODE)],
    ['in small letters', CODE.toLowerCase()],
    ['in full width, with white space', ` ${[...CODE].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('')}\n`],
  ])('are read %s', (_name, text) => expect(readTemporaryCode(text)).toBe(CODE));

  it.each([
    ['nothing', ''],
    ['a code of a booking', 'HD1.0123456789ABCDEF'],
    ['a registration number', '123456'],
    ['a letter too few', CODE.slice(0, -1)],
    ['a letter too many', `${CODE}2`],
    ['a letter that is none of them', `${CODE.slice(0, -1)}0`],
  ])('%s is none', (_name, text) => expect(readTemporaryCode(text)).toBeNull());

  const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  const code = fc.array(fc.nat(30), { minLength: 11, maxLength: 11 }).map((picks) => temporaryCode(() => picks.pop()!));
  const place = fc.integer({ min: 5, max: 16 });

  it('one wrong letter is always noticed', () => {
    fc.assert(
      fc.property(code, place, fc.constantFrom(...letters), (right, at, letter) => {
        const wrong = right.slice(0, at) + letter + right.slice(at + 1);
        expect(readTemporaryCode(wrong)).toBe(wrong === right ? right : null);
      }),
    );
  });

  it('two letters that changed places are always noticed', () => {
    fc.assert(
      fc.property(code, place, place, (right, a, b) => {
        const swapped = [...right];
        [swapped[a], swapped[b]] = [swapped[b]!, swapped[a]!];
        const wrong = swapped.join('');
        expect(readTemporaryCode(wrong)).toBe(wrong === right ? right : null);
      }),
    );
  });
});
