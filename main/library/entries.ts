import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from '../store/schema.ts';
import { older } from './lineage.ts';

/** That a document was extended by a newer one, `newer`: it is renewed in its place from now on, and must be there for as long. */
export async function noteExtended(transaction: Kysely<Tables>, id: string, newer: string): Promise<void> {
  const { retention, retention_from, retain_until } = await transaction
    .updateTable('library_document')
    .set({ renewed: 1 })
    .where('id', '=', id)
    .returning(['retention', 'retention_from', 'retain_until'])
    .executeTakeFirstOrThrow();
  await transaction.updateTable('library_document').set({ retention, retention_from, retain_until }).where('id', '=', newer).execute();
}

/** That the document made of this one is gone: what nothing newer is left of, whatever was made of it in turn, is renewed itself again. */
export const noteNewerGone = (transaction: Kysely<Tables>, id: string) =>
  sql`WITH RECURSIVE ${older(id)},
    made (of, id, deleted_at) AS (
      SELECT older.id, newer.id, newer.deleted_at FROM older JOIN library_document AS newer ON newer.extended_from = older.id
      UNION SELECT made.of, newer.id, newer.deleted_at FROM made JOIN library_document AS newer ON newer.extended_from = made.id
    )
  UPDATE library_document SET renewed = 0
  WHERE id IN (SELECT id FROM older) AND id NOT IN (SELECT of FROM made WHERE deleted_at IS NULL)`.execute(transaction);

/** A signed document comes into the library with its entry in the register: both are kept or lost together. */
export async function enterMade(transaction: Kysely<Tables>, row: Selectable<Tables['signed_document']>): Promise<void> {
  const { id, signed_at: added_at, person, output_sha256: sha256, format, level, test, extended_from, renewal_due } = row;
  await transaction
    .insertInto('library_document')
    .values({ id, origin: 'made', added_at, person, sha256, format, level, test, extended_from, renewal_due, ...NOT_YET })
    .execute();
  if (extended_from !== null) await noteExtended(transaction, extended_from, id);
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
