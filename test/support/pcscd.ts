import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { SocketArrival, socketPath } from '../../card/transports/pcsc/socket-arrival.ts';
import { describeWith, findProgram } from './needs.ts';
import { holdSystemLock } from './system-lock.ts';

const VPCD_DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const FIRST_PORT = 36200;
const SLOTS_PER_DRIVER = 2;
/** A folder of its own: pcscd parses every file in it. */
const CONFIGURATION = 'reader.conf.d';

/** One reader slot of vpcd: its name in PC/SC and the port where a virtual card is put in. */
export interface VpcdSlot {
  readonly reader: string;
  readonly port: number;
}

/** A pcscd of our own. */
export interface TestPcscd extends AsyncDisposable {
  readonly slots: readonly VpcdSlot[];
  /** What the daemon has logged so far. */
  log(): Promise<string>;
  start(): Promise<void>;
  /** SIGKILL: nothing is tidied up, the socket file stays. */
  kill(): Promise<void>;
  /** SIGTERM, as a service manager stops it. */
  stop(): Promise<void>;
}

/** `describe` for tests that run pcscd with vpcd; says by name what is missing where it cannot. */
export function describeWithPcscd(name: string, declare: () => void, programs: readonly string[] = []): void {
  const needs = ['pcscd', ...programs];
  if (needs.some((program) => findProgram(program) === null)) describeWith(needs, name, declare);
  else if (!existsSync(VPCD_DRIVER)) describe.skip(`${name} [not run: vsmartcard-vpcd missing; test/setup-debian installs it]`, declare);
  else if (process.getuid?.() !== 0) describe.skip(`${name} [not run: pcscd needs root for its socket]`, declare);
  else describe(name, declare);
}

/** pcscd knows one place for its socket. In a mount namespace of its own that place is a folder of ours, and the system's service, if one runs, is left alone. */
const RUN_FOLDER = '/run/pcscd';
const SOCKET_VARIABLE = 'PCSCLITE_CSOCK_NAME';
const canConfine = (): boolean => spawnSync('unshare', ['--mount', 'true']).status === 0;

/** Command line of the daemon; `run` is its folder when it is confined. */
async function commandLine(run: string | null, configuration: string): Promise<readonly [string, ...string[]]> {
  const daemon = [findProgram('pcscd') as string, '--foreground', '--info', '--config', configuration] as const;
  if (run === null) return daemon as unknown as readonly [string, ...string[]];
  await mkdir(RUN_FOLDER, { recursive: true });
  return ['unshare', '--mount', 'sh', '-c', `mount --bind "$0" ${RUN_FOLDER} && exec "$@"`, run, ...daemon];
}

/**
 * Starts pcscd with the given number of empty readers. Each pair of readers is a driver of its own: a second entry with the same library breaks the first.
 * Only one runs on a machine at a time; others wait for their turn. Until it is disposed of, this process and its children find it
 * through `PCSCLITE_CSOCK_NAME`, or on the system's socket where the machine allows no mount namespace.
 */
export async function startPcscd(readers = 2): Promise<TestPcscd> {
  await using undo = new AsyncDisposableStack();
  undo.use(await holdSystemLock('hpki-desk-test-pcscd'));
  const folder = await mkdtemp(join(tmpdir(), 'hpki-pcscd-'));
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  const slots = await configure(folder, Math.ceil(readers / SLOTS_PER_DRIVER));
  const logFile = join(folder, 'pcscd.log');
  const run = canConfine() ? join(folder, 'run') : null;
  if (run !== null) {
    await mkdir(run);
    process.env[SOCKET_VARIABLE] = join(run, 'pcscd.comm');
    undo.defer(() => {
      delete process.env[SOCKET_VARIABLE];
    });
  }
  let daemon: ChildProcess | null = null;

  const start = async () => {
    using arrival = new SocketArrival(socketPath());
    await using log = await open(logFile, 'a');
    const [program, ...rest] = await commandLine(run, join(folder, CONFIGURATION));
    daemon = spawn(program, rest, { stdio: ['ignore', log.fd, log.fd] });
    await accepting(daemon, arrival, logFile);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const exit = once(daemon, 'exit');
    daemon.kill(signal);
    await exit;
  };
  undo.defer(() => end('SIGTERM'));
  await start();
  const resources = undo.move();
  return {
    slots,
    start,
    log: () => readFile(logFile, 'utf8'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function configure(folder: string, drivers: number): Promise<readonly VpcdSlot[]> {
  const slots: VpcdSlot[] = [];
  await mkdir(join(folder, CONFIGURATION));
  for (let driver = 0; driver < drivers; driver++) {
    const name = `Test Reader ${driver}`;
    const port = FIRST_PORT + driver * SLOTS_PER_DRIVER;
    const library = join(folder, `libifdvpcd${driver}.so`);
    const channel = `0x${port.toString(16)}`;
    await copyFile(VPCD_DRIVER, library);
    await writeFile(
      join(folder, CONFIGURATION, `reader${driver}`),
      `FRIENDLYNAME "${name}"\nDEVICENAME /dev/null:${channel}\nLIBPATH ${library}\nCHANNELID ${channel}\n`,
    );
    slots.push({ reader: `${name} 00 00`, port }, { reader: `${name} 00 01`, port: port + 1 });
  }
  return slots;
}

/** Resolves when the daemon takes connections; each event at its socket is worth an attempt. */
async function accepting(daemon: ChildProcess, first: SocketArrival, logFile: string): Promise<void> {
  const exited = new AbortController();
  daemon.once('exit', () => exited.abort());
  for (let arrival = first; ; arrival = new SocketArrival(socketPath())) {
    if (await connects(socketPath())) return arrival[Symbol.dispose]();
    await arrival.next(exited.signal);
    arrival[Symbol.dispose]();
    if (exited.signal.aborted) throw new Error(`pcscd ended: ${await readFile(logFile, 'utf8')}`);
  }
}

const connects = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
