import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { BatchEnd, SigningOrder } from '../../api/schema/signing.ts';
import type { TakenDocument } from '../../documents/intake.ts';
import { fileFault } from '../../errors.ts';
import { makePrivateFolder } from '../../store/data-folder.ts';
import { syncFolder } from '../../store/name-file.ts';
import type { Store } from '../../store/store.ts';
import { copyToDisk } from '../../store/write-new-file.ts';
import { placeOf } from './rows.ts';

/**
 * Enters a batch with a copy of each document in a folder of its own.
 * @returns its id
 * @throws AppError FILE_UNWRITABLE
 */
export async function keepBatch(
  { db, persons, now }: Pick<Store, 'db' | 'persons' | 'now'>,
  root: string,
  { format, level, stamp, certificate, until }: SigningOrder & { readonly until: BatchEnd },
  documents: readonly TakenDocument[],
): Promise<string> {
  const id = randomUUID();
  const folder = join(root, id);
  const { row: person, seal } = persons.make();
  await makePrivateFolder(folder);
  // On the disk before the batch is known: some documents are nowhere else.
  for (const { opened, path } of documents) await copyToDisk(path, join(folder, opened.id)).catch(fileFault('FILE_UNWRITABLE', folder));
  for (const each of [folder, root]) await syncFolder(each).catch(fileFault('FILE_UNWRITABLE', each));
  await db.transaction().execute(async (transaction) => {
    await transaction.insertInto('person').values(person).execute();
    await transaction
      .insertInto('signing_batch')
      .values({
        ...{ id, person: person.id, made_at: now().toISOString(), format, level, stamp: stamp ? 1 : 0, stopped_by: null, until },
        certificate: certificate === null ? null : seal(certificate, placeOf(id, 'certificate')),
      })
      .execute();
    for (const [position, { opened }] of documents.entries()) {
      const item = { batch: id, position, document: opened.id, sealed: seal(opened, placeOf(id, position)) };
      await transaction
        .insertInto('signing_batch_item')
        .values({ ...item, entry: null, failure: null, delivered: null })
        .execute();
    }
  });
  return id;
}
