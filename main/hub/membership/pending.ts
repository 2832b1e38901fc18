import { nextToDecide, type Step } from '../../membership/procedures/decide.ts';
import type { ProcedureKind } from '../../membership/tiers/procedure-kinds.ts';
import type { Actor } from '../store/actor.ts';
import type { MembershipParts } from './parts.ts';
import { ownAffairs } from './scope.ts';

/** Applications that an association has before it (申請件数), of one kind. */
export interface PendingCount {
  readonly association: string;
  readonly kind: ProcedureKind;
  /** It is this association's turn to decide. */
  readonly decides: number;
  /** It is told of them and has not yet said that it has seen them (確認依頼). */
  readonly informed: number;
}

/** What waits for associations that the actor deals with, by association and kind. */
export async function pendingCounts({ store, scope = ownAffairs }: MembershipParts, actor: Actor): Promise<readonly PendingCount[]> {
  const rows = await store.within(actor, (tx) =>
    tx
      .selectFrom('procedure_step')
      .innerJoin('procedure', 'procedure.id', 'procedure_step.procedure')
      .select(['procedure.id', 'procedure.kind', 'procedure.state as procedureState', 'association', 'position', 'part', 'procedure_step.state'])
      .where((where) =>
        where.or([
          where('procedure.state', '=', 'pending'),
          where.and([where('procedure.state', '=', 'effective'), where('part', '=', 'informed'), where('procedure_step.state', '=', 'waiting')]),
        ]),
      )
      .execute(),
  );
  const counts = new Map<string, PendingCount>();
  const count = (association: string, kind: string, what: 'decides' | 'informed') => {
    if (!scope(actor, association)) return;
    const key = JSON.stringify([association, kind]);
    const known = counts.get(key) ?? { association, kind: kind as ProcedureKind, decides: 0, informed: 0 };
    counts.set(key, { ...known, [what]: known[what] + 1 });
  };
  for (const steps of Map.groupBy(rows, ({ id }) => id).values()) {
    const [{ kind, procedureState }] = steps as [(typeof steps)[number]];
    const next = procedureState === 'pending' ? nextToDecide(steps as readonly Step[]) : null;
    if (next) count(next.association, kind, 'decides');
    for (const { association, part, state } of steps) if (part === 'informed' && state === 'waiting') count(association, kind, 'informed');
  }
  return [...counts.values()].toSorted((a, b) => (a.association < b.association ? -1 : a.association > b.association ? 1 : a.kind < b.kind ? -1 : 1));
}
