import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { LibraryExport, LibraryExportOrder } from '../../api/schema/library.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { minuteInJapan } from '../../day-in-japan.ts';
import { safeName } from '../../documents/names.ts';
import { AppError, fileFault } from '../../errors.ts';
import { reportPdf } from '../../report/pdf/report-pdf.ts';
import type { Store } from '../../store/store.ts';
import { OTHER_PLACE } from '../../store/name-file.ts';
import { writeNewFile } from '../../store/write-new-file.ts';
import type { Cell, Table } from '../../tables/table.ts';
import { writeCsv } from '../../tables/write-csv.ts';
import { writeXlsx } from '../../tables/write-xlsx.ts';
import type { Trust } from '../../verification/trust.ts';
import { type Language, words } from '../../words/words.ts';
import { openDocument, type Row } from '../catalogue.ts';
import type { Shelf } from '../shelf.ts';
import { noteVerdict, verifyDocument } from './verify-document.ts';

export interface Exporting {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly shelf: Shelf;
  readonly trust: () => Promise<Trust>;
}

export interface ExportStep {
  readonly done: number;
  readonly total: number;
  /** At the end. */
  readonly result: LibraryExport | null;
}

const COLUMNS = [
  ['number', 8],
  ['file', 40],
  ['name', 40],
  ['origin', 10],
  ['added-at', 18],
  ['signer', 20],
  ['format', 12],
  ['level', 8],
  ['verdict', 20],
  ['verified-at', 18],
  ['retention', 24],
  ['retain-until', 14],
  ['report', 40],
  ['sha256', 66],
] as const;
type Column = (typeof COLUMNS)[number][0];

const text = (value: string): Cell => ({ kind: 'text', text: value });
const time = (at: string | null): Cell => (at === null ? null : { kind: 'time', at, format: 'day-and-clock' });

/** A folder of a name that is free: the day and the minute, then numbered. */
async function newFolder(parent: string, at: Date): Promise<string> {
  // One that is there keeps its permissions: it may be anybody's.
  await mkdir(parent, { recursive: true, mode: 0o700 }).catch(fileFault('FILE_UNWRITABLE', parent));
  const stem = minuteInJapan(at.getTime()).slice(0, 16).replaceAll(/[: ]/g, '-');
  for (let number = 1; ; number += 1) {
    const folder = join(parent, number === 1 ? stem : `${stem}-${number}`);
    try {
      await mkdir(folder, { mode: 0o700 });
      return folder;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw new AppError('FILE_UNWRITABLE', { path: folder }, { cause });
    }
  }
}

function indexOf(rows: readonly Readonly<Record<Column, Cell>>[], language: Language): Table {
  const say = words(language);
  return {
    columns: COLUMNS.map(([id, width]) => ({ heading: say(`documents.export.column.${id}`), width })),
    rows: rows.map((row) => COLUMNS.map(([id]) => row[id])),
  };
}

/**
 * Copies documents into a new folder, each verified anew as it goes, with an index and, where asked for, the report of each. The index is written last:
 * a folder without one was cut off.
 * @param parent where the folder is made
 * @throws AppError FILE_UNWRITABLE
 */
export async function* exportDocuments(
  rows: readonly Row[],
  parent: string,
  { format, reports, language }: Omit<LibraryExportOrder, 'selection'>,
  { store, audit, shelf, trust }: Exporting,
  signal?: AbortSignal,
): AsyncGenerator<ExportStep> {
  const say = words(language);
  const folder = await newFolder(parent, store.now());
  const index: Readonly<Record<Column, Cell>>[] = [];
  const missing: string[] = [];
  const digits = String(rows.length).length;
  const options = await trust();
  let reported = 0;
  for (const [position, row] of rows.entries()) {
    if (signal?.aborted) return;
    yield { done: position, total: rows.length, result: null };
    const document = openDocument(store, row);
    const prefix = String(position + 1).padStart(digits, '0');
    const at = store.now();
    const files = await shelf.read(row).catch(() => null);
    const found = await verifyDocument(() => (files ? Promise.resolve(files) : shelf.read(row)), { ...options, at });
    await store.db.transaction().execute((transaction) => noteVerdict(transaction, row.number, found, at.toISOString()));
    const file = files && `${prefix}_${safeName(files.file.name)}`;
    const report =
      reports && found.reported && file
        ? `${prefix}_${say('documents.export.report-name', { name: file.slice(prefix.length + 1, file.length - extname(file).length) })}`
        : null;
    if (files && file) {
      await writeNewFile(join(folder, file), files.file.bytes, OTHER_PLACE);
      if (files.content) await writeNewFile(join(folder, `${prefix}_${safeName(files.content.name)}`), files.content.bytes, OTHER_PLACE);
    } else missing.push(document.name);
    if (report && found.reported) {
      await writeNewFile(join(folder, report), await reportPdf(found.reported, language), OTHER_PLACE);
      reported += 1;
    }
    index.push({
      number: { kind: 'number', value: position + 1 },
      file: file === null ? null : text(file),
      name: text(document.name),
      origin: text(say(`documents.origin.${document.origin}`)),
      'added-at': time(document.addedAt),
      signer: text(document.signerName),
      format: text(say(`documents.format.${document.format}`)),
      level: text(document.level),
      verdict: text(say(`documents.verdict.${found.verdict}`)),
      'verified-at': time(at.toISOString()),
      retention: document.retention && text(say(`documents.retention.kind.${document.retention.kind}`)),
      'retain-until': document.retention?.until ? { kind: 'day', day: document.retention.until, format: 'iso' } : null,
      report: report === null ? null : text(report),
      sha256: text(document.sha256),
    });
  }
  const table = indexOf(index, language);
  const name = say('documents.export.index-name');
  if (format === 'csv')
    await writeNewFile(join(folder, `${name}.csv`), writeCsv(table, { encoding: 'utf-8', replaceLetters: true }).bytes, OTHER_PLACE);
  else await writeNewFile(join(folder, `${name}.xlsx`), await writeXlsx(table, name), OTHER_PLACE);
  const result = { folder, documents: rows.length - missing.length, reports: reported, missing };
  await audit.record({ action: 'library.exported', facts: { documents: result.documents, reports: reported, missing: missing.length } });
  yield { done: rows.length, total: rows.length, result };
}
