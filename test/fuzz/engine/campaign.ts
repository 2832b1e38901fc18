import { setImmediate as breath } from 'node:timers/promises';
import { anyOf } from '../mutate/mutate.ts';
import type { Coverage } from './coverage.ts';
import { minimise } from './minimise.ts';
import { Random } from './random.ts';
import { demand, MAX_INPUT, type Target, type Trial } from './target.ts';
import { type Fault, faultOf } from './verdict.ts';
import type { Watch } from './watch.ts';

export interface Finding extends Fault {
  readonly target: string;
  readonly seed: number;
  /** Which execution of the run it was. */
  readonly execution: number;
  readonly input: Uint8Array;
}

export interface Bounds {
  readonly seed: number;
  /** Number of executions, or `null` to go by time alone. */
  readonly executions: number | null;
  readonly milliseconds: number;
}

/** How a campaign sees what an input does, and lets others see what it is doing. */
export interface Scope {
  readonly coverage: Pick<Coverage, 'look' | 'accept' | 'reset'>;
  readonly watch: Pick<Watch, 'begin' | 'end'>;
}

export interface Outcome {
  readonly executions: number;
  /** That all of it took. */
  readonly milliseconds: number;
  readonly corpus: number;
}

/** Inputs between two looks at the coverage, which costs as much as a few executions; fewer while there is much to find. */
const [MIN_BATCH, MAX_BATCH] = [8, 64];
/** Growth of the process from one long execution to the next that is too much, in bytes; it takes as long, in milliseconds. */
const MAX_MEMORY = 1 << 29;
const LONG = 20;
/** How much longer than twice the longest seed inputs may become, in bytes. */
const ROOM = 8192;
const MAX_CORPUS = 4096;
const MAX_FINDINGS = 20;

/** Fuzzes one target: inputs that reach new code join the corpus from which further ones are made. */
export class Campaign {
  readonly #target: Target;
  readonly #trial: Trial;
  readonly #coverage: Scope['coverage'];
  readonly #watch: Scope['watch'];
  readonly #random: Random;
  readonly #bounds: Bounds;
  readonly #corpus: Buffer[] = [];
  readonly #found = new Set<string>();
  readonly #longest: number;
  #executions = 0;
  #memory = process.memoryUsage.rss();

  constructor(target: Target, trial: Trial, { coverage, watch }: Scope, bounds: Bounds) {
    this.#target = target;
    this.#trial = trial;
    this.#coverage = coverage;
    this.#watch = watch;
    this.#bounds = bounds;
    this.#random = new Random(bounds.seed, target.name);
    this.#longest = Math.min(MAX_INPUT, ROOM + 2 * Math.max(...trial.seeds.map(({ length }) => length)));
  }

  async run(report: (finding: Finding) => Promise<void>): Promise<Outcome> {
    const { executions, milliseconds } = this.#bounds;
    const begin = performance.now();
    const end = begin + milliseconds;
    this.#coverage.reset();
    for (const seed of this.#trial.seeds) {
      this.#corpus.push(Buffer.from(seed));
      await this.#try(Buffer.from(seed), report);
    }
    this.#coverage.look();
    this.#coverage.accept();
    let size = MIN_BATCH;
    while ((executions === null || this.#executions < executions) && performance.now() < end && this.#found.size < MAX_FINDINGS) {
      const batch = Array.from({ length: Math.min(size, (executions ?? Infinity) - this.#executions) }, () => this.#make());
      for (const input of batch) await this.#try(input, report);
      const advances = this.#coverage.look();
      if (advances) await this.#keep(batch);
      await breath();
      size = advances ? Math.max(MIN_BATCH, size >> 1) : Math.min(MAX_BATCH, size * 2);
    }
    return { executions: this.#executions, milliseconds: performance.now() - begin, corpus: this.#corpus.length };
  }

  #make(): Buffer {
    const random = this.#random;
    const mutate = anyOf(this.#target.mutations);
    let input = this.#choose();
    for (let change = random.pick([1, 1, 1, 2, 2, 3, 5]); change > 0; change--) {
      const changed = mutate(input, random, this.#choose());
      if (changed && changed.length <= this.#longest) input = changed;
    }
    return input;
  }

  /** Of two by lot the shorter. */
  #choose(): Buffer {
    const [one, another] = [this.#draw(), this.#draw()];
    return one.length < another.length ? one : another;
  }

  /** What came last is what the least is known about. */
  #draw(): Buffer {
    const { length } = this.#corpus;
    const recent = Math.min(length, 16);
    return this.#corpus[this.#random.once(2) ? length - 1 - this.#random.below(recent) : this.#random.below(length)]!;
  }

  async #try(input: Buffer, report: (finding: Finding) => Promise<void>): Promise<void> {
    const fault = await this.#execute(input);
    this.#executions += 1;
    if (!fault || this.#found.has(fault.key)) return;
    this.#found.add(fault.key);
    const smallest = await minimise(input, async (smaller) => (await this.#execute(smaller))?.key === fault.key);
    await report({ ...fault, target: this.#target.name, seed: this.#bounds.seed, execution: this.#executions, input: smallest });
  }

  async #execute(input: Buffer): Promise<Fault | null> {
    this.#watch.begin(input);
    try {
      // A copy of its own: nothing that the target keeps or wipes reaches the corpus.
      const begin = performance.now();
      await this.#trial.run(Uint8Array.from(input));
      if (performance.now() - begin > LONG) this.#checkMemory();
      return null;
    } catch (error) {
      return faultOf(error, this.#target.throws ?? []);
    } finally {
      this.#watch.end();
    }
  }

  #checkMemory(): void {
    const before = this.#memory;
    this.#memory = process.memoryUsage.rss();
    demand(this.#memory - before < MAX_MEMORY, 'an execution takes too much memory');
  }

  /** Finds by halves which of the inputs, seen to reach something new together, did. */
  async #keep(inputs: readonly Buffer[]): Promise<void> {
    if (inputs.length === 1) {
      this.#coverage.accept();
      if (this.#corpus.length < MAX_CORPUS) this.#corpus.push(inputs[0]!);
      return;
    }
    const middle = (inputs.length + 1) >> 1;
    for (const half of [inputs.slice(0, middle), inputs.slice(middle)]) {
      for (const input of half) await this.#execute(input);
      if (this.#coverage.look()) await this.#keep(half);
    }
  }
}
