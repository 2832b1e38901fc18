import { randomUUID } from 'node:crypto';
import { applied } from '../../membership/procedures/apply.ts';
import { plan } from '../../membership/procedures/plan.ts';
import { changeEvents, type RowChange } from '../../membership/tiers/change-events.ts';
import type { AssociationTree } from '../../membership/tiers/association.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { type MembershipParts, today } from './parts.ts';
import type { Procedure } from './procedure-rows.ts';
import { readTree, rowsOfPerson, writeRows } from './rows.ts';

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

/**
 * What all have agreed to happens, as things stand now. The transaction is the hub's, and holds the person.
 * @throws AppError as `plan` where it is not possible any more
 */
export async function takeEffect(parts: MembershipParts, tx: HubTransaction, { registration, kind, record }: Procedure): Promise<void> {
  const tree = await readTree(tx);
  const rows = await rowsOfPerson(tx, registration);
  const { intents } = plan(record.request, { tree, registration, rows });
  await changeRows(parts, tx, applied(intents, { registration, rows, day: today(parts), newId: randomUUID }), tree, kind);
}
