import type { Kysely } from 'kysely';
import type { Sj1Record } from '../../../pki/eps/sj1.ts';
import type { Tables } from '../../store/schema.ts';
import { type DrugFacts, type DrugFactsOf, drugsIn } from '../checks/warning.ts';
import type { DrugRow } from './entries.ts';

type Db = Kysely<Tables>;
type LimitKind = Tables['prescription_limit']['code_kind'];

/** 麻薬 in column 14 of the master of drugs. */
const NARCOTIC = '1';

/** Where codes of each kind (薬品コード種別) are in the master of drugs. */
const COLUMN: Readonly<Record<LimitKind, 'code' | 'price_code' | 'general_code'>> = { '2': 'code', '4': 'price_code', '7': 'general_code' };
const isKnownKind = (kind: string): kind is LimitKind => Object.hasOwn(COLUMN, kind);

/** The limit of a drug by any of its codes: what somebody entered before what a list says, and the fewest days of several. */
async function limitOf(db: Db, rows: readonly DrugRow[], hasList: Tables['prescription_master'] | undefined): Promise<DrugFacts['limit']> {
  const codes = (Object.keys(COLUMN) as LimitKind[]).map(
    (kind) => [kind, [...new Set(rows.map((row) => row[COLUMN[kind]]))].filter(Boolean)] as const,
  );
  const found = await Promise.all(
    codes
      .filter(([, values]) => values.length > 0)
      .map(([kind, values]) => db.selectFrom('prescription_limit').selectAll().where('code_kind', '=', kind).where('code', 'in', values).execute()),
  );
  const all = found.flat();
  const entered = all.filter(({ listed }) => listed === 0);
  const [fewest] = (entered.length > 0 ? entered : all).sort((one, other) => (one.days ?? Infinity) - (other.days ?? Infinity));
  if (fewest) return { days: fewest.days, source: fewest.source || (hasList?.source ?? '') };
  // Of a list that is in use, what is not on it has none.
  return hasList ? { days: null, source: hasList.source } : null;
}

/** Several packings or makers may share a code; what any of them is has to be looked at. */
function together(rows: readonly DrugRow[], limit: DrugFacts['limit'], demonstration: boolean): DrugFacts {
  const days = rows.map(({ listed_on }) => listed_on).filter((day) => day !== null);
  const ends = rows.map(({ ended_on }) => ended_on);
  return {
    narcotic: rows.some((row) => row.class === NARCOTIC),
    limit,
    generic: rows.some(({ generic }) => generic === 1),
    listedOn: days.sort()[0] ?? null,
    endedOn: ends.includes(null) ? null : (ends.sort().at(-1) ?? null),
    demonstration,
  };
}

/** What the masters in use say of the drugs of a prescription. */
export async function factsOfDrugs(db: Db, records: readonly Sj1Record[]): Promise<DrugFactsOf> {
  const masters = await db.selectFrom('prescription_master').selectAll().execute();
  const [drugs, limits] = (['drug', 'limit'] as const).map((kind) => masters.find((master) => master.kind === kind));
  const made = drugs?.demonstration === 1;
  // The list for trying the program says nothing of real drugs.
  const list = limits && limits.demonstration === drugs?.demonstration ? limits : undefined;
  const facts = new Map<string, DrugFacts>();
  for (const { codeKind, code } of drugsIn(records)) {
    const key = `${codeKind} ${code}`;
    if (facts.has(key) || !isKnownKind(codeKind) || code === '') continue;
    const rows = await db.selectFrom('prescription_drug').selectAll().where(COLUMN[codeKind], '=', code).execute();
    if (rows.length > 0) facts.set(key, together(rows, await limitOf(db, rows, list), made));
  }
  return (kind, code) => facts.get(`${kind} ${code}`) ?? null;
}
