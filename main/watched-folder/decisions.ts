import type { Kysely } from 'kysely';
import { AppError } from '../errors.ts';
import { sha256 } from '../documents/sha256.ts';
import { deriveKey, searchToken } from '../store/sealing.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { SettledFile } from './folder-scan.ts';

export type Decision = Tables['watched_decision']['decision'];

/**
 * What became of the files of a watched folder. A file is its name and its content, by a keyed hash that names nobody: the same file is not offered
 * again after a restart, and another content under the same name is another file.
 */
export interface Decisions {
  idOf(file: Pick<SettledFile, 'name' | 'sha256'>): string;
  /** What was decided of files, by their ids; what this program made itself counts as signed. */
  of(files: readonly (Pick<SettledFile, 'sha256'> & { readonly id: string })[]): Promise<ReadonlyMap<string, Decision>>;
  /** Of those that are offered or open: the documents taken of them, by their ids. */
  documents(): Promise<ReadonlyMap<string, readonly string[]>>;
  isInBatch(document: string): Promise<boolean>;
  /** Keeps of which file a document was taken. */
  taken(document: string, id: string): Promise<void>;
  putAside(db: Kysely<Tables>, ids: readonly string[]): Promise<void>;
  /** Forgets which files were put aside. @returns how many */
  offerAgain(db: Kysely<Tables>): Promise<number>;
  /**
   * Notes that a document is signed, in the transaction that enters the signature; nothing for one that came otherwise.
   * @throws AppError DOCUMENT_UNKNOWN for a file that is signed already
   */
  signed(transaction: Kysely<Tables>, document: string): Promise<void>;
}

/** Variables that one statement may have. */
const AT_ONCE = 500;
const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, index) => all.slice(index * AT_ONCE, (index + 1) * AT_ONCE));

export async function openDecisions({ db, masterKey, now }: Pick<Store, 'db' | 'masterKey' | 'now'>): Promise<Decisions> {
  const key = deriveKey(masterKey.key, 'watched files');
  const bytes = (id: string): Uint8Array => Buffer.from(id, 'hex');
  const hex = (token: Uint8Array): string => Buffer.from(token).toString('hex');
  const inBatches = () => db.selectFrom('signing_batch_item').select('document').where('entry', 'is', null);
  // Documents of batches are all that outlives the program unsigned.
  await db.deleteFrom('watched_document').where('document', 'not in', inBatches()).execute();

  const rowOf = (token: Uint8Array, decision: Decision) => ({ token, decision, decided_at: now().toISOString() });

  return {
    idOf: (file) => hex(searchToken(key, 'watched file', `${sha256(Buffer.from(file.name.normalize('NFC')))} ${file.sha256}`)),
    async of(files) {
      const decided = new Map<string, Decision>();
      for (const some of chunks(files)) {
        const own = await db
          .selectFrom('signed_document')
          .select('output_sha256')
          .where(
            'output_sha256',
            'in',
            some.map((file) => file.sha256),
          )
          .execute();
        const made = new Set(own.map(({ output_sha256 }) => output_sha256));
        for (const file of some) if (made.has(file.sha256)) decided.set(file.id, 'signed');
        const rows = await db
          .selectFrom('watched_decision')
          .select(['token', 'decision'])
          .where(
            'token',
            'in',
            some.map(({ id }) => bytes(id)),
          )
          .execute();
        for (const { token, decision } of rows) decided.set(hex(token), decision);
      }
      return decided;
    },
    async documents() {
      const documents = new Map<string, string[]>();
      for (const { document, token } of await db.selectFrom('watched_document').selectAll().execute())
        documents.set(hex(token), [...(documents.get(hex(token)) ?? []), document]);
      return documents;
    },
    isInBatch: async (document) => (await inBatches().where('document', '=', document).executeTakeFirst()) !== undefined,
    async taken(document, id) {
      await db
        .insertInto('watched_document')
        .values({ document, token: bytes(id) })
        .execute();
    },
    async putAside(transaction, ids) {
      // One that was signed meanwhile stays signed.
      for (const id of ids)
        await transaction
          .insertInto('watched_decision')
          .values(rowOf(bytes(id), 'aside'))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    },
    async offerAgain(transaction) {
      const { numDeletedRows } = await transaction.deleteFrom('watched_decision').where('decision', '=', 'aside').executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
    async signed(transaction, document) {
      const row = await transaction.selectFrom('watched_document').select('token').where('document', '=', document).executeTakeFirst();
      if (!row) return;
      const before = await transaction.selectFrom('watched_decision').select('decision').where('token', '=', row.token).executeTakeFirst();
      if (before?.decision === 'signed') throw new AppError('DOCUMENT_UNKNOWN', { id: document });
      const signed = rowOf(row.token, 'signed');
      await transaction
        .insertInto('watched_decision')
        .values(signed)
        .onConflict((conflict) => conflict.column('token').doUpdateSet(signed))
        .execute();
    },
  };
}
