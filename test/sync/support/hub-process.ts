import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startHpki } from '../../support/command-line.ts';

export interface HubOrder {
  readonly folder: string;
  /** Fixed, so that a hub that comes back is at the same address. */
  readonly port: number;
  /** `postgres://…`; without it the database is in the folder. */
  readonly database?: string;
  /** Of hubs that share a database. */
  readonly secret?: string;
  readonly publicUrl?: string;
}

/** `hpki hub serve` as a process of its own. */
export interface HubProcess extends AsyncDisposable {
  /** Under which it is known. */
  readonly url: string;
  readonly adminCode: string | null;
  /** What it has said since it began: its log. */
  readonly said: readonly string[];
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Starts a hub and waits until it is ready. @throws Error with what it said when it ends instead */
export async function startHub({ folder, port, database, secret, publicUrl }: HubOrder): Promise<HubProcess> {
  const args = ['hub', 'serve', '--port', String(port), '--data', folder];
  if (database !== undefined) args.push('--database', database);
  if (publicUrl !== undefined) args.push('--public-url', publicUrl);
  const child = startHpki(args, secret === undefined ? {} : { HPKI_HUB_SECRET: secret });
  const exit = once(child, 'exit');
  const said: string[] = [];
  const ready = Promise.withResolvers<{ readonly hub: string; readonly adminCode: string | null }>();
  createInterface(child.stderr!).on('line', (line) => {
    said.push(line);
    if (line.startsWith('{"event":"ready"')) ready.resolve(JSON.parse(line));
  });
  void exit.then(() => ready.reject(new Error(`the hub ended: ${said.join('\n')}`)));
  const end = (signal: 'SIGKILL' | 'SIGTERM') => async () => {
    child.kill(signal);
    await exit;
  };
  const { hub: url, adminCode } = await ready.promise;
  return { url, adminCode, said, kill: end('SIGKILL'), [Symbol.asyncDispose]: end('SIGTERM') };
}
