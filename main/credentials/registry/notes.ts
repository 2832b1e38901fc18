import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { Holder } from './holders.ts';

/** Place that notes are sealed for. */
export const NOTE_PLACE = 'credential note';

/** A note as it is kept. `before`: what a change replaced, by the name of the field. */
export interface KeptNote {
  readonly text: string;
  readonly before?: { readonly fields: Readonly<Record<string, string>>; readonly association: string | null; readonly member: boolean };
}

/** A note of staff. */
export interface NewNote extends KeptNote {
  readonly by: string;
}

/** Writes a note, sealed under the key of the person. @returns its id @throws AppError HOLDER_UNKNOWN once that person was deleted */
export async function writeNote(
  { persons, now }: Pick<Store, 'persons' | 'now'>,
  tx: Kysely<Tables>,
  { holder, person, wrappedKey }: Holder,
  { by, text, before }: NewNote,
): Promise<string> {
  if (!wrappedKey) throw new AppError('HOLDER_UNKNOWN');
  const id = randomUUID();
  const sealed = persons.sealWith(wrappedKey, person, { text, ...(before && { before }) }, NOTE_PLACE);
  await tx.insertInto('credential_note').values({ id, holder, at: now().toISOString(), by, sealed }).execute();
  return id;
}
