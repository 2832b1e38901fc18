import type { KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { keyOfJwk, listedKey, type PublicJwk, publicJwk } from '../../exchange/events/keys.ts';
import { GATE, HUB } from '../store/actor.ts';
import type { HubStore, HubTransaction } from '../store/hub-store.ts';
import { type Caller, scopesOf } from './caller.ts';

const DAY_MS = 86_400_000;
/** A key that was replaced is taken so long: events that were signed with it may still wait on their desk. */
const OVERLAP_MS = 30 * DAY_MS;
/** A removal is felt by every process within that time. */
const SURE_MS = 5_000;

/** The hub's clients (desks, the authority, administrators) and their keys. */
export interface Clients {
  readonly issuerOf: (client: string) => string;
  /** Of an issuer's address; `null` for one of another hub. */
  readonly clientOf: (issuer: string) => string | null;
  /** An active client, as the database said at most some seconds ago. */
  find(client: string): Promise<Caller | null>;
  /** Keys that are taken from an active client, by thumbprint; `null` for a client that is none. */
  keysOf(client: string): Promise<ReadonlyMap<string, KeyObject> | null>;
  /** Every key that a client ever had, for whoever verifies what it said (RFC 7517); `null` where there never was one. */
  jwksOf(client: string): Promise<{ readonly keys: readonly unknown[] } | null>;
  /** Adds a key to a client; its others end after a time. `false`: the key is known, of whomever. */
  addKey(tx: HubTransaction, client: string, jwk: PublicJwk): Promise<boolean>;
  /** Nothing of it is taken from now on; what it said stays. `false` where it is none. */
  remove(tx: HubTransaction, client: string): Promise<boolean>;
}

export function openClients(store: HubStore, url: string): Clients {
  const prefix = `${url}/issuers/`;
  const sure = new Map<string, { readonly caller: Caller; readonly until: number }>();

  async function read(client: string): Promise<Caller | null> {
    const row = await store.within(GATE, (tx) =>
      tx
        .selectFrom('client')
        .select(['id', 'kind', 'association', 'registration', 'scopes'])
        .where('id', '=', client)
        .where('state', '=', 'active')
        .executeTakeFirst(),
    );
    if (!row) return null;
    const { id, scopes, ...whose } = row;
    return { client: id, ...whose, scopes: new Set(scopesOf(scopes)) };
  }

  return {
    issuerOf: (client) => `${prefix}${client}`,
    clientOf: (issuer) => (issuer.startsWith(prefix) ? issuer.slice(prefix.length) : null),
    async find(client) {
      const known = sure.get(client);
      if (known && known.until > performance.now()) return known.caller;
      const caller = await read(client);
      sure.delete(client);
      if (caller) sure.set(client, { caller, until: performance.now() + SURE_MS });
      return caller;
    },
    keysOf: (client) =>
      store.within(GATE, async (tx) => {
        const active = await tx.selectFrom('client').select('id').where('id', '=', client).where('state', '=', 'active').executeTakeFirst();
        if (!active) return null;
        const rows = await tx
          .selectFrom('client_key')
          .select(['kid', 'jwk'])
          .where('client', '=', client)
          .where((where) => where.or([where('until', 'is', null), where('until', '>', store.now())]))
          .execute();
        return new Map(rows.map(({ kid, jwk }) => [kid, keyOfJwk(publicJwk.parse(jwk))]));
      }),
    async jwksOf(client) {
      const rows = await store.within(HUB, (tx) =>
        tx.selectFrom('client_key').select(['kid', 'jwk']).where('client', '=', client).orderBy('since').execute(),
      );
      return rows.length === 0 ? null : { keys: rows.map(({ kid, jwk }) => listedKey(kid, publicJwk.parse(jwk))) };
    },
    async addKey(tx, client, jwk) {
      const now = store.now();
      const kid = await calculateJwkThumbprint(jwk);
      if (await tx.selectFrom('client_key').select('kid').where('kid', '=', kid).executeTakeFirst()) return false;
      const until = new Date(now.getTime() + OVERLAP_MS);
      await tx.updateTable('client_key').set({ until }).where('client', '=', client).where('until', 'is', null).execute();
      await tx
        .insertInto('client_key')
        .values({ kid, client, jwk: JSON.stringify(jwk), since: now, until: null })
        .execute();
      return true;
    },
    async remove(tx, client) {
      const { numUpdatedRows } = await tx
        .updateTable('client')
        .set({ state: 'removed' })
        .where('id', '=', client)
        .where('state', '=', 'active')
        .executeTakeFirst();
      sure.delete(client);
      return numUpdatedRows > 0n;
    },
  };
}
