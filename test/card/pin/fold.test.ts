import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldDigit, foldPin } from '../../../card/pin/fold.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const folded = (text: string): string | null => {
  const pin = foldPin(utf8(text));
  return pin === null ? null : new TextDecoder().decode(pin);
};

describe('folding', () => {
  it.each([
    ['1234', '1234'],
    ['１２３４', '1234'],
    ['1２3４', '1234'],
    ['²③𝟜₅', '2345'],
    ['ＡＢ１２', 'ＡＢ12'],
    ['かな12', 'かな12'],
    ['a-Z!', 'a-Z!'],
    ['', ''],
  ])('%s is %s', (typed, pin) => {
    expect(folded(typed)).toBe(pin);
  });

  it('agrees with NFKC on every code point that becomes one ASCII digit, and on no other', () => {
    const disagreements: number[] = [];
    for (let codePoint = 0x80; codePoint <= 0x10ffff; codePoint++) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
      const normal = String.fromCodePoint(codePoint).normalize('NFKC');
      const expected = /^[0-9]$/.test(normal) ? normal.charCodeAt(0) : null;
      if (foldDigit(codePoint) !== expected) disagreements.push(codePoint);
    }
    expect(disagreements).toEqual([]);
  });

  it('is what NFKC does to digits, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const expected = Array.from(text.toWellFormed(), (character) =>
          /^[0-9]$/.test(character.normalize('NFKC')) ? character.normalize('NFKC') : character,
        ).join('');
        expect(folded(text)).toBe(expected);
      }),
    );
  });

  it.each([
    ['a lone continuation', [0x80]],
    ['a cut sequence', [0x31, 0xef, 0xbc]],
    ['an overlong digit', [0xc0, 0xb1]],
    ['an overlong three bytes', [0xe0, 0x80, 0xb1]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['Latin-1', [0xe9, 0x31]],
  ])('%s is no text', (_, bytes) => {
    expect(foldPin(Uint8Array.from(bytes))).toBeNull();
  });

  it('leaves what was typed to its owner', () => {
    const typed = utf8('１２');
    foldPin(typed);
    expect(typed).toEqual(utf8('１２'));
  });
});
