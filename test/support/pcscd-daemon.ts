import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { SocketArrival, socketPath } from '../../card/transports/pcsc/socket-arrival.ts';
import { findProgram } from './needs.ts';

/** pcscd knows one place for its socket. In a mount namespace of its own that place is a folder of ours, and the system's service, if one runs, is left alone. */
const SYSTEM_RUN_FOLDER = '/run/pcscd';
const SOCKET_VARIABLE = 'PCSCLITE_CSOCK_NAME';
const mayConfine = (): boolean => spawnSync('unshare', ['--mount', 'true']).status === 0;

/** One pcscd process, started and ended as often as a test likes. It never outlives the process of the test. */
export class PcscdDaemon {
  readonly #configuration: string;
  readonly #run: string | null;
  readonly #logFile: string;
  #process: ChildProcess | null = null;

  private constructor(folder: string, configuration: string, run: string | null) {
    this.#configuration = configuration;
    this.#run = run;
    this.#logFile = join(folder, 'pcscd.log');
  }

  /** Until it is forgotten, this process and its children look for the service where this daemon will be. */
  static async prepare(folder: string, configuration: string): Promise<PcscdDaemon> {
    if (!mayConfine()) return new PcscdDaemon(folder, configuration, null);
    const run = join(folder, 'run');
    await mkdir(run);
    await mkdir(SYSTEM_RUN_FOLDER, { recursive: true });
    process.env[SOCKET_VARIABLE] = join(run, 'pcscd.comm');
    return new PcscdDaemon(folder, configuration, run);
  }

  forget(): void {
    if (this.#run !== null) delete process.env[SOCKET_VARIABLE];
  }

  log(): Promise<string> {
    return readFile(this.#logFile, 'utf8');
  }

  /** Resolves when the daemon takes connections and all its readers came up. */
  async start(): Promise<void> {
    using arrival = new SocketArrival(socketPath());
    await using log = await open(this.#logFile, 'a');
    const [program, ...rest] = this.#commandLine();
    this.#process = spawn(program as string, rest, { stdio: ['ignore', log.fd, log.fd] });
    await accepting(this.#process, arrival);
    if (this.#process.exitCode !== null || (await this.log()).includes('init failed')) throw new Error(`pcscd is not as wanted: ${await this.log()}`);
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const daemon = this.#process;
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const exit = once(daemon, 'exit');
    daemon.kill(signal);
    await exit;
  }

  #commandLine(): readonly string[] {
    const daemon = ['setpriv', '--pdeathsig', 'KILL', findProgram('pcscd') as string, '--foreground', '--info', '--config', this.#configuration];
    if (this.#run === null) return daemon;
    return ['unshare', '--mount', 'sh', '-c', `mount --bind "$0" ${SYSTEM_RUN_FOLDER} && exec "$@"`, this.#run, ...daemon];
  }
}

/** Each event at the daemon's socket is worth an attempt; its end is the last event. */
async function accepting(daemon: ChildProcess, first: SocketArrival): Promise<void> {
  const exited = new AbortController();
  daemon.once('exit', () => exited.abort());
  for (let arrival = first; !exited.signal.aborted; arrival = new SocketArrival(socketPath())) {
    if (await connects(socketPath())) return arrival[Symbol.dispose]();
    await arrival.next(exited.signal);
    arrival[Symbol.dispose]();
  }
}

const connects = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
