import { unlink } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import { dayInJapan } from '../day-in-japan.ts';
import { sealNames } from '../documents/entry.ts';
import { sha256OfFile } from '../documents/sha256.ts';
import { inTurn } from '../in-turn.ts';
import { dropDispensed } from '../prescriptions/dispensing/dispensed.ts';
import { deriveKey, seal, unseal } from '../store/sealing.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { madeNames, type Row, selectDocuments } from './catalogue.ts';
import { noteNewerGone } from './entries.ts';
import type { KeptFiles } from './kept-files.ts';

const turns = new WeakMap<Store['db'], ReturnType<typeof inTurn>>();

/** Files of a library are brought and taken away in turn, whoever does so: the same content may come while it goes. */
export function libraryTurn({ db }: Pick<Store, 'db'>): ReturnType<typeof inTurn> {
  const turn = turns.get(db) ?? inTurn();
  turns.set(db, turn);
  return turn;
}

/** A mark that runs, with its last day (`null`: for good), says that a document must be there. */
export const isRetained = ({ retention, retain_until: until }: Pick<Row, 'retention' | 'retain_until'>, now: Date): boolean =>
  retention !== null && (until === null || until >= dayInJapan(now.getTime()));

/** Deletes a document with everything it is found by; its file goes after that, by `clear`. */
export async function noteRemoved(tx: Kysely<Tables>, row: Row, now: Date, audit: Pick<AuditLog, 'append'>): Promise<void> {
  await tx.updateTable('library_document').set({ deleted_at: now.toISOString(), text_state: 'names' }).where('id', '=', row.id).execute();
  await tx.deleteFrom('library_text').where('number', '=', row.number).execute();
  if (row.extended_from !== null) await noteNewerGone(tx, row.extended_from);
  await dropDispensed(tx, row.id);
  await audit.append(tx, {
    action: 'document.deleted',
    facts: { entry: row.id, origin: row.origin, sha256: row.sha256, retention: row.retention, retainUntil: row.retain_until },
  });
}

type Keyed = Pick<Store, 'masterKey'>;
const leavingKey = ({ masterKey }: Keyed): Uint8Array => deriveKey(masterKey.key, 'files that leave');
const leavingPlace = (id: string): string => `path of document ${id}`;

/** Where a made file lies, to be found without the key of its person until it is taken away. */
export const sealPath = (store: Keyed, id: string, path: string): Uint8Array => seal(leavingKey(store), Buffer.from(path), leavingPlace(id));

const pathOf = (store: Store, row: Row): string =>
  row.leaving ? Buffer.from(unseal(leavingKey(store), row.leaving, leavingPlace(row.id))).toString() : (madeNames(store, row)?.outputPath ?? '');

const isFileFault = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;
/** A file that is not there is one that is gone; one that cannot be reached is not. */
const goneAlready = (error: unknown): null => {
  if (isFileFault(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
  throw error;
};

/** Whether a document that is there has this content. */
export const isWanted = async ({ db }: Pick<Store, 'db'>, hash: string): Promise<boolean> =>
  (await db
    .selectFrom('library_document')
    .select('number')
    .where((where) => where.or([where('sha256', '=', hash), where('content_sha256', '=', hash)]))
    .where('origin', '=', 'received')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()) !== undefined;

/** Takes the file of a deleted document away, and its names with it. */
async function clear(store: Store, kept: KeptFiles, row: Row): Promise<void> {
  const { db, persons } = store;
  if (row.origin === 'received') {
    for (const hash of [row.sha256, row.content_sha256]) if (hash !== null && !(await isWanted(store, hash))) await kept.remove(hash);
  } else {
    const path = pathOf(store, row);
    // Only the very bytes that were signed here are taken away, never what somebody put in their place.
    if (path !== '' && (await sha256OfFile(path).catch(goneAlready)) === row.sha256) await unlink(path).catch(goneAlready);
  }
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('library_document').set({ file_removed: 1, sealed: null, leaving: null }).where('id', '=', row.id).execute();
    if (row.origin === 'made' && row.wrapped_key)
      await transaction
        .updateTable('signed_document')
        .set({ sealed: sealNames(persons, row.wrapped_key, row) })
        .where('id', '=', row.id)
        .execute();
  });
}

/** A file that another program holds, or on a drive that is not there, must not stop anything: it is tried again at the next start. */
export const clearOrLater = (store: Store, kept: KeptFiles, row: Row): Promise<void> =>
  clear(store, kept, row).catch((error: unknown) => {
    if (!isFileFault(error)) throw error;
  });

/** Takes away the files of all that was deleted and is still there. */
export async function clearAll(store: Store, kept: KeptFiles): Promise<void> {
  const unfinished = await selectDocuments(store)
    .where('library_document.deleted_at', 'is not', null)
    .where('library_document.file_removed', '=', 0)
    .execute();
  for (const row of unfinished) await clearOrLater(store, kept, row);
}
