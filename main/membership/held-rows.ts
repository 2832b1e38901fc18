import { setImmediate } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { inPieces } from '../in-pieces.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { PersonFields } from './person-fields.ts';
import type { ListRow, Roster, RosterList } from './roster.ts';

const PLACE = 'held person';
/** Rows of one statement; SQLite takes 32,766 values. */
const AT_ONCE = 1_000;

/** Several codes or rooms of one booking rest beside each other; none of them has a space. */
const apart = (text: string | null): readonly string[] => (text === null ? [] : text.split(' '));
const together = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join(' '));

/** Takes up everybody who rests in the store, once; people whose key was destroyed are gone. */
export async function readHeld({ db, persons }: Store, roster: Roster): Promise<void> {
  const people = await db
    .selectFrom('held_person')
    .innerJoin('person', 'person.id', 'held_person.person')
    .select(['held_person.person', 'held_person.sealed', 'person.wrapped_key'])
    .execute();
  for (const { person, sealed, wrapped_key } of people) {
    const fields = persons.openWith(wrapped_key, person, sealed, PLACE) as PersonFields | null;
    if (fields) roster.keep(person, fields);
  }
  const lists = await db.selectFrom('held_list').selectAll().execute();
  const entries = Map.groupBy(await db.selectFrom('held_list_entry').selectAll().execute(), ({ list }) => list);
  for (const row of lists) {
    const of = (entries.get(row.id) ?? []).map(({ person, code, rooms }) => [person, { codes: apart(code), rooms: apart(rooms) }] as const);
    roster.putList({ row, entries: new Map(of) });
  }
}

/** New people, sealed, before they are written. */
export interface SealedPeople {
  readonly ids: readonly string[];
  write(transaction: Kysely<Tables>): Promise<void>;
}

/** Seals new people, each under a new key, outside of any transaction: of thousands it takes a while, in which others write. */
export async function sealPeople({ persons, now }: Store, people: readonly PersonFields[]): Promise<SealedPeople> {
  const rows: { readonly person: Tables['person']; readonly held: Tables['held_person'] }[] = [];
  for (const piece of inPieces(people, AT_ONCE)) {
    for (const fields of piece) {
      const { row: person, seal } = persons.make();
      rows.push({ person, held: { person: person.id, sealed: seal(fields, PLACE), changed_at: now().toISOString() } });
    }
    if (piece.length === AT_ONCE) await setImmediate();
  }
  return {
    ids: rows.map(({ person }) => person.id),
    async write(transaction) {
      for (const piece of inPieces(rows, AT_ONCE)) {
        await transaction
          .insertInto('person')
          .values(piece.map(({ person }) => person))
          .execute();
        await transaction
          .insertInto('held_person')
          .values(piece.map(({ held }) => held))
          .execute();
      }
    },
  };
}

export async function updatePerson({ persons, now }: Store, transaction: Kysely<Tables>, person: string, fields: PersonFields): Promise<void> {
  const sealed = await persons.seal(transaction, person, fields, PLACE);
  await transaction.updateTable('held_person').set({ sealed, changed_at: now().toISOString() }).where('person', '=', person).execute();
}

/** As `updatePerson`, also for somebody of whom nothing but facts rests here. */
export async function keepPerson({ persons, now }: Store, transaction: Kysely<Tables>, person: string, fields: PersonFields): Promise<void> {
  const row = { sealed: await persons.seal(transaction, person, fields, PLACE), changed_at: now().toISOString() };
  await transaction
    .insertInto('held_person')
    .values({ person, ...row })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(row))
    .execute();
}

/** Writes a list and exactly these people on it. */
export async function writeList(transaction: Kysely<Tables>, { row, entries }: RosterList): Promise<void> {
  await transaction
    .insertInto('held_list')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await transaction.deleteFrom('held_list_entry').where('list', '=', row.id).execute();
  const rows = [...entries].map(([person, { codes, rooms }]) => ({ list: row.id, person, code: together(codes), rooms: together(rooms) }));
  for (const piece of inPieces(rows, AT_ONCE)) await transaction.insertInto('held_list_entry').values(piece).execute();
}

export async function deleteList(transaction: Kysely<Tables>, { id }: ListRow): Promise<void> {
  await transaction.deleteFrom('held_list_entry').where('list', '=', id).execute();
  await transaction.deleteFrom('held_list').where('id', '=', id).execute();
}

/** What keeps a person here who is on no list. */
const KEPT_FOR = ['held_list_entry', 'attendance_fact', 'card_binding', 'authority_notice', 'settlement_row', 'credit_record'] as const;

/**
 * Destroys those for whom nothing keeps them here any more: their key, and what was sealed under it. The log beside the database is to be purged
 * once this is committed.
 * @returns who was destroyed
 */
export async function letGo({ persons }: Store, transaction: Kysely<Tables>, candidates: Iterable<string>): Promise<readonly string[]> {
  const wanted = new Set(candidates);
  if (wanted.size === 0) return [];
  const conditions = KEPT_FOR.map((table) => sql`person NOT IN (SELECT person FROM ${sql.table(table)} WHERE person IS NOT NULL)`);
  const { rows } = await sql<{ person: string }>`SELECT person FROM held_person WHERE ${sql.join(conditions, sql` AND `)}`.execute(transaction);
  const gone = rows.map(({ person }) => person).filter((person) => wanted.has(person));
  for (const piece of inPieces(gone, AT_ONCE)) await transaction.deleteFrom('held_person').where('person', 'in', piece).execute();
  for (const person of gone) await persons.destroy(transaction, person);
  return gone;
}
