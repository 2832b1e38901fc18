import { randomBytes, randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { deriveKey, KEY_LENGTH, seal, searchToken, unseal } from './sealing.ts';
import type { Tables } from './schema.ts';

/**
 * A key per person. What concerns a person is kept only sealed under it; destroying the key is deletion, and hash chains, which run over
 * the sealed bytes, still verify.
 */
export interface Persons {
  /** A new person whom no subject finds. `db` may be a transaction. */
  create(db: Kysely<Tables>): Promise<string>;
  /** As `create`, as the row to be inserted: thousands are made without a statement each. */
  make(): Tables['person'] & { readonly wrapped_key: Uint8Array };
  /** The person with this subject, made when new. `db` may be a transaction. */
  identify(db: Kysely<Tables>, subject: string): Promise<string>;
  /** The person with this subject; `null` where nobody has it. */
  find(db: Kysely<Tables>, subject: string): Promise<string | null>;
  seal(db: Kysely<Tables>, person: string, value: unknown, place: string): Promise<Uint8Array>;
  /** The value, or `null` once the person's key was destroyed. */
  open(db: Kysely<Tables>, person: string, sealed: Uint8Array, place: string): Promise<unknown>;
  /** As `open`, with the wrapped key that a query brought along: thousands are opened without a query each. */
  openWith(wrappedKey: Uint8Array | null, person: string, sealed: Uint8Array, place: string): unknown;
  /** As `seal`, with the wrapped key that a query brought along. */
  sealWith(wrappedKey: Uint8Array, person: string, value: unknown, place: string): Uint8Array;
  /** Destroys the key and every way to find the person again. */
  destroy(db: Kysely<Tables>, person: string): Promise<void>;
}

export function personKeys(master: Uint8Array, now: () => Date): Persons {
  const wrapping = deriveKey(master, 'person keys');
  const index = deriveKey(master, 'search tokens');

  async function wrappedKeyOf(db: Kysely<Tables>, person: string): Promise<Uint8Array | null> {
    const row = await db.selectFrom('person').select('wrapped_key').where('id', '=', person).executeTakeFirst();
    return row?.wrapped_key ?? null;
  }

  const unwrap = (wrappedKey: Uint8Array, person: string): Uint8Array => unseal(wrapping, wrappedKey, `person ${person}`);

  function make() {
    const id = randomUUID();
    const wrapped_key = seal(wrapping, randomBytes(KEY_LENGTH), `person ${id}`);
    return { id, wrapped_key, created_at: now().toISOString(), destroyed_at: null };
  }

  async function create(db: Kysely<Tables>): Promise<string> {
    const row = make();
    await db.insertInto('person').values(row).execute();
    return row.id;
  }

  function openWith(wrappedKey: Uint8Array | null, person: string, sealed: Uint8Array, place: string): unknown {
    if (!wrappedKey) return null;
    return JSON.parse(Buffer.from(unseal(unwrap(wrappedKey, person), sealed, `${place} of ${person}`)).toString('utf8'));
  }

  const sealWith = (wrappedKey: Uint8Array, person: string, value: unknown, place: string): Uint8Array =>
    seal(unwrap(wrappedKey, person), Buffer.from(JSON.stringify(value)), `${place} of ${person}`);

  const tokenOf = (subject: string): Uint8Array => searchToken(index, 'certificate subject', subject);

  async function find(db: Kysely<Tables>, subject: string): Promise<string | null> {
    const known = await db.selectFrom('person_alias').select('person').where('token', '=', tokenOf(subject)).executeTakeFirst();
    return known?.person ?? null;
  }

  return {
    create,
    make,
    find,
    async identify(db, subject) {
      const known = await find(db, subject);
      if (known !== null) return known;
      const token = tokenOf(subject);
      const person = await create(db);
      await db.insertInto('person_alias').values({ token, person }).execute();
      return person;
    },
    async seal(db, person, value, place) {
      const wrappedKey = await wrappedKeyOf(db, person);
      if (!wrappedKey) throw new Error(`the key of person ${person} was destroyed`);
      return sealWith(wrappedKey, person, value, place);
    },
    sealWith,
    open: async (db, person, sealed, place) => openWith(await wrappedKeyOf(db, person), person, sealed, place),
    openWith,
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
