import type { Kysely } from 'kysely';
import {
  type LimitEntry,
  type Master,
  type MasterColumns,
  type MasterKind,
  type MasterPreview,
  type RefusedLines,
  refusedLines,
} from '../../api/schema/prescriptions.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { DEMONSTRATION } from './demonstration.ts';
import type { Found, MasterFile, Problem } from './entries.ts';
import { readDrugs } from './read-drugs.ts';
import { readLimits, readUsages } from './read-listed.ts';
import { REPLACE, type Rows } from './write.ts';

/** A file to take the place of the one of its kind. */
export interface MasterOrder {
  readonly kind: MasterKind;
  readonly file: NamedBytes;
  readonly version: string;
  readonly source: string;
  readonly columns?: MasterColumns | undefined;
}

/** Masters of drugs, usages and limits of supply: one file of each kind is in use. */
export interface Masters {
  list(): Promise<Master[]>;
  /** As what a file would be read; nothing is kept. @throws AppError IMPORT_UNREADABLE, SPREADSHEET_NOT_READ */
  inspect(kind: MasterKind, file: NamedBytes, columns?: MasterColumns): MasterPreview;
  /** @throws AppError IMPORT_UNREADABLE, SPREADSHEET_NOT_READ, COLUMNS_MISSING */
  import(order: MasterOrder): Promise<Master>;
  /**
   * Drugs, usages and limits that are made up, for trying the program.
   * @throws AppError MASTER_IN_USE where an imported file would go for them
   */
  demonstrate(): Promise<Master[]>;
  remove(kind: MasterKind): Promise<void>;
  /** A limit that somebody knows, before what the list says. */
  setLimit(entry: LimitEntry): Promise<void>;
}

const READ: { readonly [Kind in MasterKind]: (bytes: Uint8Array, columns?: MasterColumns) => MasterFile<Rows[Kind]> } = {
  drug: readDrugs,
  usage: readUsages,
  limit: readLimits,
};

type MasterRow = Tables['prescription_master'];

const SAMPLE = 5;
/** Files have them at their head and foot; more is another kind of file. */
const PROBLEMS_TOLD = 200;

const nameOf = (row: Rows[MasterKind]): string => ('name' in row ? row.name : row.days === null ? '' : String(row.days));

const refusedOf = (problems: readonly Problem[]): RefusedLines => ({ count: problems.length, first: problems.slice(0, PROBLEMS_TOLD) });

const viewOf = ({ kind, name, version, source, sha256: hash, entries, imported_at, refused, demonstration }: MasterRow): Master => ({
  ...{ kind, name, version, source, sha256: hash, entries, importedAt: imported_at, demonstration: demonstration === 1 },
  refused: refused === null ? null : refusedLines.parse(JSON.parse(refused)),
});

async function put<Kind extends MasterKind>(
  db: Kysely<Tables>,
  master: MasterRow & { readonly kind: Kind },
  found: readonly Found<Rows[Kind]>[],
): Promise<void> {
  await REPLACE[master.kind](db, found);
  await db
    .insertInto('prescription_master')
    .values(master)
    .onConflict((conflict) => conflict.column('kind').doUpdateSet(master))
    .execute();
}

export function openMasters({ store, audit }: { readonly store: Store; readonly audit: AuditLog }): Masters {
  const { db } = store;

  async function list(): Promise<Master[]> {
    return (await db.selectFrom('prescription_master').selectAll().orderBy('kind').execute()).map(viewOf);
  }

  async function importAs<Kind extends MasterKind>(kind: Kind, { file, version, source, columns }: MasterOrder): Promise<Master> {
    const read: MasterFile<Rows[Kind]> = READ[kind](file.bytes, columns);
    if (read.missing[0] !== undefined) throw new AppError('COLUMNS_MISSING', { column: read.missing[0] });
    if (read.found.length === 0) throw new AppError('IMPORT_UNREADABLE', { note: 'no entries' });
    const row = {
      ...{ kind, name: file.name, version: version || read.version, source, sha256: sha256(file.bytes), entries: read.found.length },
      ...{ imported_at: store.now().toISOString(), refused: JSON.stringify(refusedOf(read.problems)), demonstration: 0 as const },
    };
    await db.transaction().execute(async (transaction) => {
      await put(transaction, row, read.found);
      await audit.append(transaction, {
        action: 'prescription.master-imported',
        facts: { kind, sha256: row.sha256, rows: row.entries, problems: read.problems.length, version: row.version, source },
      });
    });
    return viewOf(row);
  }

  return {
    list,
    inspect(kind, file, columns) {
      const { found, problems, ...read } = READ[kind](file.bytes, columns) as MasterFile<Rows[MasterKind]>;
      return {
        ...{ ...read, kind, name: file.name, entries: found.length, refused: refusedOf(problems) },
        sample: found.slice(0, SAMPLE).map(({ row }) => ({ code: row.code, name: nameOf(row) })),
      };
    },
    import: (order) => importAs(order.kind, order),
    async demonstrate() {
      const imported = (await list()).find(({ demonstration }) => !demonstration);
      if (imported) throw new AppError('MASTER_IN_USE', { name: imported.name });
      await db.transaction().execute(async (transaction) => {
        for (const kind of ['drug', 'usage', 'limit'] as const) {
          const found: readonly Found<Rows[typeof kind]>[] = DEMONSTRATION[kind];
          const row = {
            ...{ kind, name: 'demonstration.json', version: DEMONSTRATION.version, source: DEMONSTRATION.source, entries: found.length },
            ...{ sha256: sha256(Buffer.from(JSON.stringify(found))), imported_at: store.now().toISOString() },
            ...{ refused: JSON.stringify(refusedOf([])), demonstration: 1 as const },
          };
          await put(transaction, row, found);
        }
        await audit.append(transaction, { action: 'prescription.master-demonstration' });
      });
      return list();
    },
    async remove(kind) {
      await db.transaction().execute(async (transaction) => {
        await REPLACE[kind](transaction, []);
        const { numDeletedRows } = await transaction.deleteFrom('prescription_master').where('kind', '=', kind).executeTakeFirst();
        if (numDeletedRows > 0) await audit.append(transaction, { action: 'prescription.master-removed', facts: { kind } });
      });
    },
    async setLimit({ codeKind, code, days, source }) {
      const row = { code_kind: codeKind, code, days, source, listed: 0 as const };
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('prescription_limit')
          .values(row)
          .onConflict((conflict) => conflict.columns(['code_kind', 'code', 'listed']).doUpdateSet(row))
          .execute();
        await audit.append(transaction, { action: 'prescription.limit-entered', facts: { code, days, source } });
      });
    },
  };
}
