import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TargetName } from '../targets/names.ts';
import type { Finding } from './campaign.ts';
import { readWatch, type Watched } from './watch.ts';
import type { Message, Order } from './worker.ts';

/** An execution that takes longer is a hang, on however busy a machine. Milliseconds. */
const HANG = 10_000;
const LOOK_EVERY = 200;
/** Bounded memory; optimised and flushed code would lose counts of the coverage, differently in every run. */
const FLAGS = ['--max-old-space-size=768', '--no-opt', '--no-maglev', '--no-flush-bytecode'];

export type Done = Extract<Message, { kind: 'done' }>;

export interface Summary {
  readonly done: readonly Done[];
  readonly executions: number;
  readonly findings: readonly Finding[];
}

interface Listener {
  readonly onDone?: (done: Done) => void;
  readonly onFinding?: (finding: Finding) => void;
}

/** What a process died of, or was ended for. */
interface Fall extends Watched {
  readonly target: TargetName;
  readonly text: string;
}

/**
 * Fuzzes targets one after the other in a process that is replaced when an input hangs it, uses up its memory or crashes it.
 * @throws Error when a target cannot even be prepared
 */
export async function fuzz(order: Omit<Order, 'watch'>, { onDone, onFinding }: Listener = {}): Promise<Summary> {
  const folder = await mkdtemp(join(tmpdir(), 'hpki-desk-fuzz-'));
  const watch = join(folder, 'watch');
  const done: Done[] = [];
  const findings: Finding[] = [];
  const keep = (finding: Finding): void => {
    findings.push(finding);
    onFinding?.(finding);
  };
  const hear = (message: Message): void => {
    if (message.kind === 'finding') keep(message.finding);
    if (message.kind !== 'done') return;
    done.push(message);
    onDone?.(message);
  };
  let executions = 0;
  try {
    for (let open = order.targets; open.length > 0; ) {
      const file = openSync(watch, 'w+');
      const fall = await runProcess({ ...order, targets: open, watch }, file, hear);
      executions += readWatch(file).executions;
      closeSync(file);
      if (!fall) break;
      const { target, text, input, executions: execution } = fall;
      keep({ target, key: text, text, seed: order.seed, execution, input });
      open = open.slice(open.indexOf(target) + 1);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return { done, executions, findings };
}

/** @returns `null` when the process came to its end in good order */
function runProcess(order: Order, file: number, hear: (message: Message) => void): Promise<Fall | null> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./worker.ts', import.meta.url), {
      execArgv: FLAGS,
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    let target: TargetName | null = null;
    let hung = false;
    let told = '';
    const watching = watchOver(file, () => {
      hung = true;
      child.kill('SIGKILL');
    });
    child.stderr?.on('data', (text: Buffer) => {
      told = (told + text.toString()).slice(-4000);
    });
    child.on('message', (message: Message) => {
      if (message.kind === 'start') target = message.target;
      hear(message);
    });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      clearInterval(watching);
      const state = readWatch(file);
      if (status === 0) resolve(null);
      else if (target === null || state.sequence % 2 === 0) reject(new Error(`the process ended with ${status ?? signal}: ${told}`));
      else resolve({ ...state, target, text: hung ? 'no end in ten seconds' : `the process ends with ${status ?? signal}` });
    });
    child.send(order);
  });
}

/** Looks again and again whether the same execution is still going on. */
function watchOver(file: number, end: () => void): NodeJS.Timeout {
  let known = { sequence: 0, since: performance.now() };
  return setInterval(() => {
    const { sequence } = readWatch(file);
    if (sequence !== known.sequence) known = { sequence, since: performance.now() };
    else if (sequence % 2 === 1 && performance.now() - known.since > HANG) end();
  }, LOOK_EVERY);
}
