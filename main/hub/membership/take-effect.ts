import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors.ts';
import { canBeSamePerson } from '../../membership/identity.ts';
import { applied } from '../../membership/procedures/apply.ts';
import { type PlannedStep, plan } from '../../membership/procedures/plan.ts';
import { identityOf } from '../../membership/tiers/member-fields.ts';
import { changeEvents, type RowChange } from '../../membership/tiers/change-events.ts';
import type { AssociationTree } from '../../membership/tiers/association.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { TERMS, writeConsents } from './consents.ts';
import { type MembershipParts, today } from './parts.ts';
import type { Procedure } from './procedure-rows.ts';
import { personsOf, readTree, rowsOfPerson, writePersons, writeRows } from './rows.ts';

/** Writes changed rows and tells of them. The transaction is the hub's. */
export async function changeRows(
  parts: MembershipParts,
  tx: HubTransaction,
  changes: readonly RowChange[],
  tree: AssociationTree,
  cause: string,
): Promise<void> {
  await writeRows(tx, changes, parts.store.now());
  for (const event of changeEvents(changes, tree, today(parts), cause)) await parts.told(tx, event);
}

/** Somebody who is new is written down; one who has become known meanwhile must be the same. @throws AppError MEMBERSHIP_CHANGED_SINCE */
async function keepPerson({ store }: MembershipParts, tx: HubTransaction, { registration, record: { person } }: Procedure): Promise<void> {
  const known = (await personsOf(tx, [registration])).get(registration);
  if (known && !canBeSamePerson(identityOf(known), identityOf(person))) throw new AppError('MEMBERSHIP_CHANGED_SINCE');
  if (!known) await writePersons(tx, [{ registration, before: null, after: person }], store.now());
}

const partOf = ({ association, part }: PlannedStep): string => `${association} ${part}`;

/**
 * What all have agreed to happens, as things stand now. The transaction is the hub's, and holds the person.
 * @param asked steps as they were when it was asked
 * @throws AppError as `plan` where it is not possible any more; MEMBERSHIP_CHANGED_SINCE where others would have to be asked by now
 */
export async function takeEffect(parts: MembershipParts, tx: HubTransaction, procedure: Procedure, asked: readonly PlannedStep[]): Promise<void> {
  const { registration, kind, record, askedBy } = procedure;
  const tree = await readTree(tx);
  const rows = await rowsOfPerson(tx, registration);
  const { intents, steps } = plan(record.request, { tree, registration, rows });
  if (asked.map(partOf).toSorted().join('\n') !== steps.map(partOf).toSorted().join('\n')) throw new AppError('MEMBERSHIP_CHANGED_SINCE');
  await keepPerson(parts, tx, procedure);
  if (record.terms !== undefined)
    await writeConsents(tx, [{ document: TERMS, terms: record.terms }], { registration, procedure: null, by: askedBy, at: parts.store.now() });
  await changeRows(parts, tx, applied(intents, { registration, rows, day: today(parts), newId: randomUUID }), tree, kind);
}
