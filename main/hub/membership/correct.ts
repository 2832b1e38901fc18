import { AppError } from '../../errors.ts';
import { plan, requireNonePending } from '../../membership/procedures/plan.ts';
import { refused } from '../../membership/procedures/refused.ts';
import type { Actor } from '../store/actor.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { readRequest, requireConsents, requireOwn, requireWarned } from './ask.ts';
import { asHub } from './as-hub.ts';
import { type ConsentOrder, documentsOf, writeConsents } from './consents.ts';
import { close, requirePending, requireSeen } from './decide.ts';
import { type MembershipParts, nameOf, PERSON } from './parts.ts';
import { lockPerson, pendingOf, type Procedure, type ProcedureRecord, readProcedure, readSteps, writeSteps } from './procedure-rows.ts';
import { readTree, rowsOfPerson } from './rows.ts';
import { isSelf } from './scope.ts';

/** Whoever asked, and the hub itself, while it waits. The transaction is the actor's and holds the person from then on. */
async function ownPending(tx: HubTransaction, actor: Actor, id: string): Promise<Procedure> {
  const { registration } = await readProcedure(tx, id);
  await asHub(tx, actor, () => lockPerson(tx, registration));
  const procedure = await readProcedure(tx, id);
  const asked = procedure.askedBy === nameOf(actor) && (actor.kind !== 'person' || isSelf(actor, registration));
  if (actor.kind !== 'hub' && !asked) throw new AppError('MEMBERSHIP_NOT_YOURS', { association: actor.association ?? '' });
  requirePending(procedure);
  return procedure;
}

/**
 * 修正: what is asked for becomes something else of the same kind. Answers given so far were to something else and fall away; they are kept beside it.
 * @throws AppError MEMBERSHIP_PROCEDURE_UNKNOWN, MEMBERSHIP_PROCEDURE_CLOSED, MEMBERSHIP_NOT_YOURS, MEMBERSHIP_REQUEST_WRONG, MEMBERSHIP_PENDING
 */
export async function correct(
  parts: MembershipParts,
  actor: Actor,
  order: {
    readonly procedure: string;
    readonly request: unknown;
    /** Consents to each document, anew. */
    readonly consents?: readonly ConsentOrder[];
    /** How often it had been corrected when it was looked at. */
    readonly corrected?: number;
  },
): Promise<void> {
  const { store } = parts;
  const request = readRequest(order.request);
  const { procedure: id, consents = [] } = order;
  await store.within(actor, async (tx) => {
    const { registration, kind, record, askedBy } = await ownPending(tx, actor, id);
    // What a person asked for is theirs alone; the hub may take it back.
    if (askedBy === PERSON && actor.kind !== 'person') throw new AppError('MEMBERSHIP_NOT_YOURS', { association: '' });
    requireSeen(record, order.corrected);
    if (request.kind !== kind) throw refused('form');
    if (request.affiliation !== record.request.affiliation) throw refused('group_fixed');
    await requireOwn(parts, actor, tx, registration, request);
    await asHub(tx, actor, async () => {
      const tree = await readTree(tx);
      const made = plan(request, { tree, registration, rows: await rowsOfPerson(tx, registration) });
      requireNonePending(request, await pendingOf(tx, registration, id));
      if (actor.kind === 'person') requireWarned(request, made, tree);
      await requireConsents(tx, registration, request, consents, actor.kind === 'person');
      const documents = consents.filter(({ document }) => documentsOf(request).includes(document));
      await writeConsents(tx, documents, { registration, procedure: id, by: nameOf(actor), at: store.now() });
      const correction = { at: store.now().toISOString(), by: nameOf(actor), request: record.request, answers: await readSteps(tx, id) };
      const next: ProcedureRecord = { ...record, request, pattern: made.pattern, corrections: [...record.corrections, correction] };
      await tx
        .updateTable('procedure')
        .set({ body: JSON.stringify(next) })
        .where('id', '=', id)
        .execute();
      await tx.deleteFrom('procedure_step').where('procedure', '=', id).execute();
      await writeSteps(tx, id, made.steps);
    });
  });
}

/** 削除 while it waits. @throws AppError MEMBERSHIP_PROCEDURE_UNKNOWN, MEMBERSHIP_PROCEDURE_CLOSED, MEMBERSHIP_NOT_YOURS */
export async function takeBack({ store }: MembershipParts, actor: Actor, procedure: string): Promise<void> {
  await store.within(actor, async (tx) => {
    await ownPending(tx, actor, procedure);
    await asHub(tx, actor, () => close(tx, procedure, 'withdrawn', store.now()));
  });
}
