import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SignatureFormat, VerificationReport } from '../../pki/report.ts';
import { fileRenewal } from '../../pki/levels/file-renewal.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { sha256 } from '../documents/sha256.ts';
import { AppError, fileFault } from '../errors.ts';
import type { NamedBytes } from '../named-bytes.ts';
import type { Store } from '../store/store.ts';
import { madeNames, RECEIVED, type ReceivedNames, receivedNames, type Row, selectDocuments } from './catalogue.ts';
import { noteExtended, NOT_YET } from './entries.ts';
import { openKeptFiles } from './kept-files.ts';
import { clearAll, clearOrLater, isRetained, isWanted, libraryTurn, noteRemoved } from './removal.ts';
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

/** The lowest level of all signatures: what holds of the document as a whole. */
const levelOf = ({ signatures }: VerificationReport): string =>
  LEVELS.find((level) => signatures.some((signature) => signature.level === level)) ?? 'B';

export async function openShelf(store: Store, audit: AuditLog, contentOf: (sha256: string) => Promise<NamedBytes | null>): Promise<Shelf> {
  const { db, persons, now } = store;
  const kept = await openKeptFiles(store.folder.library);
  const turn = libraryTurn(store);

  async function recover(): Promise<void> {
    for (const hash of await kept.unsettled()) await ((await isWanted(store, hash)) ? kept.settle(hash) : kept.remove(hash));
    await clearAll(store, kept);
  }

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
      if (extendedFrom !== null) await noteExtended(transaction, extendedFrom, id);
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
    if (isRetained(row, now())) throw new AppError('DOCUMENT_RETAINED', { until: row.retain_until ?? '' });
    return row;
  }

  async function remove(id: string): Promise<void> {
    const row = await removable(id);
    await db.transaction().execute((transaction) => noteRemoved(transaction, row, now(), audit));
    await clearOrLater(store, kept, row);
  }

  async function filesOf(row: Row): Promise<DocumentFiles> {
    if (row.origin === 'received') {
      const names = receivedNames(store, row);
      const content = row.content_sha256 === null ? null : { name: names?.contentName ?? '', bytes: await kept.read(row.content_sha256) };
      return { file: { name: names?.name ?? '', bytes: await kept.read(row.sha256) }, content };
    }
    const names = madeNames(store, row);
    const path = names?.outputPath ?? '';
    const content = row.format === 'cades' && row.source_sha256 !== null ? await contentOf(row.source_sha256) : null;
    return { file: { name: names?.outputName ?? '', bytes: await readFile(path).catch(fileFault('FILE_NOT_FOUND', path)) }, content };
  }

  await turn(recover);
  return {
    keep: (received) => turn(() => keep(received)),
    async removable(id) {
      await removable(id);
    },
    remove: (id) => turn(() => remove(id)),
    placeOf: (row) => (row.origin === 'received' ? kept.pathOf(row.sha256) : madeNames(store, row)?.outputPath || null),
    async read(row) {
      const { file, content } = await filesOf(row);
      if (sha256(file.bytes) !== row.sha256) throw new AppError('DOCUMENT_CHANGED', { name: file.name });
      return { file, content };
    },
  };
}
