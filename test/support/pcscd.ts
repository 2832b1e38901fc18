import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { freePorts } from './free-ports.ts';
import { describeWith, findProgram } from './needs.ts';
import { PcscdDaemon } from './pcscd-daemon.ts';
import { holdSystemLock } from './system-lock.ts';

const VPCD_DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const SLOTS_PER_DRIVER = 2;
/** The same for each daemon of this process: libpcsclite reads the name of its socket once. */
const FOLDER = join(tmpdir(), `hpki-pcscd-${process.pid}`);

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

/**
 * Starts pcscd with the given number of empty readers. Until it is disposed of, this process and its children find it through
 * `PCSCLITE_CSOCK_NAME`, or on the system's socket where the machine allows no mount namespace. Only one runs at a time; others wait for their turn.
 */
export async function startPcscd(readers = 2): Promise<TestPcscd> {
  await using undo = new AsyncDisposableStack();
  undo.use(await holdSystemLock('hpki-desk-test-pcscd'));
  await mkdir(FOLDER);
  undo.defer(() => rm(FOLDER, { recursive: true, force: true }));
  const configuration = join(FOLDER, 'reader.conf.d');
  const slots = await configure(configuration, Math.ceil(readers / SLOTS_PER_DRIVER));
  const daemon = await PcscdDaemon.prepare(FOLDER, configuration);
  undo.defer(() => daemon.forget());
  undo.defer(() => daemon.end('SIGTERM'));
  await daemon.start();
  const resources = undo.move();
  return {
    slots,
    start: () => daemon.start(),
    log: () => daemon.log(),
    kill: () => daemon.end('SIGKILL'),
    stop: () => daemon.end('SIGTERM'),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Each pair of readers is a driver of its own: a second entry with the same library breaks the first. pcscd parses every file of the folder. */
async function configure(configuration: string, drivers: number): Promise<readonly VpcdSlot[]> {
  const slots: VpcdSlot[] = [];
  const firstPort = await freePorts(drivers * SLOTS_PER_DRIVER);
  await mkdir(configuration);
  for (let driver = 0; driver < drivers; driver++) {
    const name = `Test Reader ${driver}`;
    const port = firstPort + driver * SLOTS_PER_DRIVER;
    const library = join(FOLDER, `libifdvpcd${driver}.so`);
    const channel = `0x${port.toString(16)}`;
    await copyFile(VPCD_DRIVER, library);
    await writeFile(
      join(configuration, `reader${driver}`),
      `FRIENDLYNAME "${name}"\nDEVICENAME /dev/null:${channel}\nLIBPATH ${library}\nCHANNELID ${channel}\n`,
    );
    slots.push({ reader: `${name} 00 00`, port }, { reader: `${name} 00 01`, port: port + 1 });
  }
  return slots;
}
