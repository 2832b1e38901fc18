import type { Kysely } from 'kysely';
import type { MasterKind } from '../../api/schema/prescriptions.ts';
import { inPieces } from '../../in-pieces.ts';
import type { Tables } from '../../store/schema.ts';
import type { DrugRow, Found, LimitRow, UsageRow } from './entries.ts';
import { searchText } from './search-key.ts';

type Db = Kysely<Tables>;
export interface Rows {
  readonly drug: DrugRow;
  readonly usage: UsageRow;
  readonly limit: LimitRow;
}

/** SQLite takes 32,766 values in a statement. */
const AT_ONCE = 1000;

async function insert<Table extends 'prescription_drug' | 'prescription_usage' | 'prescription_search' | 'prescription_limit'>(
  db: Db,
  table: Table,
  rows: readonly Tables[Table][],
): Promise<void> {
  for (const piece of inPieces(rows, AT_ONCE))
    await db
      .insertInto(table)
      .values(piece as never)
      .execute();
}

const drugParts = ({ row, kana }: Found<DrugRow>) => [row.name, kana, row.general_name, row.code, row.price_code, row.general_code];

/** How the entries of each kind take the place of those before them, in the caller's transaction. */
export const REPLACE: { readonly [Kind in MasterKind]: (db: Db, found: readonly Found<Rows[Kind]>[]) => Promise<void> } = {
  async drug(db, found) {
    await db.deleteFrom('prescription_drug').execute();
    await db.deleteFrom('prescription_search').where('kind', '=', 'drug').execute();
    const search = found.map((entry) => ({
      ...{ kind: 'drug' as const, code: entry.row.code, search: searchText(drugParts(entry)), ended_on: entry.row.ended_on },
    }));
    await insert(
      db,
      'prescription_drug',
      found.map(({ row }) => row),
    );
    await insert(db, 'prescription_search', search);
  },
  async usage(db, found) {
    await db.deleteFrom('prescription_usage').execute();
    await db.deleteFrom('prescription_search').where('kind', '=', 'usage').execute();
    const search = found.map(({ row }) => ({
      ...{ kind: 'usage' as const, code: row.code, search: searchText([row.name, row.code]), ended_on: row.until_day },
    }));
    await insert(
      db,
      'prescription_usage',
      found.map(({ row }) => row),
    );
    await insert(db, 'prescription_search', search);
  },
  async limit(db, found) {
    await db.deleteFrom('prescription_limit').where('listed', '=', 1).execute();
    await insert(
      db,
      'prescription_limit',
      found.map(({ row }) => ({ ...row, listed: 1 })),
    );
  },
};
