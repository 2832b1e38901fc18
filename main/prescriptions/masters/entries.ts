import type { MasterColumns } from '../../api/schema/prescriptions.ts';
import type { MasterPreview, RefusedLines } from '../../api/schema/prescriptions.ts';
import type { Tables } from '../../store/schema.ts';

export type DrugRow = Tables['prescription_drug'];
export type UsageRow = Tables['prescription_usage'];
export type LimitRow = Omit<Tables['prescription_limit'], 'listed'>;

/** An entry and what else it is found by, its reading. */
export interface Found<Row> {
  readonly row: Row;
  readonly kana: string;
}

/** A file of codes, read. */
export interface MasterFile<Row> extends Omit<MasterPreview, 'kind' | 'name' | 'entries' | 'sample' | 'refused'> {
  readonly found: readonly Found<Row>[];
  readonly problems: readonly Problem[];
}

export type Problem = RefusedLines['first'][number];
export type Columns = MasterColumns;

/** Entries that cannot be read are told by their line, and a code counts once: as it stands first. */
export function gather<Row>(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  unreadable: ReadonlySet<number>,
  read: (cells: readonly string[]) => Found<Row> | Problem['code'],
  keyOf: (row: Row) => string,
): { readonly found: readonly Found<Row>[]; readonly problems: readonly Problem[] } {
  const found = new Map<string, Found<Row>>();
  const problems: Problem[] = [];
  for (const { line, cells } of rows) {
    const entry = unreadable.has(line) ? 'letters' : read(cells);
    if (typeof entry === 'string') problems.push({ line, code: entry });
    else if (found.has(keyOf(entry.row))) problems.push({ line, code: 'twice' });
    else found.set(keyOf(entry.row), entry);
  }
  return { found: [...found.values()], problems };
}
