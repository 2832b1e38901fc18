import { broken } from '../broken.ts';

const left = (row: Uint8Array, index: number, step: number): number => (index < step ? 0 : row[index - step]!);

/** Paeth's choice among left, up and upper left (PNG specification section 9.4). */
function paeth(a: number, b: number, c: number): number {
  const distances = [b - c, a - c, a + b - 2 * c].map(Math.abs) as [number, number, number];
  if (distances[0] <= distances[1] && distances[0] <= distances[2]) return a;
  return distances[1] <= distances[2] ? b : c;
}

/** What each PNG filter type adds to the byte at `index`. */
const PREDICTIONS: readonly ((row: Uint8Array, up: Uint8Array, index: number, step: number) => number)[] = [
  () => 0,
  (row, _up, index, step) => left(row, index, step),
  (_row, up, index) => up[index]!,
  (row, up, index, step) => (left(row, index, step) + up[index]!) >> 1,
  (row, up, index, step) => paeth(left(row, index, step), up[index]!, left(up, index, step)),
];

/**
 * Undoes the PNG predictors (ISO 32000-2 section 7.4.4.4).
 * @param width bytes of a row without its filter byte
 * @param step bytes of a pixel, at least one
 * @throws PkiError PDF_BROKEN
 */
export function undoPng(data: Uint8Array, width: number, step: number): Uint8Array {
  const rows = Math.ceil(data.length / (width + 1));
  const output = new Uint8Array(Math.max(0, data.length - rows));
  let up: Uint8Array = new Uint8Array(width);
  for (let index = 0; index < rows; index += 1) {
    const from = index * (width + 1);
    const predict = PREDICTIONS[data[from]!];
    if (!predict) throw broken('unknown PNG predictor');
    const row = output.subarray(index * width, (index + 1) * width);
    for (let column = 0; column < row.length; column += 1) row[column] = data[from + 1 + column]! + predict(row, up, column, step);
    up = row;
  }
  return output;
}
