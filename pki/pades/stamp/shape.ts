import { PkiError } from '../../errors.ts';
import type { StampFont, VariationSelectorRecord } from './font.ts';

/** A glyph of the font and the text it stands for. */
export interface ShapedGlyph {
  readonly id: number;
  /** In thousandths of the font size. */
  readonly advance: number;
  readonly text: string;
}

/** A character with its variation selector, or a run of characters without any. */
const PIECES = /.[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]|(?:(?!.[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]).)+/gsu;
const SELECTOR = /[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]$/u;

/**
 * Glyphs of a line of text. A character or variation sequence that the font lacks is refused by name: a signed paper must not show a blank box,
 * nor the common form of a character in a name that has its own.
 * @throws PkiError STAMP_GLYPH_MISSING
 */
export function shape(text: string, { font, variations }: StampFont): ShapedGlyph[] {
  const scale = 1000 / font.unitsPerEm;
  const glyph = (id: number, advance: number, stands: string): ShapedGlyph => ({ id, advance: advance * scale, text: stands });
  return (text.match(PIECES) ?? []).flatMap((piece) => {
    if (SELECTOR.test(piece)) {
      const id = variant(piece, { font, variations });
      return [glyph(id, font.getGlyph(id).advanceWidth, piece)];
    }
    for (const character of piece) if (!font.hasGlyphForCodePoint(character.codePointAt(0)!)) throw missing(character);
    const { glyphs, positions } = font.layout(piece);
    return glyphs.map(({ id, codePoints }, index) => glyph(id, positions[index]!.xAdvance, String.fromCodePoint(...codePoints)));
  });
}

/** The glyph of a variation sequence: the character's usual one where the font says so, else the one listed. */
function variant(sequence: string, { font, variations }: StampFont): number {
  const [base, selector] = [...sequence].map((character) => character.codePointAt(0)!) as [number, number];
  const record = variations.find(({ varSelector }) => varSelector === selector);
  const id = record && (listed(record, base) ?? (isDefault(record, base) ? font.glyphForCodePoint(base).id : undefined));
  if (!id) throw missing(sequence);
  return id;
}

const listed = ({ nonDefaultUVS }: VariationSelectorRecord, base: number): number | undefined =>
  nonDefaultUVS?.find(({ unicodeValue }) => unicodeValue === base)?.glyphID;

const isDefault = ({ defaultUVS }: VariationSelectorRecord, base: number): boolean =>
  defaultUVS?.some(({ startUnicodeValue, additionalCount }) => base >= startUnicodeValue && base <= startUnicodeValue + additionalCount) ?? false;

function missing(character: string): PkiError {
  const codePoints = [...character].map((part) => `U+${part.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join(' ');
  return new PkiError('STAMP_GLYPH_MISSING', { character, codePoints });
}
