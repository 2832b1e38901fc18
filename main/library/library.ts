import { join } from 'node:path';
import type {
  LibraryDocument,
  LibraryExportOrder,
  LibraryFilters,
  LibraryPage,
  LibraryQuery,
  LibraryRemoval,
  LibraryRuns,
  LibrarySelection,
  LibrarySigner,
  RetentionOrder,
} from '../api/schema/library.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { dayInJapan } from '../day-in-japan.ts';
import { AppError } from '../errors.ts';
import { Latest } from '../latest.ts';
import type { NamedBytes } from '../named-bytes.ts';
import type { KeptReports } from '../report/kept-reports.ts';
import { reportedFile } from '../report/report-view.ts';
import { sha256 } from '../documents/sha256.ts';
import type { Store } from '../store/store.ts';
import type { Trust } from '../verification/trust.ts';
import { verify } from '../verification/verify.ts';
import { conditions, openDocument, type Row, selectDocuments, signersOf } from './catalogue.ts';
import { retainUntil } from './retention.ts';
import { wordsOf } from './search/fold.ts';
import { openSearch } from './search/search.ts';
import { digestOf, removalOf, selecting } from './selection.ts';
import { openShelf } from './shelf.ts';
import { openIndexing } from './text/indexing.ts';
import { exportDocuments, type ExportStep } from './work/export.ts';
import { type Renewing, renewAll } from './work/renew-all.ts';
import { openRuns, type Runs } from './work/runs.ts';
import { verifyAll } from './work/verify-all.ts';
import { type Concluded, noteVerdict, verdictOf } from './work/verify-document.ts';

/** A file to keep; `report`: id of the answer that was just given for it. */
export interface KeepOrder {
  readonly file: NamedBytes;
  readonly content: NamedBytes | null;
  readonly report: string | null;
}

/** All documents made, received and verified. */
export interface Library extends AsyncDisposable {
  page(query: LibraryQuery): Promise<LibraryPage>;
  /** @throws AppError DOCUMENT_UNKNOWN */
  find(id: string): Promise<LibraryDocument>;
  signers(): Promise<LibrarySigner[]>;
  /** Bytes of a document and of what its detached signature is for. @throws AppError DOCUMENT_UNKNOWN, FILE_NOT_FOUND */
  read(id: string): Promise<{ readonly file: NamedBytes; readonly content: NamedBytes | null }>;
  /** Keeps a received document with what its verification says. @throws AppError FILE_UNWRITABLE and what verification throws */
  keep(order: KeepOrder): Promise<LibraryDocument>;
  /** That a document was verified by itself; nothing where the bytes are no longer those that came into the library. */
  note(id: string, bytes: Uint8Array, report: Concluded & { readonly verifiedAt: string }): Promise<void>;
  /** @throws AppError RETENTION_UNKNOWN, SELECTION_TOO_LARGE @returns how many were marked */
  mark(order: RetentionOrder): Promise<number>;
  /** What would be deleted, to be shown before it is confirmed. @throws AppError SELECTION_TOO_LARGE, DOCUMENT_UNKNOWN */
  removal(selection: LibrarySelection): Promise<LibraryRemoval>;
  /**
   * Deletes documents; `confirmed` is the digest of what the person was shown, so that nothing goes that came in between.
   * @throws AppError SELECTION_CHANGED when they are others, DOCUMENT_RETAINED
   */
  remove(selection: LibrarySelection, confirmed: string): Promise<number>;
  /** @param parent where the folder is made; the data folder's own place for exports where none is named */
  export(order: LibraryExportOrder, parent?: string, signal?: AbortSignal): AsyncGenerator<ExportStep>;
  readonly verifying: Runs;
  readonly renewing: Runs;
  /** Runs as they are now, then each change. */
  watch(signal?: AbortSignal): AsyncGenerator<LibraryRuns, void>;
}

export interface LibraryServices extends Renewing {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly reports: KeptReports;
  /** What counts for verification now. */
  readonly verificationTrust: () => Promise<Trust>;
  /** A document at hand by its hash, for detached signatures made here. */
  readonly contentOf: (sha256: string) => Promise<NamedBytes | null>;
}

