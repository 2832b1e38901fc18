import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openStoreForReading } from '../../../main/store/store.ts';
import { LOOPBACK_ONLY } from '../../support/loopback-only.ts';

export interface DeskOrder {
  readonly folder: string;
  readonly hub: string;
  readonly code: string;
  readonly mode: 'tell' | 'hear';
}

/** `desk.ts` as a process of its own. */
export interface LinkedDesk {
  /** Numbers of the facts that it said were committed. */
  readonly committed: readonly string[];
  kill(): Promise<void>;
  /** Stops stating facts. */
  quiet(): Promise<void>;
  /** Lets it exchange what is left, and end. @throws Error with what it said when it fails */
  end(): Promise<void>;
}

/** Starts a desk and waits until it is open. */
export async function startDesk({ folder, hub, code, mode }: DeskOrder): Promise<LinkedDesk> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'desk.ts'), folder, hub, code, mode], {
    env: { ...process.env, ...LOOPBACK_ONLY, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit');
  const committed: string[] = [];
  const said: string[] = [];
  const words = { open: Promise.withResolvers<void>(), quiet: Promise.withResolvers<void>() };
  createInterface(child.stderr).on('line', (line) => said.push(line));
  createInterface(child.stdout).on('line', (line) => {
    if (line === 'open' || line === 'quiet') words[line].resolve();
    else committed.push(line);
  });
  const failed = () => new Error(`the desk ended: ${said.join('\n')}`);
  for (const { promise, reject } of Object.values(words)) {
    promise.catch(() => {});
    void exit.then(() => reject(failed()));
  }
  child.stdin.on('error', () => {});
  await words.open.promise;
  return {
    committed,
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
    async quiet() {
      child.stdin.write('\n');
      await words.quiet.promise;
    },
    async end() {
      child.kill('SIGTERM');
      const [status] = await exit;
      if (status !== 0) throw failed();
    },
  };
}

/** What rests at a desk that has ended: events told and not told yet, events that came, and what was done of them, each time. */
export async function restsAt(folder: string) {
  await using store = await openStoreForReading({ folder });
  const { db } = store;
  const outbox = await db.selectFrom('exchange_outbox').select(['jti', 'sent_at', 'refused']).execute();
  const inbox = await db.selectFrom('exchange_inbox').select(['jti', 'feed', 'state']).execute();
  const done = await db.selectFrom('setting').select('name').where('name', 'like', 'done %').execute();
  return {
    told: outbox.filter(({ sent_at }) => sent_at !== null).map(({ jti }) => jti),
    untold: outbox.filter(({ sent_at }) => sent_at === null).map(({ jti, refused }) => `${jti} ${refused ?? ''}`),
    came: inbox.map(({ jti, feed, state }) => ({ jti, feed, waits: state === 'waiting' })),
    done: done.map(({ name }) => name.split(' ')[2]!),
  };
}
