import type { Kysely, Selectable } from 'kysely';
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

type Told = Pick<DrugFacts, 'limit' | 'untold'>;
type Limit = Selectable<Tables['prescription_limit']>;

const KINDS = Object.keys(COLUMN) as LimitKind[];

/** All that is written of the limits of these drugs, by any of their codes. */
async function limitsAt(db: Db, rows: readonly DrugRow[]): Promise<readonly Limit[]> {
  const codes = KINDS.map((kind) => [kind, [...new Set(rows.map((row) => row[COLUMN[kind]]))].filter(Boolean)] as const);
  const found = await Promise.all(
    codes
      .filter(([, values]) => values.length > 0)
      .map(([kind, values]) => db.selectFrom('prescription_limit').selectAll().where('code_kind', '=', kind).where('code', 'in', values).execute()),
  );
  return found.flat();
}

const fewest = (limits: readonly Limit[]): Limit | null =>
  limits.toSorted((one, other) => (one.days ?? Infinity) - (other.days ?? Infinity))[0] ?? null;

/** Of one drug, what somebody entered goes before what a list says, and the fewest days of several. */
function limitOf(row: DrugRow, limits: readonly Limit[]): Limit | null {
  const own = limits.filter(({ code_kind, code }) => row[COLUMN[code_kind]] === code);
  const entered = own.filter(({ listed }) => listed === 0);
  return fewest(entered.length > 0 ? entered : own);
}

const nameOf = ({ name, version, source }: Tables['prescription_master']): string => [source || name, version].filter(Boolean).join(' ');

/** The limit of all that a code stands for. A list is of those with a limit as far as somebody kept it: what it does not name is not known to have none. */
async function limitsOf(db: Db, rows: readonly DrugRow[], list: Tables['prescription_master'] | undefined): Promise<Told> {
  const limits = await limitsAt(db, rows);
  const found = rows.map((row) => limitOf(row, limits));
  const told = fewest(found.filter((limit) => limit !== null));
  return {
    limit: told && { days: told.days, source: told.source || (list?.source ?? '') },
    untold: found.includes(null) ? { list: list ? nameOf(list) : null } : null,
  };
}

/** Several packings or makers may share a code; what any of them is has to be looked at. */
function together(rows: readonly DrugRow[], told: Told, demonstration: boolean): DrugFacts {
  const days = rows.map(({ listed_on }) => listed_on).filter((day) => day !== null);
  const ends = rows.map(({ ended_on }) => ended_on);
  return {
    narcotic: rows.some((row) => row.class === NARCOTIC),
    ...told,
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
    if (rows.length > 0) facts.set(key, together(rows, await limitsOf(db, rows, list), made));
  }
  return (kind, code) => facts.get(`${kind} ${code}`) ?? null;
}
