import type { Kysely } from 'kysely';
import type { Persons } from '../../store/persons.ts';
import type { Tables } from '../../store/schema.ts';

/** A file sealed under the key of a person. */
export const sealBytes = (persons: Persons, db: Kysely<Tables>, person: string, bytes: Uint8Array, place: string): Promise<Uint8Array> =>
  persons.seal(db, person, Buffer.from(bytes).toString('base64'), place);

/** The file, `null` once the key was destroyed. */
export async function openBytes(persons: Persons, db: Kysely<Tables>, person: string, sealed: Uint8Array, place: string): Promise<Uint8Array | null> {
  const text = (await persons.open(db, person, sealed, place)) as string | null;
  return text === null ? null : new Uint8Array(Buffer.from(text, 'base64'));
}
