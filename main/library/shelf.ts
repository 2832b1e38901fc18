import { randomUUID } from 'node:crypto';
import { readFile, unlink } from 'node:fs/promises';
import type { SignatureFormat, VerificationReport } from '../../pki/report.ts';
import { fileRenewal } from '../../pki/levels/file-renewal.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { dayInJapan } from '../day-in-japan.ts';
import { readNames, sealNoNames } from '../documents/entry.ts';
import { sha256, sha256OfFile } from '../documents/sha256.ts';
import { AppError, fileFault } from '../errors.ts';
import { inTurn } from '../in-turn.ts';
import type { NamedBytes } from '../named-bytes.ts';
import type { Store } from '../store/store.ts';
import { RECEIVED, type ReceivedNames, type Row, selectDocuments } from './catalogue.ts';
import { noteExtended, NOT_YET } from './entries.ts';
import { openKeptFiles } from './kept-files.ts';
import { type DocumentFiles, noteVerdict, verdictOf } from './work/verify-document.ts';

/** A document that comes from elsewhere, with what was found when it was verified. */
export interface Received extends DocumentFiles {
  readonly report: VerificationReport;
  /** Document that this one was made of by renewing it here. */
  readonly extendedFrom: string | null;
}

/** Puts documents on the shelf and takes them away; nothing acknowledged is lost, whenever the program dies. */
export interface Shelf {
  /** Keeps a received document; one that is there already gets the new verdict. @returns its id. @throws AppError FILE_UNWRITABLE */
  keep(received: Received): Promise<string>;
  /** The very bytes that came into the library. @throws AppError FILE_NOT_FOUND, DOCUMENT_CHANGED */
  read(row: Row): Promise<DocumentFiles>;
  /** Where the bytes of a document lie; `null` where its names are gone. */
  placeOf(row: Row): string | null;
  /** Whether a document may be deleted now. @throws AppError DOCUMENT_UNKNOWN, DOCUMENT_RETAINED */
  removable(id: string): Promise<void>;
  /**
   * Deletes a document with everything it is found by; that it was there, its hash and its mark stay.
   * @throws AppError DOCUMENT_UNKNOWN, DOCUMENT_RETAINED
   */
  remove(id: string): Promise<void>;
}

const FORMATS: Readonly<Record<SignatureFormat, string>> = {
  pades: 'pades',
  xades: 'xades',
  cades: 'cades',
  'eps-prescription': 'eps',
  'eps-dispensing': 'eps',
};
const LEVELS = ['B', 'T', 'LT', 'LTA'] as const;

