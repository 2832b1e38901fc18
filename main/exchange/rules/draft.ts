import type { Kysely } from 'kysely';
import { today } from '../../credentials/parts.ts';
import type { AuthorityParts } from '../../credentials/parts.ts';
import { closedBecause, closedByReason, LIVE } from '../../credentials/procedures/openings.ts';
import { procedureOf } from '../../credentials/procedures/table.ts';
import { openCase } from '../../credentials/registry/case-file.ts';
import type { Holder } from '../../credentials/registry/holders.ts';
import { PROGRAM } from '../../credentials/registry/program.ts';
import type { Tables } from '../../store/schema.ts';
import { queueFacts } from '../outbox/queue.ts';
import type { IncomingEvent } from '../inbox/incoming-event.ts';

/** What is opened for somebody because others told something. */
export interface DraftOrder {
  readonly procedure: string;
  readonly reason: string | null;
}

/**
 * Opens a procedure as a draft, in the program's name: staff see that it waits, and it goes on once its papers are there. Nothing is opened for whom it is
 * not open, as when somebody has no card or it is under way.
 * @returns whether it was opened
 */
export async function openDraft(
  parts: AuthorityParts,
  tx: Kysely<Tables>,
  holder: Holder,
  { procedure: id, reason }: DraftOrder,
  { issuer, jti }: Pick<IncomingEvent, 'issuer' | 'jti'>,
): Promise<boolean> {
  const procedure = procedureOf(id);
  const file = await openCase(parts, tx, { holder, by: PROGRAM, second: null, nonce: `${jti} ${issuer}` });
  if ((closedBecause(procedure, file.records) ?? closedByReason(reason, holder.member)) !== null) return false;
  const live = file.records.find(({ kind, state }) => kind === 'card' && LIVE.some((each) => each === state));
  // Whose card has ended has nothing that a change of membership or name could concern.
  if (!live && !procedure.every) return false;
  const facts = { channel: 'paper', reason, receivedOn: today(parts), member: holder.member, procedure: id, ...(live && { card: live.id }) };
  const application = file.create({ kind: 'application', parent: null, procedure: id, facts });
  await file.close();
  const registration = holder.fields?.registration;
  if (procedure.work === 'order' && holder.wrappedKey && registration)
    await queueFacts(parts.store, tx, { ...holder, wrappedKey: holder.wrappedKey }, [
      {
        event: 'card.reissue_opened',
        happenedAt: parts.store.now().toISOString(),
        subject: { format: 'doctor', registration },
        payload: { object: application.id, kind: 'application', state: application.state, procedure: id, ...(reason && { cause: reason }) },
      },
    ]);
  return true;
}
