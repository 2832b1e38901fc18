import { chmod, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileFault } from '../errors.ts';

const NAME = 'HPKI Desk';
type Environment = Readonly<Record<string, string | undefined>>;

/** Where each system keeps the data of an application; XDG Base Directory where no row fits. */
const PLACES: Partial<Record<NodeJS.Platform, (environment: Environment, home: string) => string>> = {
  win32: (environment, home) => join(environment['APPDATA'] || join(home, 'AppData', 'Roaming'), NAME),
  darwin: (_environment, home) => join(home, 'Library', 'Application Support', NAME),
};

/** The data folder of the present user, when none is named. */
export function defaultDataFolder(platform: NodeJS.Platform = process.platform, environment: Environment = process.env, home = homedir()): string {
  const place = PLACES[platform];
  return place ? place(environment, home) : join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'hpki-desk');
}

/** Every place inside one data folder. */
export interface DataFolder {
  readonly root: string;
  readonly database: string;
  readonly lock: string;
  readonly masterKey: string;
  /** Copies of documents taken in; emptied at every start. */
  readonly intake: string;
  /** Documents of batches that are not through yet. */
  readonly batches: string;
  /** Signed files. */
  readonly signed: string;
  /** Packages of letters that were written as folders. */
  readonly packages: string;
  /** Received documents that are kept, by their SHA-256. */
  readonly library: string;
  /** Revocation lists put there by hand or by import, DER or PEM. */
  readonly revocationLists: string;
  /** Revocation lists and OCSP answers that were fetched; can be fetched again. */
  readonly revocationCache: string;
  /** CA certificates met on cards; public, and never anchors. */
  readonly authorities: string;
  /** Anchors of time stamps that were imported, one file each; anchors of signers are built in and never here. */
  readonly tsaAnchors: string;
  /** The newest status list of each card authority, signed. */
  readonly statusLists: string;
  /** Test authority and card of the demonstration. */
  readonly demonstration: string;
}

/** Names the places of a data folder without touching the disk. */
export function dataFolderAt(path: string): DataFolder {
  const root = resolve(path);
  const at = (name: string) => join(root, name);
  return {
    root,
    database: at('desk.sqlite'),
    lock: at('desk.lock'),
    masterKey: at('master-key.json'),
    intake: at('intake'),
    batches: at('batches'),
    signed: at('signed'),
    packages: at('packages'),
    library: at('library'),
    revocationLists: at('revocation-lists'),
    revocationCache: at('revocation-cache'),
    authorities: at('authorities'),
    tsaAnchors: at('tsa-anchors'),
    statusLists: at('status-lists'),
    demonstration: at('demonstration'),
  };
}

/**
 * Makes a folder that only its owner may enter (on Windows the rights of the user's profile apply).
 * @throws AppError FILE_UNWRITABLE
 */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
    .then(() => chmod(path, 0o700))
    .catch(fileFault('FILE_UNWRITABLE', path));
}
