import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../api/schema/common.ts';
import type { OpenedDocument } from '../../api/schema/document.ts';
import type { BatchEnd, BatchItem, SigningBatch, SigningOrder } from '../../api/schema/signing.ts';
import type { TakenDocument } from '../../documents/intake.ts';
import { takenAt } from '../../documents/intake.ts';
import { sha256OfFile } from '../../documents/sha256.ts';
import { AppError, fileFault } from '../../errors.ts';
import { makePrivateFolder } from '../../store/data-folder.ts';
import type { Store } from '../../store/store.ts';
import { keepBatch } from './keep-batch.ts';
import { failureOf, type ItemRow, placeOf, type Row, stateOf, summaryOf } from './rows.ts';
import type { Tray } from './tray.ts';

/** Batches of documents to sign. What one has not reached rests here with a copy of each document, until it is signed or a person lets it go. */
export interface Batches {
  /**
   * Keeps an order with its documents, which the person has looked at, and the certificate that was shown with them.
   * @throws AppError FILE_UNWRITABLE
   */
  keep(order: SigningOrder, documents: readonly TakenDocument[], until?: BatchEnd): Promise<string>;
  /** So that none is signed beside its batch. @throws AppError DOCUMENT_IN_BATCH */
  refuseWaiting(ids: readonly string[]): Promise<void>;
  /** Batches that are not through, oldest first. */
  list(): Promise<readonly SigningBatch[]>;
  /** Every document of a batch and what became of it. @throws AppError SIGNING_BATCH_UNKNOWN */
  items(batch: string): Promise<readonly BatchItem[]>;
  /**
   * What is left of a batch; a document that is no longer what was kept has failed.
   * @param until `closed` by whoever brings its files elsewhere from now on; else as it was
   * @throws AppError SIGNING_BATCH_UNKNOWN, FILE_UNREADABLE where one cannot be read now: it waits
   */
  open(batch: string, until?: BatchEnd): Promise<Tray>;
  /** Notes where the signed file of an entry was brought; of one that is in no batch nothing is kept. */
  delivered(entry: string, path: string): Promise<void>;
  /** Lets go of what is not signed; signatures stay. @throws AppError SIGNING_BATCH_UNKNOWN */
  close(batch: string): Promise<void>;
}

const nullWhereGone = (path: string) => (cause: NodeJS.ErrnoException) =>
  cause.code === 'ENOENT' ? null : fileFault('FILE_UNREADABLE', path)(cause);

