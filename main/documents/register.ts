import { randomUUID } from 'node:crypto';
import { readFile, readdir, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely, Selectable } from 'kysely';
import type { RegisterEntry } from '../api/schema/document.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError, fileFault } from '../errors.ts';
import { makePrivateFolder } from '../store/data-folder.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { claimName, isReserved } from '../store/name-file.ts';
import { enterMade, readAgain } from '../library/entries.ts';
import { entryOfRow, type Names } from './entry.ts';
import { outputNames } from './names.ts';
import { sha256, sha256OfFile } from './sha256.ts';

type Row = Selectable<Tables['signed_document']>;

/** One signature, with the way to make the file that holds it. */
export interface SignedResult extends Omit<RegisterEntry, 'id' | 'signedAt' | 'outputName' | 'outputPath' | 'outputSha256' | 'renewal'> {
  /**
   * Writes the signed file to this path, where none is, readable by its owner only and on the disk when it resolves.
   * @returns when its archive time stamp must have been renewed, `null` without one
   */
  readonly write: (path: string) => Promise<Date | null>;
  /** Subject of the signer's certificate; names the person under whose key the names in the entry are kept. `null`: as in the entry it was made of. */
  readonly subject: string | null;
  /** Notes the entry elsewhere, in its own transaction; where that fails nothing is entered. */
  readonly noted?: (transaction: Kysely<Tables>, entry: string) => Promise<void>;
}

/** The register of signed documents. */
export interface Register {
  /**
   * Has the signed file written and enters it. The bytes are on the disk under a hidden name first, then entry and audit record are kept in one
   * transaction, then the file gets its name; `recover` finishes that after a crash. So no signed file ever shows without its record, and the entry
   * names the hidden file until the name is its own. Once it is entered nothing fails: a file that could not be named is named at the next start.
   * @throws AppError FILE_UNWRITABLE, and what writing throws
   */
  add(result: SignedResult): Promise<RegisterEntry>;
  /** Newest first. */
  list(): Promise<RegisterEntry[]>;
  /** @throws AppError DOCUMENT_UNKNOWN */
  find(id: string): Promise<RegisterEntry>;
  /** The very bytes that were signed. @throws AppError DOCUMENT_UNKNOWN, FILE_NOT_FOUND, SIGNED_FILE_CHANGED */
  read(id: string): Promise<{ readonly entry: RegisterEntry; readonly bytes: Uint8Array }>;
}

const PLACE = 'signed document';
/** A hidden file by its entry, or what was in the way of becoming one. */
const PARTIAL = /^\.([0-9a-f-]{36})\.partial(?<draft>\..+)?$/;
const partialName = (id: string) => `.${id}.partial`;

/** No file is there; of one that cannot be read now nobody knows what it holds. */
const NONE = new Set(['ENOENT', 'EISDIR']);
const nullWhereNone = (error: NodeJS.ErrnoException): null => {
  if (NONE.has(error.code ?? '')) return null;
  throw error;
};

const isUnknown = (error: unknown) => error instanceof AppError && error.code === 'DOCUMENT_UNKNOWN';

const namesFor = ({ sourceName, format, level, extendedFrom }: Pick<RegisterEntry, 'sourceName' | 'format' | 'level' | 'extendedFrom'>) =>
  outputNames(sourceName, format, extendedFrom === null ? null : level);

