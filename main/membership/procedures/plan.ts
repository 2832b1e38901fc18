import { AppError } from '../../errors.ts';
import type { AssociationTree } from '../tiers/association.ts';
import type { MembershipRow } from '../tiers/membership-row.ts';
import type { ProcedureKind } from '../tiers/procedure-kinds.ts';
import type { Part } from './approvals.ts';
import { PLANS } from './plans.ts';
import { affiliationsOf, type ProcedureRequest } from './request.ts';
import { refused } from './refused.ts';
import { requireSound } from './sound.ts';

/** What a procedure does to a row once it takes effect. */
export type RowIntent =
  | { readonly intent: 'join'; readonly association: string; readonly affiliation: string; readonly class: string; readonly nationalClass: string }
  | {
      readonly intent: 'change';
      readonly id: string;
      readonly association: string;
      readonly affiliation: string;
      readonly class: string;
      readonly nationalClass: string;
    }
  /** `on`: the wished ISO day; `null`: the day of the last decision. */
  | { readonly intent: 'end'; readonly id: string; readonly association: string; readonly on: string | null; readonly cause: string };

/** An association that is asked or told. */
export interface PlannedStep {
  readonly association: string;
  /** From 1, in the order in which associations are asked. */
  readonly position: number;
  readonly part: Part;
}

/** Who is asked, and what happens once all have agreed. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  readonly intents: readonly RowIntent[];
  /** One of the six patterns of 退会; of other procedures `null`. */
  readonly pattern: string | null;
}

/** What is known when a procedure is asked for. */
export interface PlanContext {
  readonly tree: AssociationTree;
  readonly registration: string;
  /** Rows of this person, ended ones too. */
  readonly rows: readonly MembershipRow[];
}

/** A procedure that waits for decisions. */
export interface PendingProcedure {
  readonly kind: ProcedureKind;
  readonly request: ProcedureRequest;
}

/**
 * What a request leads to.
 * @throws AppError MEMBERSHIP_REQUEST_WRONG with the id of a reason, MEMBERSHIP_READ_ONLY, ASSOCIATION_UNKNOWN
 */
export function plan(request: ProcedureRequest, context: PlanContext): Plan {
  const made = (PLANS[request.kind] as (request: ProcedureRequest, context: PlanContext) => Plan)(request, context);
  for (const { association } of request.kind === 'certificate' ? [] : made.intents) {
    if (context.tree.get(association).masteredBy === 'national') throw new AppError('MEMBERSHIP_READ_ONLY', { association });
  }
  if (!made.steps.some(({ part }) => part === 'decides')) throw refused('nobody_decides');
  requireSound(request, made, context);
  return made;
}

const codesOf = (request: ProcedureRequest): readonly string[] => ('classes' in request ? request.classes.map(({ association }) => association) : []);

/**
 * @throws AppError MEMBERSHIP_PENDING where another procedure of this person waits in one of the groups. Of two who would join by the same name of a place
 * neither keeps the other from asking, unless the same association is meant.
 */
export function requireNonePending(request: ProcedureRequest, pending: readonly PendingProcedure[]): void {
  const groups = new Set(affiliationsOf(request));
  const codes = new Set(codesOf(request));
  const meets = (other: ProcedureRequest): boolean =>
    affiliationsOf(other).some((group) => groups.has(group)) &&
    (request.kind !== 'join' || other.kind !== 'join' || codesOf(other).some((code) => codes.has(code)));
  if (pending.some(({ request: other }) => meets(other))) throw new AppError('MEMBERSHIP_PENDING');
}
