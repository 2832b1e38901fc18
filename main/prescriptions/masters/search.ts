import { type Kysely, sql } from 'kysely';
import type { DrugHit, UsageHit } from '../../api/schema/prescriptions.ts';
import type { Tables } from '../../store/schema.ts';
import { searchWords } from './search-key.ts';

type Db = Kysely<Tables>;

/** As many as a person looks through. */
const MOST = 30;

/**
 * Codes of entries that have every word, those that begin with the first one before those that have a part beginning with it. The narrow table is scanned
 * as a whole: an index of three letters would find none of the one or two that are typed first, and 25,000 rows take a few milliseconds.
 * @param today ISO day; what ended before it is left out
 */
async function codesOf(db: Db, kind: 'drug' | 'usage', typed: string, today: string): Promise<readonly string[]> {
  const words = searchWords(typed);
  const first = words[0];
  if (first === undefined) return [];
  let query = db
    .selectFrom('prescription_search')
    .select('code')
    .where('kind', '=', kind)
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>=', today)]));
  for (const word of words) query = query.where(sql<boolean>`instr(search, ${word}) > 0`);
  const place = sql`instr(search, ${first})`;
  const found = await query
    .orderBy(sql`CASE WHEN ${place} = 1 THEN 0 WHEN instr(search, ${`\n${first}`}) > 0 THEN 1 ELSE 2 END`)
    .orderBy(sql`length(search)`)
    .orderBy('search')
    .limit(MOST)
    .execute();
  return found.map(({ code }) => code);
}

const isDemonstration = async (db: Db, kind: 'drug' | 'usage'): Promise<boolean> =>
  (await db.selectFrom('prescription_master').select('demonstration').where('kind', '=', kind).executeTakeFirst())?.demonstration === 1;

function inOrder<Row extends { readonly code: string }>(codes: readonly string[], rows: readonly Row[]): readonly Row[] {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return codes.flatMap((code) => byCode.get(code) ?? []);
}

/** Drugs whose name, reading, general name or code has what was typed, in any script and width. */
export async function searchDrugs(db: Db, typed: string, today: string): Promise<DrugHit[]> {
  const codes = await codesOf(db, 'drug', typed, today);
  if (codes.length === 0) return [];
  const rows = await db.selectFrom('prescription_drug').selectAll().where('code', 'in', codes).execute();
  const demonstration = await isDemonstration(db, 'drug');
  return inOrder(codes, rows).map((row) => ({
    ...{ code: row.code, name: row.name, unit: row.unit, class: row.class, generic: row.generic === 1, form: row.form },
    ...{ generalCode: row.general_code, generalName: row.general_name, demonstration },
  }));
}

/** Usages whose name or code has what was typed. */
export async function searchUsages(db: Db, typed: string, today: string): Promise<UsageHit[]> {
  const codes = await codesOf(db, 'usage', typed, today);
  if (codes.length === 0) return [];
  const rows = await db.selectFrom('prescription_usage').selectAll().where('code', 'in', codes).execute();
  const demonstration = await isDemonstration(db, 'usage');
  return inOrder(codes, rows).map(({ code, name }) => ({ code, name, demonstration }));
}
