import { randomUUID } from 'node:crypto';
import { readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely, Selectable } from 'kysely';
import type { RegisterEntry } from '../api/schema/document.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import { makePrivateFolder } from '../store/data-folder.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { nameFile, writeTemporaryFile } from '../store/write-new-file.ts';
import { outputNames } from './names.ts';
import { sha256 } from './sha256.ts';

type Row = Selectable<Tables['signed_document']>;
type Names = Pick<RegisterEntry, 'sourceName' | 'outputName' | 'outputPath' | 'signerName' | 'certificateSha256'>;

/** One signature that was made, with the file that holds it. */
export interface SignedResult extends Omit<RegisterEntry, 'id' | 'signedAt' | 'outputName' | 'outputPath' | 'outputSha256'> {
  readonly output: Uint8Array;
  /** Subject of the signer's certificate; names the person under whose key the names in the entry are kept. */
  readonly subject: string;
}

/** The register of signed documents. */
export interface Register {
  /**
   * Writes the signed file and enters it. The bytes are on the disk under a hidden name first, then entry and audit record are kept in one
   * transaction, then the file gets its name; `recover` finishes that after a crash. So no signed file ever shows without its record.
   * @throws AppError FILE_UNWRITABLE
   */
  add(result: SignedResult): Promise<RegisterEntry>;
  /** Newest first. */
  list(): Promise<RegisterEntry[]>;
  /** @throws AppError DOCUMENT_UNKNOWN */
  find(id: string): Promise<RegisterEntry>;
  /** @throws AppError DOCUMENT_UNKNOWN, FILE_NOT_FOUND */
  read(id: string): Promise<{ readonly entry: RegisterEntry; readonly bytes: Uint8Array }>;
}

const PLACE = 'signed document';
const GONE: Names = { sourceName: '', outputName: '', outputPath: '', signerName: '', certificateSha256: '' };
const PARTIAL = /^\.([0-9a-f-]{36})\.partial$/;
const partialName = (id: string) => `.${id}.partial`;

export async function openRegister(store: Store, audit: AuditLog, folder = store.folder.signed): Promise<Register> {
  await makePrivateFolder(folder);

  async function entryOf(row: Row): Promise<RegisterEntry> {
    const names = ((await store.persons.open(store.db, row.person, row.sealed, `${PLACE} ${row.id}`)) as Names | null) ?? GONE;
    return {
      id: row.id,
      signedAt: row.signed_at,
      format: row.format as RegisterEntry['format'],
      level: row.level as RegisterEntry['level'],
      sourceSha256: row.source_sha256,
      outputSha256: row.output_sha256,
      test: row.test === 1,
      ...names,
    };
  }

  async function find(id: string): Promise<RegisterEntry> {
    const row = await store.db.selectFrom('signed_document').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new AppError('DOCUMENT_UNKNOWN', { id });
    return entryOf(row);
  }

  async function sealNames(db: Kysely<Tables>, entry: RegisterEntry, person: string): Promise<Uint8Array> {
    const { sourceName, outputName, outputPath, signerName, certificateSha256 } = entry;
    const names: Names = { sourceName, outputName, outputPath, signerName, certificateSha256 };
    return store.persons.seal(db, person, names, `${PLACE} ${entry.id}`);
  }

  async function enter(entry: RegisterEntry, subject: string): Promise<void> {
    const { id, signedAt, format, level, sourceSha256, outputSha256, test } = entry;
    await store.db.transaction().execute(async (transaction) => {
      const person = await store.persons.identify(transaction, subject);
      const sealed = await sealNames(transaction, entry, person);
      const row: Row = {
        id,
        signed_at: signedAt,
        person,
        sealed,
        format,
        level,
        source_sha256: sourceSha256,
        output_sha256: outputSha256,
        test: test ? 1 : 0,
      };
      await transaction.insertInto('signed_document').values(row).execute();
      await audit.append(transaction, {
        action: 'document.signed',
        facts: { entry: id, format, level, sourceSha256, outputSha256, test },
        personal: { subject, facts: { source: entry.sourceName, signer: entry.signerName, certificate: entry.certificateSha256 } },
      });
    });
  }

  /** Gives the hidden file the first free name and notes it. */
  async function publish(entry: RegisterEntry): Promise<RegisterEntry> {
    for (const outputName of outputNames(entry.sourceName, entry.format)) {
      const named = { ...entry, outputName, outputPath: join(folder, outputName) };
      if (!(await nameFile(join(folder, partialName(entry.id)), named.outputPath))) continue;
      if (outputName !== entry.outputName) {
        await store.db.transaction().execute(async (transaction) => {
          const { person } = await transaction.selectFrom('signed_document').select('person').where('id', '=', entry.id).executeTakeFirstOrThrow();
          const sealed = await sealNames(transaction, named, person);
          await transaction.updateTable('signed_document').set({ sealed }).where('id', '=', entry.id).execute();
        });
      }
      return named;
    }
    throw new AppError('FILE_UNWRITABLE', { path: folder });
  }

  /** Whether the file had got its name already when the crash came. */
  async function isNamed({ outputPath, outputSha256 }: RegisterEntry): Promise<boolean> {
    const bytes = await readFile(outputPath).catch(() => null);
    return bytes !== null && sha256(bytes) === outputSha256;
  }

  /** After a crash: a hidden file that was entered gets its name, one that was not is no signature of this program and goes. */
  async function recover(): Promise<void> {
    for (const name of await readdir(folder)) {
      const id = PARTIAL.exec(name)?.[1];
      if (!id) continue;
      const entry = await find(id).catch(() => null);
      const unfinished = entry?.sourceName && !(await isNamed(entry));
      await (unfinished ? publish(entry) : unlink(join(folder, name)));
    }
  }

  await recover();
  return {
    find,
    async add({ output, subject, ...result }) {
      const id = randomUUID();
      const plain = outputNames(result.sourceName, result.format).next().value;
      const made = { signedAt: store.now().toISOString(), outputName: plain, outputPath: join(folder, plain), outputSha256: sha256(output) };
      const entry = { ...result, ...made, id };
      const partial = join(folder, partialName(id));
      await writeTemporaryFile(partial, output);
      await enter(entry, subject).catch(async (error) => {
        await unlink(partial).catch(() => {});
        throw error;
      });
      return publish(entry);
    },
    async list() {
      const rows = await store.db.selectFrom('signed_document').selectAll().orderBy('signed_at', 'desc').orderBy('id').execute();
      return Promise.all(rows.map(entryOf));
    },
    async read(id) {
      const entry = await find(id);
      const bytes = await readFile(entry.outputPath).catch((cause) => {
        throw new AppError('FILE_NOT_FOUND', { path: entry.outputPath }, { cause });
      });
      return { entry, bytes };
    },
  };
}
