import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '../../errors.ts';
import { jwkOf, keyOfJwk, listedKey, publicJwk, type SigningKey, signingKey } from '../../exchange/events/keys.ts';
import { deriveKey, seal, unseal } from '../../store/sealing.ts';
import { HUB } from '../store/actor.ts';
import type { HubStore } from '../store/hub-store.ts';

const DAY_MS = 86_400_000;
/** Age at which the next key is made. */
const ROTATION_MS = 180 * DAY_MS;
/** What a former key signed is verified for so long: a desk may come back after a year. */
const KEPT_MS = 400 * DAY_MS;
/** Number of the lock under which a key is made, so that two processes make one. */
const LOCK = 6_001;
/** What was read holds so long; a key that another process has ended, or made, is known by then. */
const SURE_MS = 5_000;
/** Names of keys that do not exist cost one question to the database a second, not one each. */
const AGAIN_MS = 1_000;

/** The hub's own keys: of access tokens and of events that the hub tells. */
export interface HubKeys {
  /** The newest. */
  readonly current: SigningKey;
  /** Key of a thumbprint, also a former one until its end, whichever process made it; `null` for any other. */
  find(kid: string): Promise<KeyObject | null>;
  /** Key set (RFC 7517) of all that still verify. */
  jwks(): Promise<{ readonly keys: readonly unknown[] }>;
  /**
   * Makes the next key when the newest is half a year old; `now`: at once.
   * @param until when former keys end at the latest; without it the newest of them ends after 400 days
   */
  rotate(when?: 'due' | 'now', until?: Date): Promise<void>;
}

/** @throws AppError SECRET_STORE_UNREADABLE when the keys in the database were sealed under another secret */
export async function openHubKeys(store: HubStore, secret: Uint8Array): Promise<HubKeys> {
  const wrapping = deriveKey(secret, 'hub keys');
  const place = (kid: string) => `hub key ${kid}`;
  let current: SigningKey;
  let known: ReadonlyMap<string, { readonly key: KeyObject; readonly until: Date | null }> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  /** Whoever comes meanwhile waits for its answer. */
  let reading: Promise<void> | null = null;

  function opened(kid: string, sealed: Uint8Array): SigningKey {
    try {
      const der = Buffer.from(unseal(wrapping, sealed, place(kid)));
      return { kid, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) };
    } catch (cause) {
      throw new AppError('SECRET_STORE_UNREADABLE', { note: 'hub key' }, { cause });
    }
  }

  async function made(): Promise<{ readonly key: SigningKey; readonly row: { kid: string; jwk: string; sealed: Uint8Array; since: Date } }> {
    const key = await signingKey(generateKeyPairSync('ed25519').privateKey);
    const sealed = seal(wrapping, key.privateKey.export({ format: 'der', type: 'pkcs8' }), place(key.kid));
    return { key, row: { kid: key.kid, jwk: JSON.stringify(await jwkOf(key.privateKey)), sealed, since: store.now() } };
  }

  async function rotate(when: 'due' | 'now' = 'due', end?: Date): Promise<void> {
    current = await store.within(HUB, async (tx) => {
      await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(tx);
      const now = store.now().getTime();
      const newest = await tx.selectFrom('hub_key').selectAll().where('until', 'is', null).orderBy('since', 'desc').executeTakeFirst();
      if (newest && when === 'due' && newest.since.getTime() > now - ROTATION_MS) return opened(newest.kid, newest.sealed);
      const { key, row } = await made();
      const until = new Date(Math.min(Math.max(now, end?.getTime() ?? Number.POSITIVE_INFINITY), now + KEPT_MS));
      const ends = tx.updateTable('hub_key').set({ until });
      await ends.where((where) => where.or([where('until', 'is', null), ...(end ? [where('until', '>', until)] : [])])).execute();
      await tx
        .insertInto('hub_key')
        .values({ ...row, until: null })
        .execute();
      return key;
    });
    readAt = Number.NEGATIVE_INFINITY;
  }

  const listed = () =>
    store.within(HUB, (tx) =>
      tx
        .selectFrom('hub_key')
        .select(['kid', 'jwk', 'until'])
        .where((where) => where.or([where('until', 'is', null), where('until', '>', store.now())]))
        .orderBy('since', 'desc')
        .execute(),
    );

  async function read(): Promise<void> {
    const rows = await listed();
    // Another process has made the next.
    if (rows[0]?.kid !== current.kid) await rotate();
    known = new Map(rows.map(({ kid, jwk, until }) => [kid, { key: keyOfJwk(publicJwk.parse(jwk)), until }]));
    readAt = performance.now();
  }

  await rotate();
  return {
    get current() {
      return current;
    },
    rotate,
    async find(kid) {
      if (reading || performance.now() > readAt + (known.has(kid) ? SURE_MS : AGAIN_MS)) {
        reading ??= read().finally(() => {
          reading = null;
        });
        await reading;
      }
      const found = known.get(kid);
      return found && (found.until === null || found.until > store.now()) ? found.key : null;
    },
    jwks: async () => ({ keys: (await listed()).map((row) => listedKey(row.kid, publicJwk.parse(row.jwk))) }),
  };
}