/** Opens the library: finishes what a crash left, and nothing else until it is asked. */
export async function openLibrary(services: LibraryServices): Promise<Library> {
  const { store, audit, reports, verificationTrust, contentOf } = services;
  const { db, now } = store;
  const shelf = await openShelf(store, audit, contentOf);
  const search = openSearch(store);
  const indexing = openIndexing(store, search, shelf.placeOf);
  const changes = new Latest(0);
  const onChange = () => changes.set(changes.value + 1);
  const verifying = openRuns('verify', verifyAll(store, shelf, verificationTrust), store, audit, onChange);
  const renewing = openRuns('renew', renewAll(store, shelf, services), store, audit, onChange);

  const count = async (filters: LibraryFilters): Promise<number> =>
    (
      await db
        .selectFrom('library_document')
        .select(({ fn }) => fn.countAll<number>().as('documents'))
        .where(conditions(filters, now()))
        .executeTakeFirstOrThrow()
    ).documents;

  async function rowOf(id: string): Promise<Row> {
    const row = await selectDocuments(store).where('library_document.id', '=', id).executeTakeFirst();
    if (!row) throw new AppError('DOCUMENT_UNKNOWN', { id });
    return row;
  }

  async function listed({ filters, before, limit }: LibraryQuery): Promise<Omit<LibraryPage, 'waiting'>> {
    let query = selectDocuments(store)
      .where(conditions(filters, now()))
      .orderBy('library_document.number', 'desc')
      .limit(limit + 1);
    if (before !== null) query = query.where('library_document.number', '<', before);
    const rows = await query.execute();
    const page = rows.slice(0, limit);
    return {
      documents: page.map((row) => openDocument(store, row)),
      next: rows.length > limit ? page.at(-1)!.number : null,
      count: before === null ? { documents: await count(filters), exact: true } : null,
    };
  }

  async function searched(words: readonly string[], { filters, before, limit }: LibraryQuery): Promise<Omit<LibraryPage, 'waiting'>> {
    const found = await search.find({ words, filters, before: before ?? Number.POSITIVE_INFINITY, limit, counts: before === null });
    return {
      documents: found.hits.map(({ row, excerpt }) => ({ ...openDocument(store, row), excerpt })),
      next: found.more ? found.hits.at(-1)!.row.number : null,
      count: before === null ? found.count : null,
    };
  }

  async function page(query: LibraryQuery): Promise<LibraryPage> {
    await indexing.catchUp();
    const words = wordsOf(query.text);
    const answer = await (words.length === 0 ? listed(query) : searched(words, query));
    // A fault is told to the search that needs them.
    search.warm().catch(() => {});
    return { ...answer, waiting: await indexing.waiting() };
  }

  const selected = selecting(store, rowOf, page);

  /** The answer that was given for these very files, else a new one. */
  async function reportOf({ file, content, report }: KeepOrder) {
    const known = report === null ? null : reports.find(report);
    const same = known && known.sha256 === sha256(file.bytes) && (known.content?.sha256 ?? null) === (content && sha256(content.bytes));
    return same ? known : reportedFile(await verify(file, content, { ...(await verificationTrust()), at: now() }), file, content);
  }

  return {
    page,
    find: async (id) => openDocument(store, await rowOf(id)),
    signers: () => signersOf(store),
    read: async (id) => shelf.read(await rowOf(id)),
    async keep(order) {
      const { report } = await reportOf(order);
      const id = await shelf.keep({ file: order.file, content: order.content, report, extendedFrom: null });
      return openDocument(store, await rowOf(id));
    },
    async note(id, bytes, report) {
      const row = await rowOf(id);
      if (sha256(bytes) !== row.sha256) return;
      await db.transaction().execute((transaction) => noteVerdict(transaction, row.number, verdictOf(report), report.verifiedAt));
    },
    async mark({ selection, mark }) {
      const rows = await selected(selection);
      await db.transaction().execute(async (transaction) => {
        for (const row of rows) {
          const from = mark && (mark.from ?? dayInJapan(Date.parse(row.added_at)));
          const until = mark && from !== null ? retainUntil(mark.kind, from, mark.years) : null;
          if (until === undefined) throw new AppError('RETENTION_UNKNOWN', { kind: mark?.kind ?? '' });
          await transaction
            .updateTable('library_document')
            .set({ retention: mark?.kind ?? null, retention_from: from, retain_until: until })
            .where('number', '=', row.number)
            .execute();
          await audit.append(transaction, { action: 'document.marked', facts: { entry: row.id, retention: mark?.kind ?? null, from, until } });
        }
      });
      return rows.length;
    },
    async removal(selection) {
      return removalOf(store, await selected(selection));
    },
    async remove(selection, confirmed) {
      const rows = await selected(selection);
      if (digestOf(rows) !== confirmed) throw new AppError('SELECTION_CHANGED', { found: rows.length });
      for (const { id } of rows) await shelf.removable(id);
      for (const row of rows) {
        await shelf.remove(row.id);
        search.put(row.number, null);
      }
      return rows.length;
    },
    async *export(order, parent = join(store.folder.root, 'exports'), signal) {
      yield* exportDocuments(await selected(order.selection), parent, order, { store, audit, shelf, trust: verificationTrust }, signal);
    },
    verifying,
    renewing,
    async *watch(signal) {
      for await (const _change of changes.watch(signal))
        yield { verify: await verifying.view(), renew: await renewing.view(), renewalsDue: await count({ renewal: 'due' }) };
    },
    async [Symbol.asyncDispose]() {
      changes.end();
      await Promise.all([verifying.stop(), renewing.stop(), indexing.stop()]);
    },
  };
}
