import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, fileFault } from '../../errors.ts';
import { makePrivateFolder } from '../../store/data-folder.ts';
import { KEY_LENGTH } from '../../store/sealing.ts';

/** Variable with the secret of hubs that share a database. */
export const SECRET_VARIABLE = 'HPKI_HUB_SECRET';
const SHORTEST = 32;

/**
 * The secret under which the hub's private keys rest in the database: of the environment, else of the file `hub-secret` in the data folder, which is
 * made at the first use (owner only). Several processes on one database need the same.
 * @throws AppError USAGE_WRONG for one too short to be a secret, SECRET_STORE_UNREADABLE, FILE_UNWRITABLE
 */
export async function hubSecret(folder: string, environment: Readonly<Record<string, string | undefined>> = process.env): Promise<Uint8Array> {
  const given = environment[SECRET_VARIABLE];
  if (given !== undefined) {
    if (given.length < SHORTEST) throw new AppError('USAGE_WRONG', { note: `${SECRET_VARIABLE}: ${SHORTEST} characters or more` });
    return Buffer.from(given);
  }
  await makePrivateFolder(folder);
  const path = join(folder, 'hub-secret');
  const kept = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new AppError('SECRET_STORE_UNREADABLE', { note: error.code ?? '' }, { cause: error });
  });
  if (kept) {
    if (kept.length !== KEY_LENGTH) throw new AppError('SECRET_STORE_UNREADABLE', { note: 'hub-secret' });
    return kept;
  }
  const made = randomBytes(KEY_LENGTH);
  await writeFile(path, made, { mode: 0o600, flag: 'wx' }).catch(fileFault('FILE_UNWRITABLE', path));
  return made;
}
