import { inflateSync } from 'node:zlib';
import { PkiError } from '../../errors.ts';
import { broken } from '../broken.ts';
import { isArray, isInteger, nameOf, PdfDictionary, type PdfObject } from '../syntax/objects.ts';
import { undoPng } from './predictor.ts';

/** Most bytes a stream of objects may unfold to. */
const MAX_DECODED = 64 << 20;

const MAX_COLUMNS = 1 << 16;

type Resolve = (value: PdfObject) => PdfObject;

/**
 * Data of a stream by its filters. Structural streams know two: none and Flate, with or without a PNG predictor.
 * @throws PkiError PDF_BROKEN on damage, PDF_UNREADABLE on a filter that no structural stream should have
 */
export function decode(data: Uint8Array, dictionary: PdfDictionary, resolve: Resolve, limit: number = MAX_DECODED): Uint8Array {
  const filters = list(resolve(dictionary.get('Filter'))).map(resolve);
  const parameters = list(resolve(dictionary.get('DecodeParms'))).map(resolve);
  return filters.reduce<Uint8Array>((bytes, filter, index) => {
    if (nameOf(filter) !== 'FlateDecode') throw new PkiError('PDF_UNREADABLE', { note: `filter ${nameOf(filter) ?? 'malformed'}` });
    return predicted(inflate(bytes, limit), parameters[index] ?? null, resolve);
  }, data);
}

const list = (value: PdfObject): readonly PdfObject[] => (isArray(value) ? value : value === null ? [] : [value]);

function inflate(data: Uint8Array, limit: number): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: limit });
  } catch (cause) {
    throw new PkiError('PDF_BROKEN', { note: 'damaged Flate data' }, { cause });
  }
}

function predicted(data: Uint8Array, parameters: PdfObject, resolve: Resolve): Uint8Array {
  if (!(parameters instanceof PdfDictionary)) return data;
  const number = (key: string, byDefault: number, most: number): number => {
    const value = resolve(parameters.get(key)) ?? byDefault;
    if (!isInteger(value) || value < 1 || value > most) throw broken(`malformed ${key}`);
    return value;
  };
  const predictor = number('Predictor', 1, 15);
  if (predictor === 1) return data;
  if (predictor < 10) throw new PkiError('PDF_UNREADABLE', { note: `predictor ${predictor}` });
  const bits = number('Colors', 1, 32) * number('BitsPerComponent', 8, 16);
  return undoPng(data, Math.ceil((bits * number('Columns', 1, MAX_COLUMNS)) / 8), Math.ceil(bits / 8));
}
