import fc from 'fast-check';

/** Any text: every code point, lone surrogates and control letters among them. */
export const anyText = fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 30 }).map((points) => String.fromCodePoint(...points));

/** Text as Japanese people write it: kana of every width, kanji, digits, marks, spaces and the alphabet. */
export const japaneseText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0x3041, max: 0x30ff }),
      fc.integer({ min: 0xff61, max: 0xff9f }),
      fc.integer({ min: 0x4e00, max: 0x9fff }),
      fc.constantFrom(...[..."々ーヴヽヾゝゞ゛゜\u3099\u309a・　 -'0123第号aiueokhnmtsxyz髙﨑邊𠮷\u{e0100}"].map((letter) => letter.codePointAt(0)!)),
    ),
    { maxLength: 20 },
  )
  .map((points) => String.fromCodePoint(...points));
