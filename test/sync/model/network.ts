import type { HubPeer } from '../../../main/exchange/link/hub.ts';

/**
 * What a network does to one call: nothing; lost on the way there; done, and the answer lost; done twice; not done now but later, when nobody waits for it
 * any more; what comes turned round; one event at a time.
 */
export const FAULTS = ['none', 'lost', 'answer-lost', 'twice', 'late', 'turned', 'one'] as const;
export type Fault = (typeof FAULTS)[number];

/** Calls that are still on their way, by whomever. */
export class Late {
  readonly #calls: (() => Promise<unknown>)[] = [];

  add(call: () => Promise<unknown>): void {
    this.#calls.push(call);
  }

  /** One of them arrives. @param which any number */
  async arrive(which: number): Promise<void> {
    if (this.#calls.length > 0) await this.#calls.splice(which % this.#calls.length, 1)[0]!();
  }

  async arriveAll(): Promise<void> {
    while (this.#calls.length > 0) await this.arrive(this.#calls.length - 1);
  }
}

const turned = (sets: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(sets).reverse());

/** A hub behind a network with these faults, one call after the other; then it is whole. */
export function behind(hub: HubPeer, faults: readonly Fault[], late: Late): HubPeer {
  const left = [...faults];
  async function through<T>(fault: Fault, call: () => Promise<T>): Promise<T> {
    if (fault === 'lost') throw new Error('lost');
    if (fault === 'late') {
      late.add(call);
      throw new Error('late');
    }
    const answer = await call();
    if (fault === 'answer-lost') throw new Error('answer lost');
    return fault === 'twice' ? call() : answer;
  }
  const next = (): Fault => left.shift() ?? 'none';
  return {
    ...hub,
    push: (set) => through(next(), () => hub.push(set)),
    keys: (issuer) => through(next(), () => hub.keys(issuer)),
    async poll(order) {
      const fault = next();
      const answer = await through(fault, () => hub.poll(fault === 'one' ? { ...order, most: 1 } : order));
      return fault === 'turned' ? { ...answer, sets: turned(answer.sets) } : answer;
    },
  };
}
