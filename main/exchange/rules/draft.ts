import type { Kysely } from 'kysely';
import { today } from '../../credentials/parts.ts';
import type { AuthorityParts } from '../../credentials/parts.ts';
import { MACHINES } from '../../credentials/machines/table.ts';
import { closedBecause, closedByReason, LIVE } from '../../credentials/procedures/openings.ts';
import { procedureOf } from '../../credentials/procedures/table.ts';
import { openCase } from '../../credentials/registry/case-file.ts';
import type { Holder } from '../../credentials/registry/holders.ts';
import { PROGRAM } from '../../credentials/registry/program.ts';
import { type CredentialRecord, isOpen, recordOf } from '../../credentials/registry/record.ts';
import type { Tables } from '../../store/schema.ts';
import { queueFacts } from '../outbox/queue.ts';
import type { IncomingEvent } from '../inbox/incoming-event.ts';

/** What is opened for somebody because others told something. */
export interface DraftOrder {
  readonly procedure: string;
  readonly reason: string | null;
}

/**
 * What became of an order: a draft is open; what was opened for the opposite had not been begun and is dropped, so that the card at hand is right as it is;
 * another card is being made; or there is nothing to do, as for whom has no card.
 */
export type Drafted = 'opened' | 'dropped' | 'under-way' | 'nothing';

/** A reason for a card, and the one that undoes it. */
const OPPOSITE: Readonly<Record<string, string>> = { 'became-member': 'left-membership', 'left-membership': 'became-member' };

/** The application that is open for a reason. */
const openFor = (records: readonly CredentialRecord[], reason: string | null | undefined): CredentialRecord | undefined =>
  reason ? records.find((record) => record.kind === 'application' && isOpen(record) && record.facts['reason'] === reason) : undefined;
const opposing = (records: readonly CredentialRecord[], reason: string | null) => openFor(records, OPPOSITE[reason ?? '']);

/** Whether anybody did anything about an application beyond what the program did. */
async function isBegun(tx: Kysely<Tables>, { id, state }: Pick<CredentialRecord, 'id' | 'state'>): Promise<boolean> {
  if (state !== MACHINES.application.initial) return true;
  const step = await tx
    .selectFrom('credential_event')
    .select('sequence')
    .where('object', '=', id)
    .where('by', '!=', PROGRAM.name)
    .limit(1)
    .executeTakeFirst();
  const paper = await tx
    .selectFrom('credential_evidence')
    .select('id')
    .where('object', '=', id)
    .where('withdrawn_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return step !== undefined || paper !== undefined;
}

/** Whether somebody has begun with a card for the opposite of a reason: then people decide what becomes of it. */
export async function begunAgainst(tx: Kysely<Tables>, { holder }: Pick<Holder, 'holder'>, reason: string): Promise<boolean> {
  const rows = await tx.selectFrom('credential_object').selectAll().where('holder', '=', holder).where('kind', '=', 'application').execute();
  const against = opposing(rows.map(recordOf), reason);
  return against !== undefined && (await isBegun(tx, against));
}

/**
 * Opens a procedure as a draft, in the program's name: staff see that it waits, and it goes on once its papers are there. Nothing is opened for whom it is
 * not open, as when somebody has no card or it is under way.
 */
export async function openDraft(
  parts: AuthorityParts,
  tx: Kysely<Tables>,
  holder: Holder,
  { procedure: id, reason }: DraftOrder,
  { issuer, jti }: Pick<IncomingEvent, 'issuer' | 'jti'>,
): Promise<Drafted> {
  const procedure = procedureOf(id);
  const file = await openCase(parts, tx, { holder, by: PROGRAM, second: null, nonce: `${jti} ${issuer}` });
  const against = opposing(file.records, reason);
  if (against && !(await isBegun(tx, against))) {
    file.move({ object: against.id, transition: 'fall-away' });
    await file.close();
    return 'dropped';
  }
  // Several associations tell of one change.
  if (openFor(file.records, reason)) return 'nothing';
  const closed = closedBecause(procedure, file.records) ?? closedByReason(reason, holder.member);
  if (closed !== null) return closed === 'under-way' ? closed : 'nothing';
  const live = file.records.find(({ kind, state }) => kind === 'card' && LIVE.some((each) => each === state));
  // Whose card has ended has nothing that a change of membership or name could concern.
  if (!live && !procedure.every) return 'nothing';
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
  return 'opened';
}
