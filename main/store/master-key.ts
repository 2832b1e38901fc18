import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import { KEY_LENGTH } from './sealing.ts';
import { writeNewFile } from './write-new-file.ts';

/** The system's secret store (Keychain, DPAPI, libsecret). A shell that has one hands it in. */
export interface SecretStore {
  seal(secret: Uint8Array): Uint8Array;
  /** @throws Error when it was sealed by another user or system */
  open(sealed: Uint8Array): Uint8Array;
}

export interface MasterKey {
  readonly key: Uint8Array;
  /** `system`: sealed by the system's secret store; `file`: in clear in a file that only its owner may read. */
  readonly restsIn: 'system' | 'file';
  readonly created: boolean;
}

interface KeyFile {
  readonly format: 'hpki-desk-key/1';
  readonly restsIn: MasterKey['restsIn'];
  readonly key: string;
}

async function create(path: string, secrets: SecretStore | null): Promise<MasterKey> {
  const key = randomBytes(KEY_LENGTH);
  const restsIn = secrets ? 'system' : 'file';
  const file: KeyFile = { format: 'hpki-desk-key/1', restsIn, key: Buffer.from(secrets ? secrets.seal(key) : key).toString('base64') };
  await writeNewFile(path, Buffer.from(JSON.stringify(file)));
  return { key, restsIn, created: true };
}

function open(file: KeyFile, secrets: SecretStore | null): Uint8Array {
  const bytes = Buffer.from(file.key, 'base64');
  if (file.restsIn === 'file') return bytes;
  if (!secrets) throw new Error('sealed by the system secret store, which this shell does not have');
  return secrets.open(bytes);
}

/**
 * The master key of a data folder, made at the first use. Where it rests is decided then and kept, so that every shell opens the folder the same way.
 * @param inUse a store exists already: without its key it stays closed, a new key would open nothing
 * @throws AppError SECRET_STORE_UNREADABLE
 */
export async function loadMasterKey(path: string, secrets: SecretStore | null, inUse: boolean): Promise<MasterKey> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !inUse) return null;
    throw new AppError('SECRET_STORE_UNREADABLE', { path, note: error.code ?? '' }, { cause: error });
  });
  if (text === null) return create(path, secrets);
  try {
    const file = JSON.parse(text) as KeyFile;
    const key = open(file, secrets);
    if (file.format !== 'hpki-desk-key/1' || key.length !== KEY_LENGTH) throw new Error('not a key file of this program');
    return { key, restsIn: file.restsIn, created: false };
  } catch (cause) {
    throw new AppError('SECRET_STORE_UNREADABLE', { path, note: (cause as Error).message }, { cause });
  }
}
