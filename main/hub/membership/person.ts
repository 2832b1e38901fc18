import { AppError } from '../../errors.ts';
import { reliefsOf } from '../../membership/tiers/reliefs.ts';
import { type MemberFields, namesAlone } from '../../membership/tiers/member-fields.ts';
import { isActive, type MembershipRow } from '../../membership/tiers/membership-row.ts';
import type { Actor } from '../store/actor.ts';
import { consents, TERMS } from './consents.ts';
import { type MembershipParts, today } from './parts.ts';
import { personsOf, readTree, rowsOfPerson } from './rows.ts';
import { isSelf } from './scope.ts';

/** A membership with the reliefs of its fee that the rules of its association give on this day (会費減免). */
export interface PersonRow extends MembershipRow {
  readonly reliefs: readonly { readonly id: string; readonly label: string }[];
}

export interface PersonView {
  readonly registration: string;
  readonly fields: MemberFields;
  readonly rows: readonly PersonRow[];
  /** The consent at the first login stands. */
  readonly consented: boolean;
}

/**
 * Somebody as far as the actor sees them.
 * @param claims grounds that the member claims (illness, childbirth), by the ids of the rules
 * @throws AppError PERSON_UNKNOWN, also for one who is not seen
 */
export async function personView(
  parts: MembershipParts,
  actor: Actor,
  { registration, claims }: { readonly registration: string; readonly claims: readonly string[] },
): Promise<PersonView> {
  return parts.store.within(actor, async (tx) => {
    const fields = (await personsOf(tx, [registration])).get(registration);
    const rows = fields ? await rowsOfPerson(tx, registration) : [];
    const seenAtAll = actor.kind === 'hub' || isSelf(actor, registration) || rows.length > 0;
    if (!fields || !seenAtAll) throw new AppError('PERSON_UNKNOWN');
    const tree = await readTree(tx);
    const day = today(parts);
    const reliefs = (row: MembershipRow) =>
      isActive(row) ? reliefsOf(tree.get(row.association), row, fields, day, claims).map(({ id, label }) => ({ id, label })) : [];
    const seen = actor.kind === 'authority' ? namesAlone(fields) : fields;
    return {
      registration,
      fields: seen,
      rows: rows.map((row) => ({ ...row, reliefs: reliefs(row) })),
      consented: await consents(tx, registration, TERMS),
    };
  });
}
