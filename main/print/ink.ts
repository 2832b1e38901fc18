import type { EmbeddedFont } from '../../pki/pades/stamp/embed-font.ts';
import { dictionary } from '../../pki/pdf/syntax/objects.ts';
import { serialize } from '../../pki/pdf/syntax/serialize.ts';
import { textString } from './metadata.ts';
import type { SetGlyph, SetLine } from './typeset.ts';

/** Red, green and blue from 0 to 1. */
export type Colour = readonly [number, number, number];

export const INK: Colour = [0.1, 0.1, 0.1];
export const WHITE: Colour = [1, 1, 1];
export const QUIET: Colour = [0.35, 0.35, 0.35];
export const HAIRLINE: Colour = [0.8, 0.8, 0.8];

/** Something drawn on a page, written once the font is embedded. */
export type Mark = (font: EmbeddedFont) => string;

/** Width of the stroke that makes letters bold, by the font size: one weight of the font is enough for the file. */
const BOLD = 0.03;
/** Kerning below this, in thousandths of the size, is not worth a number. */
const NO_KERN = 0.5;

const n = (value: number): string => value.toFixed(2);
const colour = (value: Colour): string => value.map(n).join(' ');

export interface TextStyle {
  readonly size: number;
  readonly colour: Colour;
  readonly bold?: boolean;
  /** Space behind each letter, in points. */
  readonly tracking?: number;
}

/** Width of a line in points, as it is set. */
export const widthOf = ({ width, glyphs }: SetLine, { size, tracking = 0 }: TextStyle): number =>
  (width * size) / 1000 + tracking * Math.max(0, glyphs.length - 1);

/** A line of text from its base line. */
export const text =
  (line: SetLine, x: number, y: number, { size, colour: ink, bold = false, tracking = 0 }: TextStyle): Mark =>
  (font) => {
    const weight = bold ? `2 Tr ${n(size * BOLD)} w ${colour(ink)} RG ` : '';
    const [begin, spaced, end] = tracking === 0 ? ['', '', ''] : [`${actualText(line)} `, `${n(tracking)} Tc `, ' EMC'];
    const shown = runs(line.glyphs).map(({ glyphs, kern }) => {
      const codes = Buffer.from(serialize(font.encode(glyphs))).toString('latin1');
      return kern === 0 ? codes : `${codes} ${n(-kern)}`;
    });
    return `${begin}q ${weight}${colour(ink)} rg BT /F0 ${n(size)} Tf ${spaced}${n(x)} ${n(y)} Td [${shown.join(' ')}] TJ ET Q${end}`;
  };

/** Keeps letters that stand apart one word for search and for reading aloud (ISO 32000-2 section 14.9.4). */
const actualText = ({ glyphs }: SetLine): string => {
  const entries = dictionary({ ActualText: textString(glyphs.map((glyph) => glyph.text).join('')) });
  return `/Span ${Buffer.from(serialize(entries)).toString('latin1')} BDC`;
};

/** Glyphs up to each that is kerned. */
function runs(glyphs: readonly SetGlyph[]): { readonly glyphs: readonly SetGlyph[]; readonly kern: number }[] {
  const found: { glyphs: SetGlyph[]; kern: number }[] = [{ glyphs: [], kern: 0 }];
  for (const glyph of glyphs) {
    const run = found.at(-1)!;
    run.glyphs.push(glyph);
    if (Math.abs(glyph.kern) < NO_KERN) continue;
    run.kern = glyph.kern;
    found.push({ glyphs: [], kern: 0 });
  }
  return found.filter((run) => run.glyphs.length > 0);
}

export const rule =
  (x: number, y: number, width: number, ink: Colour, weight = 0.5): Mark =>
  () =>
    `q ${colour(ink)} RG ${n(weight)} w ${n(x)} ${n(y)} m ${n(x + width)} ${n(y)} l S Q`;

/** A filled rectangle from its lower left corner. */
export const box =
  (x: number, y: number, width: number, height: number, fill: Colour): Mark =>
  () =>
    `q ${colour(fill)} rg ${n(x)} ${n(y)} ${n(width)} ${n(height)} re f Q`;

/** A filled polygon. */
export const shape =
  (points: readonly (readonly [number, number])[], fill: Colour): Mark =>
  () =>
    `q ${colour(fill)} rg ${points.map(([x, y], index) => `${n(x)} ${n(y)} ${index === 0 ? 'm' : 'l'}`).join(' ')} f Q`;

/** The outline of a rectangle from its lower left corner; `dash` gives lengths of strokes and gaps. */
export const frame =
  (x: number, y: number, width: number, height: number, ink: Colour, weight = 0.5, dash: readonly number[] = []): Mark =>
  () =>
    `q ${colour(ink)} RG ${n(weight)} w [${dash.map(n).join(' ')}] 0 d ${n(x)} ${n(y)} ${n(width)} ${n(height)} re S Q`;

/** A straight line between two points. */
export const stroke =
  (from: readonly [number, number], to: readonly [number, number], ink: Colour, weight = 0.5): Mark =>
  () =>
    `q ${colour(ink)} RG ${n(weight)} w ${from.map(n).join(' ')} m ${to.map(n).join(' ')} l S Q`;

/** Rectangles that touch, as one area: drawn one by one, readers would show hairlines between them. */
export const area =
  (rectangles: readonly (readonly [x: number, y: number, width: number, height: number])[], fill: Colour): Mark =>
  () =>
    `q ${colour(fill)} rg ${rectangles.map((rectangle) => `${rectangle.map((value) => value.toFixed(4)).join(' ')} re`).join(' ')} f Q`;
