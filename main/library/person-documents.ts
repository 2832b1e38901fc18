import type { Kysely } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import { sealNames } from '../documents/entry.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { madeNames, RECEIVED, receivedNames, type Row, selectDocuments } from './catalogue.ts';
import { openKeptFiles } from './kept-files.ts';
import { clearAll, isRetained, libraryTurn, noteRemoved, sealPath } from './removal.ts';

/** What became of the documents of a person whose key is destroyed. */
export interface PersonDocuments {
  /** How many were deleted. */
  readonly removed: number;
  /** Those under a mark that runs, which stay: entries and the last day of each, ISO; `null` for good. */
  readonly retained: readonly { readonly id: string; readonly until: string | null }[];
}

/** A document that must be kept goes over to a key of its own, which nothing but the document leads to. */
async function keepAlone(store: Store, tx: Kysely<Tables>, row: Row): Promise<void> {
  const { persons } = store;
  const { row: person, seal } = persons.make();
  const [made, received] = [madeNames(store, row), receivedNames(store, row)];
  await tx.insertInto('person').values(person).execute();
  await tx.deleteFrom('library_text').where('number', '=', row.number).execute();
  await tx
    .updateTable('library_document')
    // Its text is read again, under its own key.
    .set({ person: person.id, sealed: received && seal(received, `${RECEIVED} ${row.id}`), text_state: 'waiting' })
    .where('id', '=', row.id)
    .execute();
  if (made)
    await tx
      .updateTable('signed_document')
      .set({ person: person.id, sealed: sealNames(persons, person.wrapped_key, { id: row.id, person: person.id }, made) })
      .where('id', '=', row.id)
      .execute();
}

/**
 * Deletes the documents of a person before the key is destroyed, in the same transaction `tx`; those that must be kept stay. Their files go by
 * `clearReleased` after it, or at the next start: where they lie is noted without the key.
 */
export async function releaseDocuments(store: Store, audit: Pick<AuditLog, 'append'>, tx: Kysely<Tables>, person: string): Promise<PersonDocuments> {
  const now = store.now();
  const rows = await selectDocuments({ db: tx })
    .where('library_document.person', '=', person)
    .where('library_document.file_removed', '=', 0)
    .execute();
  const retained = rows.filter((row) => row.deleted_at === null && isRetained(row, now));
  const leaving = rows.filter((row) => !retained.includes(row));
  for (const row of retained) await keepAlone(store, tx, row);
  for (const row of leaving) {
    const path = madeNames(store, row)?.outputPath ?? '';
    if (path !== '')
      await tx
        .updateTable('library_document')
        .set({ leaving: sealPath(store, row.id, path) })
        .where('id', '=', row.id)
        .execute();
    if (row.deleted_at === null) await noteRemoved(tx, row, now, audit);
  }
  return { removed: leaving.length, retained: retained.map(({ id, retain_until: until }) => ({ id, until })) };
}

/** Takes the files of released documents away; what cannot be reached now goes at the next start. */
export const clearReleased = (store: Store): Promise<void> =>
  libraryTurn(store)(async () => clearAll(store, await openKeptFiles(store.folder.library)));
