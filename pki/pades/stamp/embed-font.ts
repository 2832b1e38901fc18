import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Font } from 'fontkit';
import { dictionary, name, type PdfObject, type PdfReference, PdfString } from '../../pdf/syntax/objects.ts';
import { NewStream } from '../../pdf/syntax/serialize.ts';
import type { IncrementalUpdate } from '../../pdf/update.ts';
import type { ShapedGlyph } from './shape.ts';

/** FontDescriptor flag: glyphs beyond the standard Latin set (ISO 32000-2 table 121). */
const SYMBOLIC = 4;
/** No value is recorded in a TrueType font; readers use it only to imitate a font that is missing. */
const STEM_WIDTH = 80;

/** The subset as it is; the package's type declaration has another shape. */
interface GlyphSubset {
  /** Adds a glyph of the font once; returns its number in the subset. */
  includeGlyph(id: number): number;
  encode(): Uint8Array;
}

/** A font in the file that holds just the glyphs used. */
export interface EmbeddedFont {
  readonly reference: PdfReference;
  /** Codes of glyphs, two bytes each, for a showing operator. */
  encode(glyphs: readonly ShapedGlyph[]): PdfString;
}

/** Adds a subset of the font as a CIDFontType2 with identity encoding (ISO 32000-2 section 9.7) and a map back to text. */
export function embedFont(file: Pick<IncrementalUpdate, 'add'>, font: Font, glyphs: readonly ShapedGlyph[]): EmbeddedFont {
  const subset = font.createSubset() as unknown as GlyphSubset;
  const used = new Map(glyphs.map((glyph) => [subset.includeGlyph(glyph.id), glyph]));
  const program = subset.encode();
  const baseFont = name(`${tag(program)}+${font.postscriptName}`);
  const scale = 1000 / font.unitsPerEm;
  const { minX, minY, maxX, maxY } = font.bbox;
  const descriptor = file.add(
    dictionary({
      Type: name('FontDescriptor'),
      FontName: baseFont,
      Flags: SYMBOLIC,
      FontBBox: [minX, minY, maxX, maxY].map((value) => Math.round(value * scale)),
      ItalicAngle: font.italicAngle,
      Ascent: Math.round(font.ascent * scale),
      Descent: Math.round(font.descent * scale),
      CapHeight: Math.round(font.capHeight * scale),
      StemV: STEM_WIDTH,
      FontFile2: file.add(compressed(program, { Length1: program.length })),
    }),
  );
  const descendant = file.add(
    dictionary({
      Type: name('Font'),
      Subtype: name('CIDFontType2'),
      BaseFont: baseFont,
      CIDSystemInfo: dictionary({ Registry: ascii('Adobe'), Ordering: ascii('Identity'), Supplement: 0 }),
      CIDToGIDMap: name('Identity'),
      DW: 1000,
      W: [...used].flatMap(([code, { advance }]): PdfObject[] => [code, [advance]]),
      FontDescriptor: descriptor,
    }),
  );
  const reference = file.add(
    dictionary({
      Type: name('Font'),
      Subtype: name('Type0'),
      BaseFont: baseFont,
      Encoding: name('Identity-H'),
      DescendantFonts: [descendant],
      ToUnicode: file.add(compressed(toUnicode(used))),
    }),
  );
  return { reference, encode: (line) => new PdfString(Buffer.concat(line.map(({ id }) => code(subset.includeGlyph(id))))) };
}

const ascii = (text: string): PdfString => new PdfString(Buffer.from(text, 'latin1'));

const compressed = (data: Uint8Array, entries: Readonly<Record<string, PdfObject>> = {}): NewStream =>
  new NewStream(dictionary({ Filter: name('FlateDecode'), ...entries }), deflateSync(data));

function code(glyph: number): Uint8Array {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(glyph);
  return bytes;
}

/** Six letters that tell subsets of one font apart (ISO 32000-2 section 9.9.2). */
const tag = (program: Uint8Array): string =>
  [...createHash('sha256').update(program).digest().subarray(0, 6)].map((byte) => String.fromCharCode(0x41 + (byte % 26))).join('');

/** CMaps take at most this many mappings in one block. */
const BLOCK = 100;

/** CMap from glyph codes back to text, so that a stamp can be searched and read aloud (ISO 32000-2 section 9.10.3). */
function toUnicode(used: ReadonlyMap<number, ShapedGlyph>): Uint8Array {
  const hex = (bytes: Uint8Array): string => `<${Buffer.from(bytes).toString('hex')}>`;
  const lines = [...used].map(([glyph, { text }]) => `${hex(code(glyph))} ${hex(Buffer.from(text, 'utf16le').swap16())}`);
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += BLOCK) {
    const block = lines.slice(at, at + BLOCK);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return Buffer.from(
    `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`,
    'latin1',
  );
}
