import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { Holder } from './holders.ts';

/** Place that notes are sealed for. */
export const NOTE_PLACE = 'credential note';

/** A note of staff. `before`: what a change replaced, so that it can be told later. */
export interface NewNote {
  readonly by: string;
  readonly text: string;
  readonly before?: Readonly<Record<string, unknown>>;
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
