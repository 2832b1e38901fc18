import type { Kysely } from 'kysely';
import type { KeyObject } from 'node:crypto';
import type { Store } from '../../store/store.ts';
import type { Tables } from '../../store/schema.ts';
import { jwkOf, keyOfJwk, publicJwk, readJwks } from '../events/keys.ts';
import type { KeysOf } from '../events/read.ts';
import type { Teller } from '../events/table.ts';
import type { HubPeer } from './hub.ts';

/** Keys of an issuer that count here, as a hub told them or somebody compared them. */
export const keysOf =
  (db: Kysely<Tables>): KeysOf =>
  async (issuer) => {
    const rows = await db.selectFrom('exchange_key').select(['kid', 'jwk']).where('issuer', '=', issuer).execute();
    return rows.length === 0 ? null : new Map(rows.map(({ kid, jwk }) => [kid, keyOfJwk(publicJwk.parse(JSON.parse(jwk)))]));
  };

/** A key that counts from now on. `kind`: whose word it is, where somebody confirmed that. */
export interface NewKey {
  readonly issuer: string;
  readonly kid: string;
  readonly key: KeyObject;
  readonly kind: Teller | null;
  /** ISO 8601. */
  readonly at: string;
}

/** Keeps a key. What somebody confirmed of it stays. */
export async function keepKey(db: Kysely<Tables>, { issuer, kid, key, kind, at }: NewKey): Promise<void> {
  const row = { issuer, kid, jwk: JSON.stringify(await jwkOf(key)), kind, known_at: at };
  await db
    .insertInto('exchange_key')
    .values(row)
    .onConflict((conflict) => (kind === null ? conflict.doNothing() : conflict.columns(['issuer', 'kid']).doUpdateSet({ kind })))
    .execute();
}

/** Asks the hub for the keys of an issuer and keeps them; those that it names no longer count no longer. @returns whether it has any */
export async function refreshKeys({ db, now }: Pick<Store, 'db' | 'now'>, hub: Pick<HubPeer, 'keys'>, issuer: string): Promise<boolean> {
  const told = await hub.keys(issuer);
  if (told === null) return false;
  const keys = await readJwks(told);
  const at = now().toISOString();
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('exchange_key')
      .where('issuer', '=', issuer)
      .where('kid', 'not in', [...keys.keys()])
      .execute();
    for (const [kid, key] of keys) await keepKey(tx, { issuer, kid, key, kind: null, at });
  });
  return keys.size > 0;
}
