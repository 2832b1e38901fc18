/**
 * The colour space sRGB as an ICC profile, made from its published figures: primaries, white and curve of IEC 61966-2-1,
 * carried to the white of the profile connection space by the Bradford transform, laid out by ICC.1:2004-10 (version 4.2, the newest that PDF 1.7 knows).
 */

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Chromaticities of red, green and blue (IEC 61966-2-1). */
const PRIMARIES: readonly (readonly [x: number, y: number])[] = [
  [0.64, 0.33],
  [0.3, 0.6],
  [0.15, 0.06],
];
/** D65, by its chromaticity (IEC 61966-2-1). */
const WHITE: readonly [x: number, y: number] = [0.3127, 0.329];
/** D50 of the profile connection space (ICC.1:2004-10 section 6.3.4.3). */
const CONNECTION_WHITE: Triple = [0.9642, 1, 0.8249];
/** Cone response of Bradford (ICC.1:2004-10 annex E). */
const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];
/** Y = ((X + 0.055) / 1.055) ^ 2.4 above 0.04045, X / 12.92 below (IEC 61966-2-1), as g, a, b, c and d. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] as const;

const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => [0, 1, 2].map((column) => row.reduce((sum, value, at) => sum + value * b[at]![column]!, 0))) as unknown as Matrix;

const applied = (matrix: Matrix, [x, y, z]: Triple): Triple => matrix.map((row) => row[0] * x + row[1] * y + row[2] * z) as unknown as Triple;

function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const adjugate: Matrix = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ];
  return adjugate.map((row) => row.map((value) => value / determinant)) as unknown as Matrix;
}

const diagonal = ([x, y, z]: Triple): Matrix => [
  [x, 0, 0],
  [0, y, 0],
  [0, 0, z],
];
const transposed = (rows: Matrix): Matrix => [0, 1, 2].map((column) => rows.map((row) => row[column]!)) as unknown as Matrix;
const xyz = ([x, y]: readonly [number, number]): Triple => [x / y, 1, (1 - x - y) / y];

/** What carries colours from the white of sRGB to that of the connection space. */
export const ADAPTATION: Matrix = (() => {
  const from = applied(BRADFORD, xyz(WHITE));
  const to = applied(BRADFORD, CONNECTION_WHITE);
  return product(product(inverse(BRADFORD), diagonal([to[0] / from[0], to[1] / from[1], to[2] / from[2]])), BRADFORD);
})();

/** Red, green and blue in the connection space. */
export const COLORANTS: Matrix = (() => {
  const primaries = transposed(PRIMARIES.map(xyz) as unknown as Matrix);
  const amounts = applied(inverse(primaries), xyz(WHITE));
  return transposed(product(ADAPTATION, product(primaries, diagonal(amounts))));
})();

const SIGNATURE_LENGTH = 4;
const HEADER_LENGTH = 128;
const TAG_LENGTH = 12;

function numbers(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, 4 * at);
  return bytes;
}

/** Numbers with sixteen bits behind the point (s15Fixed16Number). */
function fixed(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65_536), 4 * at);
  return bytes;
}

const typed = (type: string, ...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat([Buffer.from(type, 'latin1'), numbers(0), ...parts]);

/** One text in English (multiLocalizedUnicodeType). */
function localized(text: string): Uint8Array {
  const letters = Buffer.from(text, 'utf16le').swap16();
  const head = numbers(1, 12);
  return typed('mluc', head, Buffer.from('enUS', 'latin1'), numbers(letters.length, 28), letters);
}

const curve = typed('para', Buffer.from([0, 3, 0, 0]), fixed(...CURVE));

const TAGS: readonly (readonly [signature: string, value: Uint8Array])[] = [
  ['desc', localized('sRGB IEC61966-2.1')],
  ['cprt', localized('No copyright, use freely')],
  ['wtpt', typed('XYZ ', fixed(...CONNECTION_WHITE))],
  ['chad', typed('sf32', fixed(...ADAPTATION.flat()))],
  ['rXYZ', typed('XYZ ', fixed(...COLORANTS[0]))],
  ['gXYZ', typed('XYZ ', fixed(...COLORANTS[1]))],
  ['bXYZ', typed('XYZ ', fixed(...COLORANTS[2]))],
  ['rTRC', curve],
  ['gTRC', curve],
  ['bTRC', curve],
];

const padded = (bytes: Uint8Array): Uint8Array => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function header(size: number): Uint8Array {
  const bytes = Buffer.alloc(HEADER_LENGTH);
  bytes.writeUInt32BE(size, 0);
  bytes.writeUInt32BE(0x04_20_00_00, 8);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  // A fixed date, so that equal papers are equal files: the publication of the figures.
  for (const [at, value] of [1999, 10, 18, 0, 0, 0].entries()) bytes.writeUInt16BE(value, 24 + 2 * at);
  bytes.write('acsp', 36, 'latin1');
  bytes.set(fixed(...CONNECTION_WHITE), 68);
  return bytes;
}

/** The profile's bytes. */
export function srgbProfile(): Uint8Array {
  const values = [...new Set(TAGS.map(([, value]) => value))];
  const offsets = new Map<Uint8Array, number>();
  let offset = HEADER_LENGTH + SIGNATURE_LENGTH + TAG_LENGTH * TAGS.length;
  for (const value of values) {
    offsets.set(value, offset);
    offset += padded(value).length;
  }
  const table = TAGS.map(([signature, value]) => Buffer.concat([Buffer.from(signature, 'latin1'), numbers(offsets.get(value)!, value.length)]));
  return Buffer.concat([header(offset), numbers(TAGS.length), ...table, ...values.map(padded)]);
}