export async function openBatches({ db, persons, now, folder }: Pick<Store, 'db' | 'persons' | 'now' | 'folder'>): Promise<Batches> {
  const root = folder.batches;
  await makePrivateFolder(root);
  const folderOf = (batch: string): string => join(root, batch);

  const deliveryOf = ({ batch, position }: ItemRow): string => placeOf(batch, `${position} delivered`);

  async function find(batch: string): Promise<Row> {
    const row = await db.selectFrom('signing_batch').selectAll().where('id', '=', batch).executeTakeFirst();
    if (!row) throw new AppError('SIGNING_BATCH_UNKNOWN', { batch });
    return row;
  }

  const rowsOf = (batch: string) => db.selectFrom('signing_batch_item').selectAll().where('batch', '=', batch).orderBy('position').execute();
  const openedOf = async ({ id, person }: Row, { position, sealed }: ItemRow) =>
    (await persons.open(db, person, sealed, placeOf(id, position))) as OpenedDocument;

  /** A person must not lose what was not signed because a file is missing here: only folders that no batch knows go. */
  async function tidy(): Promise<void> {
    const known = new Set((await db.selectFrom('signing_batch').select('id').execute()).map(({ id }) => id));
    for (const name of await readdir(root)) if (!known.has(name)) await rm(join(root, name), { recursive: true, force: true });
  }
  await tidy();

  async function close(batch: string): Promise<void> {
    const { person } = await find(batch);
    await db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('signing_batch').where('id', '=', batch).execute();
      await persons.destroy(transaction, person);
    });
    await rm(folderOf(batch), { recursive: true, force: true });
  }

  const fail = (batch: string, document: string, failure: Failure) =>
    db
      .updateTable('signing_batch_item')
      .set({ failure: JSON.stringify(failure) })
      .where('batch', '=', batch)
      .where('document', '=', document)
      .where('entry', 'is', null)
      .execute();

  /** What waits and is still what was kept. */
  async function whole(row: Row, waiting: readonly ItemRow[]): Promise<readonly TakenDocument[]> {
    const taken: TakenDocument[] = [];
    for (const item of waiting) {
      const opened = await openedOf(row, item);
      const document = takenAt(join(folderOf(row.id), item.document), opened);
      const unchanged = (await sha256OfFile(document.path).catch(nullWhereGone(document.path))) === opened.sha256;
      if (unchanged) taken.push(document);
      else await fail(row.id, item.document, { code: 'FILE_UNREADABLE', detail: { path: document.path } });
    }
    return taken;
  }

  async function refuseWaiting(ids: readonly string[]): Promise<void> {
    const taken = await db.selectFrom('signing_batch_item').select('document').where('document', 'in', ids).executeTakeFirst();
    if (taken) throw new AppError('DOCUMENT_IN_BATCH', { document: taken.document });
  }

  return {
    refuseWaiting,
    keep: (order, documents, until = 'signed') => keepBatch({ db, persons, now }, root, { ...order, until }, documents),
    async list() {
      const rows = await db.selectFrom('signing_batch').selectAll().orderBy('made_at').orderBy('id').execute();
      return Promise.all(rows.map(async (row) => summaryOf(row, await rowsOf(row.id))));
    },
    async items(batch) {
      const row = await find(batch);
      return Promise.all(
        (await rowsOf(batch)).map(async (item): Promise<BatchItem> => {
          const { name } = await openedOf(row, item);
          const delivered = item.delivered && ((await persons.open(db, row.person, item.delivered, deliveryOf(item))) as string);
          return { document: item.document, name, state: stateOf(item), entry: item.entry, failure: failureOf(item.failure), delivered };
        }),
      );
    },
    async open(batch, until) {
      const row = await find(batch);
      if (until !== undefined) await db.updateTable('signing_batch').set({ until }).where('id', '=', batch).execute();
      const items = await rowsOf(batch);
      const documents = await whole(
        row,
        items.filter((item) => stateOf(item) === 'waiting'),
      );
      const byId = new Map(documents.map((document) => [document.opened.id, document]));
      return {
        batch,
        order: { format: row.format as SigningOrder['format'], level: row.level as SigningOrder['level'], stamp: row.stamp === 1 },
        documents: documents.map(({ opened: { id, name } }) => ({ id, name })),
        signedBefore: items.filter((item) => stateOf(item) === 'done').length,
        take(id) {
          const document = byId.get(id);
          if (!document) throw new AppError('DOCUMENT_UNKNOWN', { id });
          return document;
        },
        async begin(certificateSha256) {
          const { certificate } = await find(batch);
          const begunWith = certificate && (await persons.open(db, row.person, certificate, placeOf(batch, 'certificate')));
          if (begunWith === null) {
            const sealed = await persons.seal(db, row.person, certificateSha256, placeOf(batch, 'certificate'));
            await db.updateTable('signing_batch').set({ certificate: sealed }).where('id', '=', batch).execute();
          } else if (begunWith !== certificateSha256) throw new AppError('BATCH_OTHER_CERTIFICATE', { batch });
        },
        async signed(transaction, id, entry) {
          const { numUpdatedRows } = await transaction
            .updateTable('signing_batch_item')
            .set({ entry, failure: null })
            .where('batch', '=', batch)
            .where('document', '=', id)
            .where('entry', 'is', null)
            .executeTakeFirstOrThrow();
          // One signature for each document: where another run has entered one, this one is entered nowhere.
          if (numUpdatedRows !== 1n) throw new AppError('DOCUMENT_UNKNOWN', { id });
        },
        failed: async (id, failure) => void (await fail(batch, id, failure)),
        async ended(failure) {
          await db
            .updateTable('signing_batch')
            .set({ stopped_by: failure && JSON.stringify(failure) })
            .where('id', '=', batch)
            .execute();
          if ((await find(batch)).until === 'signed' && (await rowsOf(batch)).every((item) => stateOf(item) === 'done')) await close(batch);
        },
      };
    },
    async delivered(entry, path) {
      const item = await db.selectFrom('signing_batch_item').selectAll().where('entry', '=', entry).executeTakeFirst();
      if (!item) return;
      const delivered = await persons.seal(db, (await find(item.batch)).person, path, deliveryOf(item));
      const { batch, position } = item;
      await db.updateTable('signing_batch_item').set({ delivered }).where('batch', '=', batch).where('position', '=', position).execute();
    },
    close,
  };
}
