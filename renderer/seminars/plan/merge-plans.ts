import type { PlanDraft, SessionDraft } from './plan-draft.ts';

/** A part of a plan that one person changes as a whole: a field, or one session. Words of a field: `training.plan.<field>`. */
export type PlanPart = { readonly kind: 'field'; readonly field: Field } | { readonly kind: 'session'; readonly id: string; readonly title: string };

const FIELDS = ['title', 'organiser', 'venue', 'practice', 'numbers', 'rooms', 'policy'] as const satisfies readonly (keyof PlanDraft)[];
type Field = (typeof FIELDS)[number];

/** Two people's changes to one plan, joined. */
export interface MergedPlans {
  readonly draft: PlanDraft;
  /** What the other one changed. */
  readonly theirs: readonly PlanPart[];
  /** What both changed, each in another way; the draft holds ours. */
  readonly both: readonly PlanPart[];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

interface Three<T> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

/** Ours where we changed something, else theirs. */
const chosen = <T>({ base, mine, theirs }: Three<T>): T => (same(base, mine) ? theirs : mine);
const changedByThem = ({ base, theirs }: Three<unknown>) => !same(base, theirs);
const changedByBoth = ({ base, mine, theirs }: Three<unknown>) => !same(base, theirs) && !same(base, mine) && !same(mine, theirs);

function sessionsOf({ base, mine, theirs }: Three<PlanDraft>): Three<SessionDraft | undefined>[] {
  const find = (plan: PlanDraft, id: string) => plan.sessions.find((session) => session.id === id);
  const ids = new Set([mine, theirs].flatMap(({ sessions }) => sessions.map(({ id }) => id)));
  return [...ids].map((id) => ({ base: find(base, id), mine: find(mine, id), theirs: find(theirs, id) }));
}

/**
 * Joins what we changed since `base` with what somebody else saved meanwhile. A session that one side deleted stays if the other side changed it.
 * @param base the plan from which both began
 */
export function mergePlans(base: PlanDraft, mine: PlanDraft, theirs: PlanDraft): MergedPlans {
  const plans = { base, mine, theirs };
  const fields = FIELDS.map((field) => ({
    part: { kind: 'field', field } as const,
    three: { base: base[field], mine: mine[field], theirs: theirs[field] },
  }));
  const sessions = sessionsOf(plans).map((three) => {
    const { id, title } = (three.mine ?? three.theirs) as SessionDraft;
    return { part: { kind: 'session', id, title } as const, three };
  });
  const parts = [...fields, ...sessions];
  const kept = sessions.flatMap(({ three }) => {
    const session = chosen(three);
    return session ?? (changedByBoth(three) ? three.theirs : undefined) ?? [];
  });
  return {
    draft: { ...mine, ...Object.fromEntries(fields.map(({ part, three }) => [part.field, chosen<unknown>(three)])), sessions: kept },
    theirs: parts.filter(({ three }) => changedByThem(three)).map(({ part }) => part),
    both: parts.filter(({ three }) => changedByBoth(three)).map(({ part }) => part),
  };
}
