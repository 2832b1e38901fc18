import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf, visible } from '../../../renderer/sign/text/visible.ts';

describe('text to be signed', () => {
  it.each([
    ['薬\t1錠\n', '薬\t1錠\n'],
    ['a\r\nb', 'a\nb'],
    ['a\rb', 'a\u240db'],
    ['100\u202e001', '100\u27e8U+202E\u27e9001'],
    ['zero\u200bwidth', 'zero\u27e8U+200B\u27e9width'],
    ['\ufeffSJ1', '\u27e8U+FEFF\u27e9SJ1'],
    ['\u001b[8m', '\u241b[8m'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('never keeps a character that shows nothing or turns the order', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n\t]/u.test(visible(text))));
  });

  it.each<[string, readonly number[], string | null]>([
    ['UTF-8', [0xe8, 0x96, 0xac], '薬'],
    ['UTF-8 with a byte order mark, which is signed as well', [0xef, 0xbb, 0xbf, 0x41], '\ufeffA'],
    ['Shift_JIS', [0x96, 0xf2], null],
    ['a file with a NUL', [0x41, 0x00], null],
  ])('%s', (_, bytes, text) => {
    expect(textOf(Uint8Array.from(bytes))).toBe(text);
  });
});
