import { PROCEDURES } from '../procedures/table.ts';
import type { AuthorityParts } from '../parts.ts';
import type { CredentialRecord } from '../registry/record.ts';

/** Procedures that end everything of a person, and the steps by which they end a card. */
const ENDING = PROCEDURES.filter(({ every }) => every);
const PROCEDURE_IDS = ENDING.map(({ id }) => id);
const STEPS = ENDING.flatMap(({ card }) => card ?? []);

/** Whether the holder of an order died, or lost the licence, since the card was applied for. Who applies anew afterwards was examined anew. */
export async function hasEnded({ store }: AuthorityParts, { holder, parent }: CredentialRecord): Promise<boolean> {
  const applied = store.db
    .selectFrom('credential_event')
    .select(({ fn }) => fn.min('sequence').as('sequence'))
    .where('object', '=', parent ?? '');
  const found = await store.db
    .selectFrom('credential_event as event')
    .innerJoin('credential_object as object', 'object.id', 'event.object')
    .select('event.sequence')
    .where('event.holder', '=', holder)
    .where('event.sequence', '>', applied)
    .where(({ eb, or, and }) =>
      or([eb('event.transition', 'in', STEPS), and([eb('event.transition', '=', 'approve'), eb('object.procedure', 'in', PROCEDURE_IDS)])]),
    )
    .executeTakeFirst();
  return found !== undefined;
}
