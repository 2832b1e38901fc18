import { AppError } from '../../errors.ts';
import { type Decision, decide as decided, type ProcedureState } from '../../membership/procedures/decide.ts';
import type { Actor } from '../store/actor.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { asHub } from './as-hub.ts';
import { type MembershipParts, nameOf, requireScope } from './parts.ts';
import { lockPerson, type Procedure, type ProcedureRecord, readProcedure, readSteps } from './procedure-rows.ts';
import { takeEffect } from './take-effect.ts';

/** An association's answer to a procedure. */
export interface DecideOrder {
  readonly procedure: string;
  /** Whose answer it is; without, that of the actor's own association. */
  readonly association?: string;
  readonly decision: Decision;
  /** Why, for the others. */
  readonly note?: string;
  /** How often it had been corrected when it was looked at. */
  readonly corrected?: number;
}

/** An answer is to what was looked at. @throws AppError MEMBERSHIP_CHANGED_SINCE */
export function requireSeen({ corrections }: ProcedureRecord, corrected: number | undefined): void {
  if (corrected !== undefined && corrected !== corrections.length) throw new AppError('MEMBERSHIP_CHANGED_SINCE');
}

/** @throws AppError MEMBERSHIP_PROCEDURE_CLOSED */
export function requirePending({ state }: Procedure): void {
  if (state !== 'pending') throw new AppError('MEMBERSHIP_PROCEDURE_CLOSED');
}

/** Closes a procedure. The transaction is the hub's. */
export async function close(tx: HubTransaction, id: string, state: Exclude<ProcedureState, 'pending'>, at: Date): Promise<void> {
  await tx.updateTable('procedure').set({ state, closed_at: at }).where('id', '=', id).execute();
}

/**
 * Writes an answer down; with the last one the procedure takes effect, and what follows by itself is done.
 * @returns how the procedure stands then
 * @throws AppError MEMBERSHIP_NOT_YOURS, MEMBERSHIP_PROCEDURE_UNKNOWN, MEMBERSHIP_PROCEDURE_CLOSED, MEMBERSHIP_DECISION_REFUSED, MEMBERSHIP_CHANGED_SINCE
 */
export async function decide(parts: MembershipParts, actor: Actor, order: DecideOrder): Promise<Exclude<ProcedureState, 'withdrawn'>> {
  const { decision, note = '' } = order;
  const association = order.association ?? actor.association ?? '';
  requireScope(parts, actor, association);
  return parts.store.within(actor, async (tx) => {
    const { registration } = await readProcedure(tx, order.procedure);
    await asHub(tx, actor, () => lockPerson(tx, registration));
    const procedure = await readProcedure(tx, order.procedure);
    requireSeen(procedure.record, order.corrected);
    const before = await readSteps(tx, order.procedure);
    const late = decision === 'acknowledge' && procedure.state === 'effective';
    if (!late) requirePending(procedure);
    const { steps, state } = decided(before, association, decision);
    const now = parts.store.now();
    const own = steps.find((step) => step.association === association)!;
    const written = await tx
      .updateTable('procedure_step')
      .set({ state: own.state, decided_by: nameOf(actor), decided_at: now, note })
      .where('procedure', '=', order.procedure)
      .where('association', '=', association)
      .returning('position')
      .execute();
    if (written.length === 0) throw new AppError('MEMBERSHIP_NOT_YOURS', { association });
    if (late || state === 'pending') return late ? 'effective' : state;
    return asHub(tx, actor, async () => {
      if (state === 'effective') {
        await takeEffect(parts, tx, procedure, before);
        await tx
          .updateTable('procedure_step')
          .set({ state: 'done', decided_at: now })
          .where('procedure', '=', order.procedure)
          .where('part', '=', 'automatic')
          .execute();
      }
      await close(tx, order.procedure, state, now);
      return state;
    });
  });
}
