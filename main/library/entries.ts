import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '../store/schema.ts';

/** That a document was extended by a newer one, which is renewed in its place from now on. */
export const noteExtended = (transaction: Kysely<Tables>, id: string) =>
  transaction.updateTable('library_document').set({ renewed: 1 }).where('id', '=', id).execute();

/** A signed document comes into the library with its entry in the register: both are kept or lost together. */
export async function enterMade(transaction: Kysely<Tables>, row: Selectable<Tables['signed_document']>): Promise<void> {
  const { id, signed_at: added_at, person, output_sha256: sha256, format, level, test, extended_from, renewal_due } = row;
  await transaction
    .insertInto('library_document')
    .values({ id, origin: 'made', added_at, person, sha256, format, level, test, extended_from, renewal_due, ...NOT_YET })
    .execute();
  if (extended_from !== null) await noteExtended(transaction, extended_from);
}

/** What is not known of a document that just came. */
export const NOT_YET = {
  sealed: null,
  content_sha256: null,
  verdict: null,
  verdict_because: null,
  verified_at: null,
  verdict_before: null,
  changed_at: null,
  retention: null,
  retention_from: null,
  retain_until: null,
  deleted_at: null,
  leaving: null,
} as const;

/** The names of a document changed, so that what it is found by is read again. */
export const readAgain = (transaction: Kysely<Tables>, id: string) =>
  transaction.updateTable('library_document').set({ text_state: 'waiting' }).where('id', '=', id).execute();
