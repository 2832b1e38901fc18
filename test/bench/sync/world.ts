import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SigningKey, signingKey } from '../../../main/exchange/events/keys.ts';
import { type HubStore, openHubStore } from '../../../main/hub/store/hub-store.ts';
import { serveHpki } from '../../support/command-line.ts';
import { freePorts } from '../../support/free-ports.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';

/** Where the hub keeps what it knows. */
export type EngineName = 'pglite' | 'postgres';

/** A place for a hub that does not run yet. */
export interface World extends AsyncDisposable {
  readonly folder: string;
  /** Address under which it is going to be reached. */
  readonly hub: string;
  readonly postgres: TestPostgres | null;
  readonly database: string | null;
  /** Works on its database while it does not run. */
  fill(work: (store: HubStore) => Promise<void>): Promise<void>;
  /** Starts it as a process of its own. */
  serve(): Promise<void>;
  stop(): Promise<void>;
}

/** Files in the temporary directory, gone with it. */
export async function openWorld(engine: EngineName): Promise<World> {
  const stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'hpki-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = engine === 'postgres' ? stack.use(await startPostgres()) : null;
  const database = postgres ? await postgres.database() : null;
  const port = await freePorts(1);
  const place = join(folder, 'hub');
  let running: AsyncDisposable | null = null;
  async function stop(): Promise<void> {
    await running?.[Symbol.asyncDispose]();
    running = null;
  }
  stack.defer(stop);
  return {
    folder,
    hub: `http://127.0.0.1:${port}`,
    postgres,
    database,
    async fill(work) {
      await using store = await openHubStore({ folder: place, ...(database !== null && { database }) });
      await work(store);
    },
    async serve() {
      const where = database === null ? [] : ['--database', database];
      running = await serveHpki(['hub', 'serve', '--quiet', '--port', String(port), '--data', place, ...where]);
    },
    stop,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

export const newKey = (): Promise<SigningKey> => signingKey(generateKeyPairSync('ed25519').privateKey);

/** Milliseconds of a work. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
