import { AppError } from '../../errors.ts';
import type { Part } from './approvals.ts';
import type { PlannedStep } from './plan.ts';

/** A step as it stands. */
export interface Step extends PlannedStep {
  readonly state: 'waiting' | 'approved' | 'refused' | 'done';
}

export type ProcedureState = 'pending' | 'effective' | 'refused' | 'withdrawn';
export type Decision = 'approve' | 'refuse' | 'acknowledge';

/** Steps of a procedure that has just been asked for. */
export const waiting = (planned: readonly PlannedStep[]): readonly Step[] => planned.map((step) => ({ ...step, state: 'waiting' }));

/** Which answers a part may give. */
const ANSWERS: Readonly<Record<Part, Partial<Record<Decision, Step['state']>>>> = {
  decides: { approve: 'approved', refuse: 'refused' },
  informed: { acknowledge: 'done' },
  automatic: {},
};

const undecided = ({ part, state }: Step): boolean => part === 'decides' && state === 'waiting';
const refusedAs = (reason: 'not_asked' | 'decided' | 'not_yet'): AppError => new AppError('MEMBERSHIP_DECISION_REFUSED', { reason });

/** Whose decision is next; `null` when all have decided or one has refused. */
export const nextToDecide = (steps: readonly Step[]): Step | null =>
  steps.some(({ state }) => state === 'refused') ? null : (steps.toSorted((a, b) => a.position - b.position).find(undecided) ?? null);

/**
 * One association's answer. Those who decide do so in order; those who are informed may say at any time that they have seen it. With the last approval the
 * procedure is effective and whatever follows by itself is done; one refusal ends it.
 * @throws AppError MEMBERSHIP_DECISION_REFUSED with `not_asked`, `decided` or `not_yet`
 */
export function decide(
  steps: readonly Step[],
  association: string,
  decision: Decision,
): { readonly steps: readonly Step[]; readonly state: Exclude<ProcedureState, 'withdrawn'> } {
  const own = steps.find((step) => step.association === association);
  const answer = own && ANSWERS[own.part][decision];
  if (!answer) throw refusedAs('not_asked');
  if (own.state !== 'waiting') throw refusedAs('decided');
  if (own.part === 'decides' && nextToDecide(steps) !== own) throw refusedAs(nextToDecide(steps) === null ? 'decided' : 'not_yet');
  const answered = steps.map((step): Step => (step === own ? { ...step, state: answer } : step));
  if (answer === 'refused') return { steps: answered, state: 'refused' };
  if (answered.some(undecided)) return { steps: answered, state: 'pending' };
  return { steps: answered.map((step): Step => (step.part === 'automatic' ? { ...step, state: 'done' } : step)), state: 'effective' };
}
