import type { StampFont } from '../../pki/pades/stamp/font.ts';
import { type ShapedGlyph, shape } from '../../pki/pades/stamp/shape.ts';

/** A glyph with the space that it keeps to the next one beside its own width, in thousandths of the font size. */
export interface SetGlyph extends ShapedGlyph {
  readonly kern: number;
}

/** A line of text, measured in thousandths of the font size. */
export interface SetLine {
  readonly glyphs: readonly SetGlyph[];
  readonly width: number;
}

/** Sets text of one font. */
export interface Typesetter {
  readonly font: StampFont;
  line(text: string): SetLine;
  /** Lines no wider than `width` points at that size; a word that is wider than a line is cut. */
  paragraph(text: string, size: number, width: number): readonly SetLine[];
  /** One line, cut in the middle where it is too long. */
  fitted(text: string, size: number, width: number): SetLine;
  /** Every glyph set so far, once. */
  used(): readonly SetGlyph[];
}

const WIDE_SPACE = '\u3000';
const OPENING = '（「『【〔［｛“‘(\\[{';
/** What never begins a line (JIS X 4051 kinsoku). */
const CLOSING = '、。，．・：；？！ー）」』】〕］｝”’)\\]}々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ〜…‥';
const SELECTORS = '\\u{fe00}-\\u{fe0f}\\u{e0100}-\\u{e01ef}';
const WESTERN = '\\u0021-\\u2dff';

/** Pieces between which a line may break: spaces, words and their parts behind separators, single Japanese characters with their punctuation. */
const PIECES = new RegExp(
  `[ \\t\\n\\r]+|[${OPENING}]*(?:[${WESTERN}]+?(?:[,;/&?]+|(?=[^${WESTERN}]|$))|[^ \\t\\n\\r][${SELECTORS}]?)[${CLOSING}]*`,
  'gu',
);

/** A character with its variation selector, or one alone. */
const CHARACTERS = new RegExp(`.[${SELECTORS}]?`, 'gsu');
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/u;

const codePoints = (text: string): string =>
  [...text].map((character) => `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`).join('');

/** What is written for a letter that cannot be shown; `base` is the letter without its variation selectors, where that one can. */
export type Substitute = (letter: string, base: string | null) => string;

/** Writes it out by its numbers: neither fails nor hides anything. */
export const byNumber: Substitute = (letter, base) => (base === null ? codePoints(letter) : base + codePoints(letter.slice(base.length)));

export function typesetter(font: StampFont, substitute: Substitute = byNumber): Typesetter {
  const scale = 1000 / font.font.unitsPerEm;
  const known = new Map<string, SetLine>();
  const shown = new Map<string, string>();

  /** Neither what the font cannot show nor what nobody can see is set as it is. */
  function showable(character: string): string {
    const found = shown.get(character);
    if (found !== undefined) return found;
    const [base = '', ...selectors] = [...character];
    const able = !INVISIBLE.test(base) && font.font.hasGlyphForCodePoint(base.codePointAt(0)!);
    const whole = able && (selectors.length === 0 || isShapeable(character, font));
    const text = whole ? character : substitute(character, able ? base : null);
    shown.set(character, text);
    return text;
  }

  function line(text: string): SetLine {
    const found = known.get(text);
    if (found) return found;
    const written = (text.match(CHARACTERS) ?? []).map(showable).join('');
    const glyphs = shape(written, font).map((glyph): SetGlyph => {
      const advance = font.font.getGlyph(glyph.id).advanceWidth * scale;
      return { ...glyph, advance, kern: glyph.advance - advance };
    });
    const set = { glyphs, width: glyphs.reduce((sum, { advance, kern }) => sum + advance + kern, 0) };
    known.set(text, set);
    return set;
  }

  function paragraph(text: string, size: number, width: number): readonly SetLine[] {
    const limit = (width * 1000) / size;
    const lines: string[] = [];
    let current = '';
    let used = 0;
    const end = () => {
      lines.push(current.trimEnd());
      current = '';
      used = 0;
    };
    const add = (piece: string) => {
      current += piece;
      used += line(piece).width;
    };
    for (const piece of text.match(PIECES) ?? []) {
      const space = /^[ \t\n\r]/.test(piece);
      if (space) {
        if (current !== '') add(' ');
        continue;
      }
      if (current !== '' && used + line(piece).width > limit) end();
      // What parted words stands at no beginning of a further line.
      if (piece === WIDE_SPACE && current === '' && lines.length > 0) continue;
      if (line(piece).width <= limit) {
        add(piece);
        continue;
      }
      for (const character of piece.match(CHARACTERS) ?? []) {
        if (current !== '' && used + line(character).width > limit) end();
        add(character);
      }
    }
    end();
    return lines.map(line);
  }

  function fitted(text: string, size: number, width: number): SetLine {
    const characters = text.match(CHARACTERS) ?? [];
    for (let kept = characters.length; kept > 2; kept -= 1) {
      const head = Math.ceil(kept / 2);
      const candidate = kept === characters.length ? text : `${characters.slice(0, head).join('')}…${characters.slice(head - kept).join('')}`;
      if ((line(candidate).width * size) / 1000 <= width) return line(candidate);
    }
    return line('…');
  }

  const used = () => [...new Map([...known.values()].flatMap(({ glyphs }) => glyphs.map((glyph) => [glyph.id, glyph] as const))).values()];

  return { font, line, paragraph, fitted, used };
}

function isShapeable(character: string, font: StampFont): boolean {
  try {
    shape(character, font);
    return true;
  } catch {
    return false;
  }
}
