import type { TargetName } from '../targets/names.ts';
import { type Bounds, Campaign, type Finding, type Outcome } from './campaign.ts';
import { Coverage, type Reach } from './coverage.ts';
import { seedCrypto } from './seeded-crypto.ts';
import { Watch } from './watch.ts';

/** What a process is to do; it is its first message. */
export interface Order {
  readonly targets: readonly TargetName[];
  readonly seed: number;
  /** Milliseconds for each target, `null` for the executions of the bounded run. */
  readonly milliseconds: number | null;
  /** One input to run instead of made ones. */
  readonly input: Uint8Array | null;
  /** Path of the file that tells what is being worked on. */
  readonly watch: string;
}

export type Message =
  | { readonly kind: 'start'; readonly target: TargetName }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'done'; readonly target: TargetName; readonly outcome: Outcome; readonly reach: Reach };

const tell = (message: Message): Promise<void> =>
  new Promise((resolve, reject) => process.send!(message, undefined, {}, (error) => (error ? reject(error) : resolve())));

/** What errors tell of where they come from; they are many, and the innermost frames are enough. */
Error.stackTraceLimit = 6;

async function work({ targets, seed, milliseconds, input, watch }: Order): Promise<void> {
  seedCrypto(seed);
  const coverage = new Coverage();
  const watching = new Watch(watch);
  const { TARGETS } = await import('../targets/index.ts');
  for (const target of targets.map((name) => TARGETS[name])) {
    await tell({ kind: 'start', target: target.name });
    const trial = await target.prepare();
    const executions = input ? 0 : milliseconds === null ? target.executions : null;
    const bounds: Bounds = { seed, executions, milliseconds: milliseconds ?? Number.POSITIVE_INFINITY };
    const campaign = new Campaign(target, input ? { ...trial, seeds: [input] } : trial, { coverage, watch: watching }, bounds);
    const outcome = await campaign.run((finding) => tell({ kind: 'finding', finding }));
    await tell({ kind: 'done', target: target.name, outcome, reach: coverage.reach });
  }
  coverage.stop();
}

// Whoever started it is gone, or has heard all.
process.once('disconnect', () => process.exit());
process.once('message', (order: Order) => void work(order).then(() => process.disconnect()));
