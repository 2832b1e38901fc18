import { readFile } from 'node:fs/promises';
import { setImmediate as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Store } from '../../store/store.ts';
import { openDocument, type Row, selectDocuments } from '../catalogue.ts';
import { keptText } from '../search/fold.ts';
import { keyRing, sealText } from '../search/sealed-text.ts';
import type { Search } from '../search/search.ts';
import { documentText, type DocumentText } from './document-text.ts';

/** Reads the texts of documents that came, so that they can be found. */
export interface Indexing {
  /** Documents whose text is still to be read. */
  waiting(): Promise<number>;
  /** Reads what waits, up to a number of documents; goes on with the rest by itself. */
  catchUp(): Promise<void>;
  /** Ends after the document at hand. */
  stop(): Promise<void>;
}

/** Written into the statement: the index of what waits serves no value that is bound. */
const WAITING = sql.lit('waiting' as const);
const AT_ONCE = 25;
/** More than these are not waited for. */
const MOST_AWAITED = 50;

/** @param placeOf where the bytes of a document are; `null` where they are not kept */
export function openIndexing(store: Store, search: Search, placeOf: (row: Row) => string | null): Indexing {
  const { db, persons } = store;
  let running: Promise<void> | null = null;
  let stopped = false;

  const waiting = async () =>
    (
      await db
        .selectFrom('library_document')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('text_state', '=', WAITING)
        .executeTakeFirstOrThrow()
    ).count;

  async function textOf(row: Row): Promise<DocumentText> {
    const place = placeOf(row);
    const bytes = place === null ? null : await readFile(place).catch(() => null);
    return bytes ? documentText(bytes) : { text: '', state: 'names' };
  }

  /** @returns how many it read */
  async function piece(): Promise<number> {
    const rows = await selectDocuments(store).where('text_state', '=', WAITING).orderBy('library_document.number').limit(AT_ONCE).execute();
    const keyOf = keyRing(persons);
    const read: { readonly row: Row; readonly state: DocumentText['state']; readonly sealed: ReturnType<typeof sealText> }[] = [];
    for (const row of rows) {
      const { name, signerName, made } = openDocument(store, row);
      const { text, state } = row.deleted_at === null ? await textOf(row) : { text: '', state: 'names' as const };
      const kept = [name, made?.sourceName ?? '', signerName, text]
        .map(keptText)
        .filter((part) => part !== '')
        .join('\n');
      read.push({ row, state, sealed: sealText(row.number, row.person, keyOf(row.person, row.wrapped_key), kept) });
      await pause();
    }
    await db.transaction().execute(async (transaction) => {
      for (const { row, state, sealed } of read) {
        // One that went over to another key meanwhile is read again.
        await transaction
          .updateTable('library_document')
          .set({ text_state: state })
          .where('number', '=', row.number)
          .where('person', '=', row.person)
          .execute();
        await transaction.deleteFrom('library_text').where('number', '=', row.number).execute();
        // The key may have been destroyed, or the document deleted, while its file was read.
        const still = await transaction
          .selectFrom('library_document')
          .innerJoin('person', 'person.id', 'library_document.person')
          .select('number')
          .where('number', '=', row.number)
          .where('library_document.person', '=', row.person)
          .where('deleted_at', 'is', null)
          .where('person.wrapped_key', 'is not', null)
          .executeTakeFirst();
        if (sealed && still) await transaction.insertInto('library_text').values(sealed.row).execute();
      }
    });
    for (const { row, sealed } of read) search.put(row.number, sealed?.filter ?? null);
    return rows.length;
  }

  async function run(): Promise<void> {
    while (!stopped && (await piece()) === AT_ONCE) await pause();
  }

  return {
    waiting,
    async catchUp() {
      const count = await waiting();
      if (count === 0) return;
      running ??= run().finally(() => {
        running = null;
      });
      if (count <= MOST_AWAITED) await running;
      else running.catch((error: unknown) => console.error(error));
    },
    async stop() {
      stopped = true;
      await running?.catch(() => {});
    },
  };
}
