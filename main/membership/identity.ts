import type { PersonFields } from './person-fields.ts';
import { readingKey } from './search/kana.ts';
import { looseReading } from './search/loose-reading.ts';
import { writtenKey } from './search/written-name.ts';

const reading = (text: string): string => looseReading(readingKey(text));

/** As many letters at the beginning or end are a family or given name in common, where no space tells which part is which. */
const ENOUGH = { written: 2, reading: 3 } as const;

/** Whether two names have a part in common, or nothing of one can be read. */
function alike(a: string, b: string, fold: (text: string) => string, enough: number): boolean {
  const [partsA, partsB] = [a, b].map((name) => name.split(/\s+/).map(fold));
  const [wholeA, wholeB] = [partsA, partsB].map((parts) => parts!.join(''));
  if (wholeA === wholeB || wholeA === '' || wholeB === '') return true;
  if (partsA!.length === 2 && partsB!.length === 2) return partsA!.some((part, index) => part !== '' && part === partsB![index]);
  const length = Math.min(enough, wholeA!.length, wholeB!.length);
  return wholeA!.slice(0, length) === wholeB!.slice(0, length) || wholeA!.slice(-length) === wholeB!.slice(-length);
}

/** By what people are compared; empty where it is not known. */
export type Identity = Pick<PersonFields, 'name' | 'kana' | 'birthDate'>;

/**
 * Whether two records of one registration number can be of one person: no other birth date, and a name or reading with a part in common, as after a
 * marriage. It never finds out who somebody is; the number does. It only decides whether people are asked.
 */
export function canBeSamePerson(a: Identity, b: Identity): boolean {
  if (a.birthDate !== '' && b.birthDate !== '' && a.birthDate !== b.birthDate) return false;
  const names = a.name !== '' && b.name !== '';
  const readings = a.kana !== '' && b.kana !== '';
  if (!names && !readings) return true;
  return (names && alike(a.name, b.name, writtenKey, ENOUGH.written)) || (readings && alike(a.kana, b.kana, reading, ENOUGH.reading));
}
