import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { freePorts } from './free-ports.ts';

const run = promisify(execFile);
const ROOT = '/usr/lib/postgresql';
/** The newest server that is installed, where its programs are; `null` without any. */
const programs: string | null = existsSync(ROOT)
  ? (readdirSync(ROOT)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(ROOT, version, 'bin'))
      .find((bin) => existsSync(join(bin, 'initdb'))) ?? null)
  : null;

/** `describe` for tests against a real PostgreSQL; says by name when it is missing. */
export function describeWithPostgres(name: string, declare: () => void): void {
  if (programs === null) describe.skip(`${name} [not run: PostgreSQL missing; test/setup-debian installs it]`, declare);
  else describe(name, declare);
}

/** A PostgreSQL server of a test: its files in the temporary directory, on loopback only. */
export interface TestPostgres extends AsyncDisposable {
  /** Of whoever owns everything; each call makes another empty database. */
  database(): Promise<string>;
  /** Runs SQL as the owner, in a database. */
  query(database: string, sql: string): Promise<string>;
  /** SIGKILL of the whole server, and a start on the same files. */
  crash(): Promise<void>;
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package has made. */
async function identity(): Promise<{ readonly uid?: number; readonly gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (which) => Number((await run('id', [which, 'postgres'])).stdout)));
  return { uid: uid!, gid: gid! };
}

/** Starts an empty server. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = programs!;
  const as = await identity();
  const folder = await mkdtemp(join(tmpdir(), 'hpki-postgres-'));
  if (as.uid !== undefined) await chown(folder, as.uid, as.gid!);
  const data = join(folder, 'data');
  const port = await freePorts(1);
  const env = { PATH: `${bin}:${process.env['PATH']}`, LC_ALL: 'C.UTF-8' };
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'owner', '-A', 'trust', '--no-sync', '-E', 'UTF8'], { ...as, env, cwd: folder });
  const sql = (database: string, text: string) =>
    run(join(bin, 'psql'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'owner', '-d', database, '-At', '-v', 'ON_ERROR_STOP=1', '-c', text], {
      env,
    }).then(({ stdout }) => stdout.trim());

  let server = await start();
  async function start() {
    const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'max_connections=200'];
    const child = spawn(join(bin, 'postgres'), options, { ...as, env, cwd: folder, stdio: 'ignore' });
    for (let tries = 0; ; tries += 1) {
      const ready = await sql('postgres', 'SELECT 1').catch(() => null);
      if (ready === '1') return child;
      if (tries > 200 || child.exitCode !== null) throw new Error('PostgreSQL does not start');
      await wait(50);
    }
  }
  const ended = (child: typeof server) =>
    new Promise<void>((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', () => resolve()) : resolve()));

  let made = 0;
  return {
    async database() {
      made += 1;
      await sql('postgres', `CREATE DATABASE test_${made}`);
      return `postgres://owner@127.0.0.1:${port}/test_${made}`;
    },
    query: (address, text) => sql(new URL(address).pathname.slice(1), text),
    async crash() {
      server.kill('SIGQUIT');
      await ended(server);
      server = await start();
    },
    async [Symbol.asyncDispose]() {
      server.kill('SIGINT');
      await ended(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
