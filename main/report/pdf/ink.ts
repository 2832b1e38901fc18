import type { EmbeddedFont } from '../../../pki/pades/stamp/embed-font.ts';
import { serialize } from '../../../pki/pdf/syntax/serialize.ts';
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
}

/** A line of text from its base line. */
export const text =
  (line: SetLine, x: number, y: number, { size, colour: ink, bold = false }: TextStyle): Mark =>
  (font) => {
    const weight = bold ? `2 Tr ${n(size * BOLD)} w ${colour(ink)} RG ` : '';
    const shown = runs(line.glyphs).map(({ glyphs, kern }) => {
      const codes = Buffer.from(serialize(font.encode(glyphs))).toString('latin1');
      return kern === 0 ? codes : `${codes} ${n(-kern)}`;
    });
    return `q ${weight}${colour(ink)} rg BT /F0 ${n(size)} Tf ${n(x)} ${n(y)} Td [${shown.join(' ')}] TJ ET Q`;
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