export async function openRegister(store: Store, audit: AuditLog, folder = store.folder.signed): Promise<Register> {
  await makePrivateFolder(folder);

  const entryOf = async (row: Row): Promise<RegisterEntry> =>
    entryOfRow(row, (await store.persons.open(store.db, row.person, row.sealed, `${PLACE} ${row.id}`)) as Names | null);

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

  const personOf = async (db: Kysely<Tables>, id: string | null): Promise<string> =>
    (await db.selectFrom('signed_document').select('person').where('id', '=', id).executeTakeFirstOrThrow()).person;

  async function enter(entry: RegisterEntry, { subject, noted }: Pick<SignedResult, 'subject' | 'noted'>): Promise<void> {
    const { id, signedAt, format, level, sourceSha256, outputSha256, test, extendedFrom, renewal } = entry;
    await store.db.transaction().execute(async (transaction) => {
      const person = await (subject === null ? personOf(transaction, extendedFrom) : store.persons.identify(transaction, subject));
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
        extended_from: extendedFrom,
        renewal_due: renewal?.due ?? null,
      };
      await transaction.insertInto('signed_document').values(row).execute();
      await noted?.(transaction, id);
      await enterMade(transaction, row);
      await audit.append(transaction, {
        action: extendedFrom === null ? 'document.signed' : 'document.extended',
        facts: { entry: id, format, level, sourceSha256, outputSha256, test, ...(extendedFrom !== null && { extendedFrom }) },
        ...(subject !== null && {
          personal: { subject, facts: { source: entry.sourceName, signer: entry.signerName, certificate: entry.certificateSha256 } },
        }),
      });
    });
  }

  /** The hidden file and its entry, or neither. */
  async function make({ write, subject, noted, ...result }: SignedResult): Promise<RegisterEntry> {
    const id = randomUUID();
    const partial = join(folder, partialName(id));
    const outputName = namesFor(result).next().value;
    try {
      const due = await write(partial);
      const made = {
        renewal: due && { due: due.toISOString() },
        signedAt: store.now().toISOString(),
        outputName,
        outputPath: partial,
      };
      const entry = { ...result, ...made, id, outputSha256: await sha256OfFile(partial) };
      await enter(entry, { subject, ...(noted && { noted }) });
      return entry;
    } catch (error) {
      await unlink(partial).catch(() => {});
      throw error;
    }
  }

  /** Notes where the file of an entry lies from now on. */
  async function noteName(entry: RegisterEntry, outputName: string): Promise<RegisterEntry> {
    const named = { ...entry, outputName, outputPath: join(folder, outputName) };
    await store.db.transaction().execute(async (transaction) => {
      const sealed = await sealNames(transaction, named, await personOf(transaction, entry.id));
      await transaction.updateTable('signed_document').set({ sealed }).where('id', '=', entry.id).execute();
      await readAgain(transaction, entry.id);
    });
    return named;
  }

  /** Gives the hidden file the first free name: the entry says so before the hidden name goes, so that it never names the file of another. */
  async function publish(entry: RegisterEntry): Promise<RegisterEntry> {
    for (const outputName of namesFor(entry)) {
      const claimed = await claimName(join(folder, partialName(entry.id)), join(folder, outputName));
      if (!claimed) continue;
      const named = await noteName(entry, outputName).catch(async (error: unknown) => {
        await claimed.release();
        throw error;
      });
      await claimed.finish();
      return named;
    }
    throw new AppError('FILE_UNWRITABLE', { path: folder });
  }

  const holds = async (path: string, hash: string) => (await sha256OfFile(path).catch(nullWhereNone)) === hash;

  /** The name that the file had got already when the crash came; a file with the same bytes may be that of another entry. */
  async function nameGot({ id, outputSha256, ...entry }: RegisterEntry): Promise<string | null> {
    const same = await store.db.selectFrom('signed_document').selectAll().where('output_sha256', '=', outputSha256).where('id', '!=', id).execute();
    const ofOthers = new Set((await Promise.all(same.map(entryOf))).map(({ outputPath }) => outputPath));
    for (const outputName of namesFor(entry)) {
      const path = join(folder, outputName);
      if (!(await stat(path).catch(nullWhereNone))) return null;
      if (!ofOthers.has(path) && (await holds(path, outputSha256))) return outputName;
    }
    return null;
  }

  async function finishNaming(entry: RegisterEntry): Promise<void> {
    // Where there are no links, the crash may have come between the reserved name and the file.
    if (await isReserved(entry.outputPath)) await unlink(entry.outputPath);
    const outputName = await nameGot(entry);
    if (outputName === null) await publish(entry);
    else {
      if (join(folder, outputName) !== entry.outputPath) await noteName(entry, outputName);
      await unlink(join(folder, partialName(entry.id)));
    }
  }

  /** A draft that was entered is the signed file itself, where the crash undid that it was called so. */
  async function isSignedFile(draft: string, entry: RegisterEntry): Promise<boolean> {
    const there = await Promise.all([partialName(entry.id), entry.outputName].map((name) => holds(join(folder, name), entry.outputSha256)));
    return !there.includes(true) && holds(draft, entry.outputSha256);
  }

  async function recoverOne(path: string, entry: RegisterEntry, isDraft: boolean): Promise<void> {
    if (isDraft) {
      if (!(await isSignedFile(path, entry))) return unlink(path);
      await rename(path, join(folder, partialName(entry.id)));
    }
    if (entry.sourceName) await finishNaming(entry);
  }

  /**
   * After a crash: a hidden file that was entered gets its name, one that was not is no signature of this program and goes. Where its entry or any of
   * the files cannot be read, or the file not be named, the only copy stays as it is.
   */
  async function recover(): Promise<void> {
    for (const name of await readdir(folder)) {
      const found = PARTIAL.exec(name);
      if (!found) continue;
      const path = join(folder, name);
      await find(found[1]!).then(
        (entry) => recoverOne(path, entry, found.groups?.['draft'] !== undefined).catch(() => {}),
        (error: unknown) => (isUnknown(error) ? unlink(path) : undefined),
      );
    }
  }

  await recover();
  return {
    find,
    async add(result) {
      const entry = await make(result);
      return publish(entry).catch(() => entry);
    },
    async list() {
      const rows = await store.db.selectFrom('signed_document').selectAll().orderBy('signed_at', 'desc').orderBy('id').execute();
      return Promise.all(rows.map(entryOf));
    },
    async read(id) {
      const entry = await find(id);
      const bytes = await readFile(entry.outputPath).catch(fileFault('FILE_NOT_FOUND', entry.outputPath));
      if (sha256(bytes) !== entry.outputSha256) throw new AppError('SIGNED_FILE_CHANGED', { name: entry.outputName });
      return { entry, bytes };
    },
  };
}
