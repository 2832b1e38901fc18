import { type Selectable, sql } from 'kysely';
import { inPieces } from '../../in-pieces.ts';
import { type AssociationTree, associationOf, associationTree } from '../../membership/tiers/association.ts';
import type { RowChange } from '../../membership/tiers/change-events.ts';
import type { MemberFields } from '../../membership/tiers/member-fields.ts';
import type { MembershipRow } from '../../membership/tiers/membership-row.ts';
import type { PersonChange } from '../../membership/national/difference.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import type { HubTables } from '../store/schema.ts';

/** Rows of one statement; PostgreSQL takes 65,535 values. */
export const ROWS_AT_ONCE = 1_000;

/** Columns of a row of membership that are a matter of membership. */
export const ROW = ['association', 'id', 'registration', 'affiliation', 'class', 'national_class', 'state', 'joined_on', 'left_on', 'cause'] as const;
type StoredRow = Pick<Selectable<HubTables['membership']>, (typeof ROW)[number]>;

export const rowOf = ({ national_class, joined_on, left_on, ...same }: StoredRow): MembershipRow => ({
  ...same,
  nationalClass: national_class,
  joinedOn: joined_on,
  leftOn: left_on,
});

const storedRow = ({ nationalClass, joinedOn, leftOn, ...same }: MembershipRow) => ({
  ...same,
  national_class: nationalClass,
  joined_on: joinedOn,
  left_on: leftOn,
});

/** @throws AppError ASSOCIATION_RULES_WRONG, ASSOCIATION_TREE_WRONG */
export async function readTree(tx: HubTransaction): Promise<AssociationTree> {
  const rows = await tx.selectFrom('association').select(['code', 'name', 'tier', 'above', 'mastered_by', 'rules']).execute();
  return associationTree(rows.map(associationOf));
}

/** Rows of a person, as far as they are seen. */
export async function rowsOfPerson(tx: HubTransaction, registration: string): Promise<readonly MembershipRow[]> {
  const rows = await tx.selectFrom('membership').select(ROW).where('registration', '=', registration).orderBy('id').execute();
  return rows.map(rowOf);
}

/** Writes rows as they are after a change; one that is no more goes. */
export async function writeRows(tx: HubTransaction, changes: readonly RowChange[], now: Date): Promise<void> {
  for (const rows of inPieces(
    changes.flatMap(({ after }) => after ?? []),
    ROWS_AT_ONCE,
  )) {
    await tx
      .insertInto('membership')
      .values(rows.map((row) => ({ ...storedRow(row), changed_at: now })))
      .onConflict((conflict) =>
        conflict.columns(['association', 'id']).doUpdateSet(({ ref }) => ({
          affiliation: ref('excluded.affiliation'),
          class: ref('excluded.class'),
          national_class: ref('excluded.national_class'),
          state: ref('excluded.state'),
          joined_on: ref('excluded.joined_on'),
          left_on: ref('excluded.left_on'),
          cause: ref('excluded.cause'),
          version: sql`membership.version + 1`,
          changed_at: ref('excluded.changed_at'),
        })),
      )
      .execute();
  }
  for (const { before, after } of changes)
    if (before && !after) await tx.deleteFrom('membership').where('association', '=', before.association).where('id', '=', before.id).execute();
}

/** Writes persons that are new or changed. */
export async function writePersons(tx: HubTransaction, changes: readonly PersonChange[], now: Date): Promise<void> {
  const kept = changes.flatMap(({ registration, after }) => (after ? [{ registration, fields: JSON.stringify(after), changed_at: now }] : []));
  for (const rows of inPieces(kept, ROWS_AT_ONCE)) {
    await tx
      .insertInto('person')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('registration').doUpdateSet(({ ref }) => ({
          fields: ref('excluded.fields'),
          version: sql`person.version + 1`,
          changed_at: ref('excluded.changed_at'),
        })),
      )
      .execute();
  }
}

/** Takes away persons that are no more; whatever names them goes before. */
export async function deletePersons(tx: HubTransaction, changes: readonly PersonChange[]): Promise<void> {
  for (const { registration, after } of changes) if (!after) await tx.deleteFrom('person').where('registration', '=', registration).execute();
}

/** Records of persons by number, as far as they are seen. */
export async function personsOf(tx: HubTransaction, registrations: readonly string[]): Promise<ReadonlyMap<string, MemberFields>> {
  const persons = new Map<string, MemberFields>();
  for (const numbers of inPieces(registrations, ROWS_AT_ONCE)) {
    const rows = await tx.selectFrom('person').select(['registration', 'fields']).where('registration', 'in', numbers).execute();
    for (const { registration, fields } of rows) persons.set(registration, fields as MemberFields);
  }
  return persons;
}
