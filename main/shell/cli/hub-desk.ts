import { join } from 'node:path';
import { hubSecret } from '../../hub/access/secret.ts';
import { operatorToken } from '../../hub/access/operator.ts';
import { runningHub } from '../../hub/running.ts';
import { type HubStore, openHubStore } from '../../hub/store/hub-store.ts';
import { AppError } from '../../errors.ts';
import { defaultDataFolder } from '../../store/data-folder.ts';
import { type Invocation, text } from './command.ts';

/** Options of every command about a hub. */
export const HUB_OPTIONS = { data: { type: 'string' }, database: { type: 'string' } } as const;

/** Folder of the hub: apart from a desk's, so that one computer can be both. */
export const hubFolder = (invocation: Invocation): string => text(invocation, 'data') ?? join(defaultDataFolder(), 'hub');

/** `--database`, for `openHubStore` and `openHub`. */
export const databaseOption = (invocation: Invocation): { readonly database?: string } => {
  const database = text(invocation, 'database');
  return database === undefined ? {} : { database };
};

/** One request to the hub that runs on the folder, as the one who runs it. @throws AppError HUB_REFUSED, DATA_FOLDER_LOCKED where no hub answers */
async function askRunning(folder: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const running = await runningHub(folder);
  const locked = (cause?: unknown) => new AppError('DATA_FOLDER_LOCKED', { path: folder }, { cause });
  if (!running) throw locked();
  const authorization = `Bearer ${await operatorToken(await hubSecret(folder), running.url, new Date())}`;
  const init = { method, headers: { authorization }, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await fetch(`${running.address}${path}`, init).catch((cause: unknown) => {
    throw locked(cause);
  });
  const answer = (await response.json()) as { readonly error?: string; readonly description?: string };
  // Which places of an order are wrong is all that helps.
  const note = answer.error === 'request_refused' ? answer.description : answer.error;
  if (!response.ok) throw new AppError('HUB_REFUSED', { note: note ?? `status ${response.status}` });
  return answer;
}

/** The same work on the database, or, where a hub of this computer has it open, by that hub. */
export interface HubWork<Done> {
  readonly here: (store: HubStore) => Promise<Done>;
  readonly there: { readonly method: string; readonly path: string; readonly body?: unknown };
}

/**
 * Works on a hub whether it runs or not: PGlite lets one process in, so that a hub that runs is asked, and proves itself by the secret in its folder.
 * @throws AppError HUB_REFUSED, DATA_FOLDER_LOCKED, HUB_DATABASE_UNREACHABLE
 */
export async function onHub<Done>(invocation: Invocation, { here, there }: HubWork<Done>): Promise<Done> {
  const folder = hubFolder(invocation);
  try {
    await using store = await openHubStore({ folder, ...databaseOption(invocation) });
    return await here(store);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'DATA_FOLDER_LOCKED')) throw error;
  }
  return (await askRunning(folder, there.method, there.path, there.body)) as Done;
}
