import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Participation } from '../api/schema/training.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/** A participation as it is frozen: its text, and the salt under which it is bound. */
export interface FrozenRow {
  /** 32 random bytes, hexadecimal. */
  readonly salt: string;
  /** The participation as JSON, letter for letter what was bound. */
  readonly text: string;
}

/** The settlement that rows belong to. */
export type SettlementKey = Pick<Tables['settlement'], 'seminar' | 'number'>;

const PLACE = 'settlement row';
const SALT_BYTES = 32;
/** Rows of one statement, within SQLite's number of parameters. */
const ROWS_AT_ONCE = 500;

export const frozenRow = (participation: Participation): FrozenRow => ({
  salt: randomBytes(SALT_BYTES).toString('hex'),
  text: JSON.stringify(participation),
});

/**
 * Seals each row under the key of its person, within the transaction of its settlement; of persons whose key was destroyed nothing personal may be kept.
 * @returns persons whose rows were kept
 */
export async function keepRows(
  { persons }: Pick<Store, 'persons'>,
  transaction: Kysely<Tables>,
  { seminar, number }: SettlementKey,
  rows: ReadonlyMap<string, FrozenRow>,
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  const ids = [...rows.keys()];
  for (let start = 0; start < ids.length; start += ROWS_AT_ONCE) {
    const some = ids.slice(start, start + ROWS_AT_ONCE);
    const keys = await transaction.selectFrom('person').select(['id', 'wrapped_key']).where('id', 'in', some).execute();
    const values = keys.flatMap(({ id: person, wrapped_key }) =>
      wrapped_key ? [{ seminar, number, person, sealed: persons.sealWith(wrapped_key, person, rows.get(person), PLACE) }] : [],
    );
    if (values.length > 0) await transaction.insertInto('settlement_row').values(values).execute();
    for (const { person } of values) kept.add(person);
  }
  return kept;
}

/** The rows of a settlement that can still be opened, by person. */
export async function openRows(
  { db, persons }: Pick<Store, 'db' | 'persons'>,
  { seminar, number }: SettlementKey,
): Promise<ReadonlyMap<string, FrozenRow>> {
  const rows = await db
    .selectFrom('settlement_row')
    .innerJoin('person', 'person.id', 'settlement_row.person')
    .select(['settlement_row.person', 'settlement_row.sealed', 'person.wrapped_key'])
    .where('seminar', '=', seminar)
    .where('number', '=', number)
    .execute();
  return new Map(
    rows.flatMap(({ person, sealed, wrapped_key }): [string, FrozenRow][] => {
      const row = persons.openWith(wrapped_key, person, sealed, PLACE) as FrozenRow | null;
      return row ? [[person, row]] : [];
    }),
  );
}
