import { type Machine, ORIGIN, type Transition } from './table.ts';

/** One arrow of a diagram: a transition with all states it starts from and one it leads to. */
export interface Arrow {
  readonly transition: Transition;
  readonly from: readonly string[];
  readonly to: string;
  /** Back to where it was held. */
  readonly returns: boolean;
}

/** A resumed object can return to each state that it can be held in: one arrow for each. */
export function arrowsOf({ transitions }: Machine): readonly Arrow[] {
  return transitions.flatMap((transition): Arrow[] => {
    const { from, to } = transition;
    if (to !== ORIGIN) return [{ transition, from, to, returns: false }];
    const origins = new Set(transitions.filter((other) => from.includes(other.to)).flatMap((other) => other.from));
    return [...origins].map((origin) => ({ transition, from, to: origin, returns: true }));
  });
}

/** States in layers from the first downwards: those that lead to each other share one, and no arrow leads up. Within a layer they keep the order of the table. */
export function layersOf(machine: Machine): readonly (readonly string[])[] {
  const { states } = machine;
  const next = new Map(states.map((state) => [state, new Set<string>()]));
  for (const { from, to } of arrowsOf(machine)) for (const state of from) next.get(state)!.add(to);
  const reach = new Map(states.map((state) => [state, reachable(state, next)]));
  const circle = (a: string, b: string) => a === b || (reach.get(a)!.has(b) && reach.get(b)!.has(a));
  const ranks = new Map<string, number>();
  const rankOf = (state: string): number => {
    const known = ranks.get(state);
    if (known !== undefined) return known;
    const members = states.filter((other) => circle(state, other));
    const before = states.filter((other) => !members.includes(other) && members.some((member) => next.get(other)!.has(member)));
    const rank = Math.max(-1, ...before.map(rankOf)) + 1;
    for (const member of members) ranks.set(member, rank);
    return rank;
  };
  for (const state of states) rankOf(state);
  return Array.from({ length: Math.max(...ranks.values()) + 1 }, (_, rank) => states.filter((state) => ranks.get(state) === rank));
}

function reachable(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop())
    for (const further of next.get(state)!) {
      if (found.has(further)) continue;
      found.add(further);
      waiting.push(further);
    }
  return found;
}
