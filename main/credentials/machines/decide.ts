import { MACHINES, type ObjectKind, ORIGIN, type Role, type Transition } from './table.ts';

/** Where an object stands. */
export interface Standing {
  readonly state: string;
  /** Where it was when it was held, or asked to end, the newest last: that is where it returns to, and nowhere else. */
  readonly origins: readonly string[];
}

/** Somebody who acts, and in which roles. */
export interface Actor {
  readonly name: string;
  readonly roles: ReadonlySet<Role>;
}

export interface Attempt {
  readonly transition: string;
  readonly by: Actor;
  readonly second: Actor | null;
  readonly evidence: ReadonlySet<string>;
  readonly reason: string;
  /** What is true of the object now (`when` of the table). */
  readonly facts: ReadonlySet<string>;
}

/** Why a transition is refused, the first that applies. */
export type Refusal =
  | 'transition-unknown'
  | 'state'
  | 'role'
  | 'condition'
  | 'evidence'
  | 'reason'
  | 'second-missing'
  | 'second-same'
  | 'second-role';

export type Decision =
  | { readonly allowed: true; readonly transition: Transition; readonly next: Standing }
  | { readonly allowed: false; readonly because: Refusal; readonly lacking: readonly string[] };

const refused = (because: Refusal, lacking: readonly string[] = []): Decision => ({ allowed: false, because, lacking });
const mayAct = ({ by }: Transition, { roles }: Actor): boolean => by.some((role) => roles.has(role));

/** After the transition: a hold remembers where it came from, and only its end forgets it. */
function after({ to }: Transition, { state, origins }: Standing, kind: ObjectKind): Standing {
  if (to === ORIGIN) return { state: origins.at(-1)!, origins: origins.slice(0, -1) };
  const returns = MACHINES[kind].transitions.some(({ from, to: back }) => back === ORIGIN && from.includes(to));
  return { state: to, origins: returns ? [...origins, state] : [] };
}

/**
 * Whether a transition may be made now, by these people, with this evidence; and where it leads.
 * Roles, evidence, second persons and states are those of the table (`resources/credentials/machines.json`).
 */
export function decide(kind: ObjectKind, standing: Standing, { transition: id, by, second, evidence, reason, facts }: Attempt): Decision {
  const transition = MACHINES[kind].transitions.find((known) => known.id === id);
  if (!transition) return refused('transition-unknown');
  const { from, to, when } = transition;
  if (!from.includes(standing.state) || (to === ORIGIN && standing.origins.length === 0)) return refused('state', from);
  if (!mayAct(transition, by)) return refused('role', transition.by);
  const untrue = when.filter((condition) => !facts.has(condition));
  if (untrue.length > 0) return refused('condition', untrue);
  const missing = transition.evidence.filter((kindOfEvidence) => !evidence.has(kindOfEvidence));
  if (missing.length > 0) return refused('evidence', missing);
  if (transition.reason && reason.trim() === '') return refused('reason');
  if (transition.second) {
    if (!second) return refused('second-missing');
    if (second.name === by.name) return refused('second-same');
    if (!mayAct(transition, second)) return refused('second-role', transition.by);
  }
  return { allowed: true, transition, next: after(transition, standing, kind) };
}
