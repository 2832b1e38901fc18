import { randomBytes, randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { deriveKey, KEY_LENGTH, seal, searchToken, unseal } from './sealing.ts';
import type { Tables } from './schema.ts';

/**
 * A key per person. What concerns a person is kept only sealed under it; destroying the key is deletion, and hash chains, which run over
 * the sealed bytes, still verify.
 */
export interface Persons {
  /** The person with this subject, made when new. `db` may be a transaction. */
  identify(db: Kysely<Tables>, subject: string): Promise<string>;
  seal(db: Kysely<Tables>, person: string, value: unknown, place: string): Promise<Uint8Array>;
  /** The value, or `null` once the person's key was destroyed. */
  open(db: Kysely<Tables>, person: string, sealed: Uint8Array, place: string): Promise<unknown>;
  /** Destroys the key and every way to find the person again. */
  destroy(db: Kysely<Tables>, person: string): Promise<void>;
}

export function personKeys(master: Uint8Array, now: () => Date): Persons {
  const wrapping = deriveKey(master, 'person keys');
  const index = deriveKey(master, 'search tokens');

  async function keyOf(db: Kysely<Tables>, person: string): Promise<Uint8Array | null> {
    const row = await db.selectFrom('person').select('wrapped_key').where('id', '=', person).executeTakeFirst();
    return row?.wrapped_key ? unseal(wrapping, row.wrapped_key, `person ${person}`) : null;
  }

  async function create(db: Kysely<Tables>, token: Uint8Array): Promise<string> {
    const id = randomUUID();
    const wrapped_key = seal(wrapping, randomBytes(KEY_LENGTH), `person ${id}`);
    await db.insertInto('person').values({ id, wrapped_key, created_at: now().toISOString(), destroyed_at: null }).execute();
    await db.insertInto('person_alias').values({ token, person: id }).execute();
    return id;
  }

  return {
    async identify(db, subject) {
      const token = searchToken(index, 'certificate subject', subject);
      const known = await db.selectFrom('person_alias').select('person').where('token', '=', token).executeTakeFirst();
      return known?.person ?? create(db, token);
    },
    async seal(db, person, value, place) {
      const key = await keyOf(db, person);
      if (!key) throw new Error(`the key of person ${person} was destroyed`);
      return seal(key, Buffer.from(JSON.stringify(value)), `${place} of ${person}`);
    },
    async open(db, person, sealed, place) {
      const key = await keyOf(db, person);
      return key && JSON.parse(Buffer.from(unseal(key, sealed, `${place} of ${person}`)).toString('utf8'));
    },
    async destroy(db, person) {
      await db.deleteFrom('person_alias').where('person', '=', person).execute();
      await db.updateTable('person').set({ wrapped_key: null, destroyed_at: now().toISOString() }).where('id', '=', person).execute();
    },
  };
}

/** Moves every committed page into the database file and empties the log beside it, so that no copy of a destroyed key rests there. */
export async function purgeWriteAheadLog(db: Kysely<Tables>): Promise<void> {
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
}
