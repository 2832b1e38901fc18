import type { Persons } from '../../store/persons.ts';
import type { Tables } from '../../store/schema.ts';
import { filterOf } from './grams.ts';
import { folded } from './fold.ts';

type Row = Tables['library_text'];

const PLACES = { grams: 'library grams', text: 'library text' } as const;
const placeOf = (part: keyof typeof PLACES, number: number) => `${PLACES[part]} ${number}`;

/** Keys of persons, unwrapped once while many values are opened. */
export type KeyRing = (person: string, wrappedKey: Uint8Array | null) => ReturnType<Persons['keyOf']>;

export function keyRing(persons: Persons): KeyRing {
  const known = new Map<string, ReturnType<Persons['keyOf']>>();
  return (person, wrappedKey) => {
    const key = known.get(person);
    if (key !== undefined) return key;
    const opened = persons.keyOf(wrappedKey, person);
    known.set(person, opened);
    return opened;
  };
}

/** The row of a kept text; `null` once the key of the person was destroyed. */
export function sealText(number: number, person: string, key: ReturnType<KeyRing>, kept: string): { row: Row; filter: Uint32Array } | null {
  if (!key) return null;
  const filter = filterOf(folded(kept));
  const grams = key.seal(Buffer.from(filter.buffer, filter.byteOffset, filter.byteLength), placeOf('grams', number));
  return { filter, row: { number, person, grams, text: key.seal(Buffer.from(kept), placeOf('text', number)) } };
}

/** The filter of a row, ready to be searched. */
export function openFilter({ number, grams }: Pick<Row, 'number' | 'grams'>, key: NonNullable<ReturnType<KeyRing>>): Uint32Array {
  const bytes = key.open(grams, placeOf('grams', number));
  // Copied, because bytes of a pool need not begin where numbers may.
  const filter = new Uint32Array(bytes.byteLength / 4);
  new Uint8Array(filter.buffer).set(bytes);
  return filter;
}

export const openText = ({ number, text }: Pick<Row, 'number' | 'text'>, key: NonNullable<ReturnType<KeyRing>>): string =>
  Buffer.from(key.open(text, placeOf('text', number))).toString('utf8');