const isFileFault = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;
/** A file that is not there is one that is gone; one that cannot be reached is not. */
const goneAlready = (error: unknown): null => {
  if (isFileFault(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
  throw error;
};

/** The lowest level of all signatures: what holds of the document as a whole. */
const levelOf = ({ signatures }: VerificationReport): string =>
  LEVELS.find((level) => signatures.some((signature) => signature.level === level)) ?? 'B';

export async function openShelf(store: Store, audit: AuditLog, contentOf: (sha256: string) => Promise<NamedBytes | null>): Promise<Shelf> {
  const { db, persons, now } = store;
  const kept = await openKeptFiles(store.folder.library);
  const turn = inTurn();

  const receivedNames = (row: Row): ReceivedNames | null =>
    row.sealed === null ? null : (persons.openWith(row.wrapped_key, row.person, row.sealed, `${RECEIVED} ${row.id}`) as ReceivedNames | null);
  const madeNames = (row: Row) => (row.made_sealed === null ? null : readNames(persons, { ...row, sealed: row.made_sealed }));

  const isWanted = async (hash: string) =>
    (await db
      .selectFrom('library_document')
      .select('number')
      .where((where) => where.or([where('sha256', '=', hash), where('content_sha256', '=', hash)]))
      .where('origin', '=', 'received')
      .where('deleted_at', 'is', null)
      .executeTakeFirst()) !== undefined;

  /** Takes the file of a deleted document away, and its names with it. */
  async function clear(row: Row): Promise<void> {
    if (row.origin === 'received') {
      for (const hash of [row.sha256, row.content_sha256]) if (hash !== null && !(await isWanted(hash))) await kept.remove(hash);
    } else {
      const path = madeNames(row)?.outputPath;
      // Only the very bytes that were signed here are taken away, never what somebody put in their place.
      if (path && (await sha256OfFile(path).catch(goneAlready)) === row.sha256) await unlink(path).catch(goneAlready);
    }
    await db.transaction().execute(async (transaction) => {
      await transaction.updateTable('library_document').set({ file_removed: 1, sealed: null }).where('id', '=', row.id).execute();
      if (row.origin === 'made' && row.wrapped_key)
        await transaction
          .updateTable('signed_document')
          .set({ sealed: sealNoNames(persons, row.wrapped_key, row) })
          .where('id', '=', row.id)
          .execute();
    });
  }

  async function recover(): Promise<void> {
    for (const hash of await kept.unsettled()) await ((await isWanted(hash)) ? kept.settle(hash) : kept.remove(hash));
    const unfinished = await selectDocuments(store)
      .where('library_document.deleted_at', 'is not', null)
      .where('library_document.file_removed', '=', 0)
      .execute();
    for (const row of unfinished) await clearOrLater(row);
  }

  /** A file that another program holds, or on a drive that is not there, must not stop anything: it is tried again at the next start. */
  const clearOrLater = (row: Row): Promise<void> =>
    clear(row).catch((error: unknown) => {
      if (!isFileFault(error)) throw error;
    });

  async function known(hash: string, content: string | null): Promise<{ readonly id: string; readonly number: number } | undefined> {
    return db
      .selectFrom('library_document')
      .select(['id', 'number'])
      .where('sha256', '=', hash)
      .where('content_sha256', content === null ? 'is' : '=', content)
      .where('origin', '=', 'received')
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
  }

  async function keep({ file, content, report, extendedFrom }: Received): Promise<string> {
    const hash = sha256(file.bytes);
    const contentHash = content && sha256(content.bytes);
    const there = await known(hash, contentHash);
    if (there) {
      await db.transaction().execute((transaction) => noteVerdict(transaction, there.number, verdictOf(report), report.verifiedAt));
      return there.id;
    }
    await kept.bring(hash, file.bytes);
    if (content && contentHash) await kept.bring(contentHash, content.bytes);
    const id = randomUUID();
    const [first] = report.signatures;
    const signer = first?.signer ?? null;
    // Anybody can write a doctor's name into a certificate: only one that is proved files a document under the doctor's key.
    const proved = first?.intact && first.checks.some((check) => check.id === 'certificate-path' && check.status === 'passed') ? signer : null;
    const renewal = await fileRenewal(file.bytes).catch(() => null);
    await db.transaction().execute(async (transaction) => {
      const person = await (proved ? persons.identify(transaction, proved.subject) : persons.create(transaction));
      const names: ReceivedNames = { name: file.name, signerName: signer?.nameKanji ?? signer?.commonName ?? '', contentName: content?.name ?? null };
      const { verdict, because } = verdictOf(report);
      await transaction
        .insertInto('library_document')
        .values({
          ...NOT_YET,
          id,
          origin: 'received',
          added_at: now().toISOString(),
          person,
          sealed: await persons.seal(transaction, person, names, `${RECEIVED} ${id}`),
          sha256: hash,
          content_sha256: contentHash,
          format: FORMATS[report.format],
          level: levelOf(report),
          test: report.signatures.some(({ test }) => test) ? 1 : 0,
          extended_from: extendedFrom,
          verdict,
          verdict_because: because,
          verified_at: report.verifiedAt,
          renewal_due: renewal?.due.toISOString() ?? null,
        })
        .execute();
      if (extendedFrom !== null) await noteExtended(transaction, extendedFrom);
      await audit.append(transaction, {
        action: 'document.kept',
        facts: { entry: id, sha256: hash, format: report.format, conclusion: report.conclusion, ...(extendedFrom !== null && { extendedFrom }) },
      });
    });
    for (const one of [hash, contentHash]) if (one !== null) await kept.settle(one);
    return id;
  }

  async function removable(id: string): Promise<Row> {
    const row = await selectDocuments(store)
      .where('library_document.id', '=', id)
      .where('library_document.deleted_at', 'is', null)
      .executeTakeFirst();
    if (!row) throw new AppError('DOCUMENT_UNKNOWN', { id });
    const retained = row.retention !== null && (row.retain_until === null || row.retain_until >= dayInJapan(now().getTime()));
    if (retained) throw new AppError('DOCUMENT_RETAINED', { until: row.retain_until ?? '' });
    return row;
  }

  async function remove(id: string): Promise<void> {
    const row = await removable(id);
    await db.transaction().execute(async (transaction) => {
      await transaction.updateTable('library_document').set({ deleted_at: now().toISOString(), text_state: 'names' }).where('id', '=', id).execute();
      await transaction.deleteFrom('library_text').where('number', '=', row.number).execute();
      await audit.append(transaction, {
        action: 'document.deleted',
        facts: { entry: id, origin: row.origin, sha256: row.sha256, retention: row.retention, retainUntil: row.retain_until },
      });
    });
    await clearOrLater(row);
  }

  async function filesOf(row: Row): Promise<DocumentFiles> {
    if (row.origin === 'received') {
      const names = receivedNames(row);
      const content = row.content_sha256 === null ? null : { name: names?.contentName ?? '', bytes: await kept.read(row.content_sha256) };
      return { file: { name: names?.name ?? '', bytes: await kept.read(row.sha256) }, content };
    }
    const names = madeNames(row);
    const path = names?.outputPath ?? '';
    const content = row.format === 'cades' && row.source_sha256 !== null ? await contentOf(row.source_sha256) : null;
    return { file: { name: names?.outputName ?? '', bytes: await readFile(path).catch(fileFault('FILE_NOT_FOUND', path)) }, content };
  }

  await recover();
  return {
    keep: (received) => turn(() => keep(received)),
    async removable(id) {
      await removable(id);
    },
    remove: (id) => turn(() => remove(id)),
    placeOf: (row) => (row.origin === 'received' ? kept.pathOf(row.sha256) : madeNames(row)?.outputPath || null),
    async read(row) {
      const { file, content } = await filesOf(row);
      if (sha256(file.bytes) !== row.sha256) throw new AppError('DOCUMENT_CHANGED', { name: file.name });
      return { file, content };
    },
  };
}
