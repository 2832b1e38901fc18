import type { Kysely } from 'kysely';
import { deriveKey, seal, unseal } from '../../store/sealing.ts';
import type { Tables } from '../../store/schema.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';

const SETTING = 'credential status list key';
const PLACE = 'key of the newest status list';

/** Keeps the key of the tokens of the newest list, 32 bytes, sealed: what changes afterwards is told under it. */
export async function keepListKey({ masterKey }: Pick<Store, 'masterKey'>, tx: Kysely<Tables>, key: Uint8Array): Promise<void> {
  await keepSetting(tx, SETTING, Buffer.from(seal(deriveKey(masterKey.key, SETTING), key, PLACE)).toString('base64'));
}

/** The key of the tokens of the newest list; `null` where none was made yet. `db` may be a transaction. */
export async function newestListKey({ masterKey }: Pick<Store, 'masterKey'>, db: Kysely<Tables>): Promise<Uint8Array | null> {
  const sealed = await readSetting(db, SETTING);
  return typeof sealed === 'string' ? unseal(deriveKey(masterKey.key, SETTING), Buffer.from(sealed, 'base64'), PLACE) : null;
}
