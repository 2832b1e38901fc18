import { isRegular } from './characters.ts';
import { PdfDictionary, PdfName, type PdfObject, PdfReference, PdfStream, PdfString } from './objects.ts';

/** A stream that is about to be written. `Length` is set from its data. */
export class NewStream {
  readonly dictionary: PdfDictionary;
  readonly data: Uint8Array;

  constructor(dictionary: PdfDictionary, data: Uint8Array) {
    this.dictionary = dictionary;
    this.data = data;
  }
}

/** Bytes of an object as they go into a file. */
export function serialize(value: PdfObject | NewStream): Uint8Array {
  if (!(value instanceof NewStream)) return Buffer.from(text(value), 'latin1');
  const head = text(value.dictionary.with({ Length: value.data.length }));
  return Buffer.concat([Buffer.from(`${head}\nstream\n`, 'latin1'), value.data, Buffer.from('\nendstream', 'latin1')]);
}

function text(value: PdfObject): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numeral(value);
  if (value instanceof PdfName) return nameText(value.value);
  if (value instanceof PdfString) return `<${Buffer.from(value.bytes).toString('hex')}>`;
  if (value instanceof PdfReference) return `${value.number} ${value.generation} R`;
  if (value instanceof PdfDictionary) return `<<${[...value.entries].map(([key, item]) => `${nameText(key)} ${text(item)}`).join(' ')}>>`;
  if (value instanceof PdfStream) throw new TypeError('a stream of another file cannot be written');
  return `[${value.map(text).join(' ')}]`;
}

/** A number without exponent, to ten places. */
const numeral = (value: number): string => (Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(10).replace(/\.?0+$/, ''));

const nameText = (value: string): string =>
  `/${[...value].map((character) => (isPlain(character.charCodeAt(0)) ? character : `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`)).join('')}`;

const isPlain = (byte: number): boolean => byte > 0x20 && byte < 0x7f && byte !== 0x23 && isRegular(byte);
