import { sql } from 'kysely';
import { AppError } from '../../errors.ts';
import { nextToDecide, type ProcedureState, type Step } from '../../membership/procedures/decide.ts';
import { membershipCertificate } from '../../membership/report/certificate.ts';
import { isActive } from '../../membership/tiers/membership-row.ts';
import type { Actor } from '../store/actor.ts';
import { type MembershipParts, nameOf, PERSON, requireScope, today } from './parts.ts';
import { type Procedure, type ProcedureRecord, readProcedure, readProcedures } from './procedure-rows.ts';
import { readTree, rowsOfPerson } from './rows.ts';
import { isSelf, ownAffairs } from './scope.ts';

/** A step with what was said at it. */
export interface AnsweredStep extends Step {
  readonly decidedAt: string | null;
  readonly note: string;
}

/** A procedure as whoever has a part in it reads it. Times are ISO 8601. */
export interface ProcedureView extends Pick<Procedure, 'id' | 'registration' | 'kind' | 'state'>, Omit<ProcedureRecord, 'corrections'> {
  readonly askedAt: string;
  readonly closedAt: string | null;
  /** Whoever reads may correct it and take it back. */
  readonly own: boolean;
  /** Asked for by an association, not by the person (代理申請). */
  readonly byProxy: boolean;
  /** How often it was corrected. */
  readonly corrected: number;
  readonly steps: readonly AnsweredStep[];
  /** Code of the association whose decision is next. */
  readonly turn: string | null;
}

/** Which procedures are asked for; `open`: those that somebody still has to answer. */
export interface ProcedureQuery {
  readonly state: ProcedureState | 'open' | 'all';
  readonly association?: string | undefined;
  readonly registration?: string | undefined;
  /** Only those asked for before this one: its id. */
  readonly before?: string | undefined;
}

const AT_ONCE = 100;

/** Procedures that the actor has a part in, the newest first. @returns `more`: whether older ones were left off */
export async function listProcedures(
  { store, scope = ownAffairs }: MembershipParts,
  actor: Actor,
  { state, association, registration, before }: ProcedureQuery,
): Promise<{ readonly procedures: readonly ProcedureView[]; readonly more: boolean }> {
  return store.within(actor, async (tx) => {
    const found = await readProcedures(tx, (query) => {
      let asked = query;
      if (state !== 'all' && state !== 'open') asked = asked.where('procedure.state', '=', state);
      if (state === 'open')
        asked = asked.where(
          sql<boolean>`(procedure.state = 'pending' OR procedure.state = 'effective' AND EXISTS (SELECT 1 FROM procedure_step
            WHERE procedure_step.procedure = procedure.id AND part = 'informed' AND procedure_step.state = 'waiting'
            ${actor.kind === 'association' ? sql`AND association = ${actor.association}` : sql``}))`,
        );
      if (registration !== undefined) asked = asked.where('registration', '=', registration);
      if (association !== undefined)
        asked = asked.where((where) =>
          where.exists(
            where
              .selectFrom('procedure_step')
              .select('position')
              .whereRef('procedure_step.procedure', '=', 'procedure.id')
              .where('association', '=', association),
          ),
        );
      if (before !== undefined)
        asked = asked.where(sql<boolean>`(procedure.asked_at, procedure.id) < (SELECT p.asked_at, p.id FROM procedure p WHERE p.id = ${before})`);
      return asked.limit(AT_ONCE + 1);
    });
    const procedures = found.slice(0, AT_ONCE);
    const steps =
      procedures.length === 0
        ? []
        : await tx
            .selectFrom('procedure_step')
            .select(['procedure', 'association', 'position', 'part', 'state', 'decided_at', 'note'])
            .where(
              'procedure',
              'in',
              procedures.map(({ id }) => id),
            )
            .orderBy('position')
            .execute();
    const ofEach = Map.groupBy(steps, ({ procedure }) => procedure);
    const views = procedures.map(({ record: { corrections, ...record }, askedBy, askedAt, closedAt, ...procedure }): ProcedureView => {
      const self = isSelf(actor, procedure.registration);
      const byProxy = askedBy !== PERSON;
      const own = (ofEach.get(procedure.id) ?? []).map(
        ({ procedure: _, decided_at, note, ...step }): AnsweredStep => ({
          ...step,
          // Notes are for the other associations; why they refuse something is for whoever asked.
          note: self && step.state !== 'refused' ? '' : note,
          decidedAt: decided_at?.toISOString() ?? null,
        }),
      );
      return {
        ...procedure,
        ...record,
        // Until it takes effect, an office may have meant somebody else by the number.
        person: self && byProxy && procedure.state !== 'effective' ? {} : record.person,
        askedAt: askedAt.toISOString(),
        closedAt: closedAt?.toISOString() ?? null,
        own: procedure.state === 'pending' && (actor.kind === 'hub' ? byProxy : askedBy === nameOf(actor)),
        byProxy,
        corrected: corrections.length,
        steps: own,
        turn: procedure.state === 'pending' ? (nextToDecide(own)?.association ?? null) : null,
      };
    });
    // What the filter of the code alone holds back; row-level security holds it back too.
    const seen = views.filter((view) => isSelf(actor, view.registration) || view.steps.some(({ association: code }) => scope(actor, code)));
    return { procedures: seen, more: found.length > AT_ONCE };
  });
}

/**
 * 在籍証明書 that an effective procedure asked for, as PDF.
 * @throws AppError MEMBERSHIP_PROCEDURE_UNKNOWN, MEMBERSHIP_PROCEDURE_CLOSED where it is not effective, MEMBERSHIP_NOT_YOURS, MEMBERSHIP_CHANGED_SINCE
 */
export async function certificateOf(parts: MembershipParts, actor: Actor, id: string): Promise<Uint8Array> {
  const facts = await parts.store.within(actor, async (tx) => {
    const { record, registration, state } = await readProcedure(tx, id);
    const { request, person: fields } = record;
    if (request.kind !== 'certificate') throw new AppError('MEMBERSHIP_PROCEDURE_UNKNOWN');
    if (!isSelf(actor, registration)) requireScope(parts, actor, request.association);
    if (state !== 'effective') throw new AppError('MEMBERSHIP_PROCEDURE_CLOSED');
    const row = (await rowsOfPerson(tx, registration)).find(
      (each) => each.association === request.association && each.affiliation === request.affiliation && isActive(each),
    );
    if (!row) throw new AppError('MEMBERSHIP_CHANGED_SINCE');
    return { association: (await readTree(tx)).get(request.association), row, fields, day: today(parts) };
  });
  return membershipCertificate(facts);
}
