import { createSecretKey, type KeyObject } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { v7 } from 'uuid';
import { deriveKey, freshBytes, KEY_LENGTH, seal, searchToken, unseal } from './sealing.ts';
import type { Tables } from './schema.ts';

/** A person whom nothing knows yet. */
export interface NewPerson {
  /** To be inserted. */
  readonly row: Tables['person'] & { readonly wrapped_key: Uint8Array };
  /** As `Persons.sealWith`, with the key at hand. */
  seal(value: unknown, place: string): Uint8Array;
}

/** The key of one person, unwrapped once for many values of bytes. */
export interface PersonKey {
  open(sealed: Uint8Array, place: string): Uint8Array;
  seal(bytes: Uint8Array, place: string): Uint8Array;
}

/**
 * A key per person. What concerns a person is kept only sealed under it; destroying the key is deletion, and hash chains, which run over
 * the sealed bytes, still verify.
 */
export interface Persons {
  /** A new person whom no subject finds. `db` may be a transaction. */
  create(db: Kysely<Tables>): Promise<string>;
  /** As `create`, not inserted yet: thousands are made without a statement each. */
  make(): NewPerson;
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
  /** For many values of one person; `null` once the key was destroyed. */
  keyOf(wrappedKey: Uint8Array | null, person: string): PersonKey | null;
  /** Destroys the key and every way to find the person again. */
  destroy(db: Kysely<Tables>, person: string): Promise<void>;
}

export function personKeys(master: Uint8Array, now: () => Date): Persons {
  const wrapping = createSecretKey(deriveKey(master, 'person keys'));
  const index = deriveKey(master, 'search tokens');

  async function wrappedKeyOf(db: Kysely<Tables>, person: string): Promise<Uint8Array | null> {
    const row = await db.selectFrom('person').select('wrapped_key').where('id', '=', person).executeTakeFirst();
    return row?.wrapped_key ?? null;
  }

  const unwrap = (wrappedKey: Uint8Array, person: string): Uint8Array => unseal(wrapping, wrappedKey, `person ${person}`);

  const sealUnder = (key: Uint8Array | KeyObject, person: string, value: unknown, place: string): Uint8Array =>
    seal(key, Buffer.from(JSON.stringify(value)), `${place} of ${person}`);

  function make(): NewPerson {
    // In the order of time (RFC 9562, version 7): those who are made together lie together in the file.
    const id = v7({ random: freshBytes(16) });
    const bytes = freshBytes(KEY_LENGTH);
    const key = createSecretKey(bytes);
    const wrapped_key = seal(wrapping, bytes, `person ${id}`);
    return {
      row: { id, wrapped_key, created_at: now().toISOString(), destroyed_at: null },
      seal: (value, place) => sealUnder(key, id, value, place),
    };
  }

  async function create(db: Kysely<Tables>): Promise<string> {
    const { row } = make();
    await db.insertInto('person').values(row).execute();
    return row.id;
  }

  function openWith(wrappedKey: Uint8Array | null, person: string, sealed: Uint8Array, place: string): unknown {
    if (!wrappedKey) return null;
    return JSON.parse(Buffer.from(unseal(unwrap(wrappedKey, person), sealed, `${place} of ${person}`)).toString('utf8'));
  }

  const sealWith = (wrappedKey: Uint8Array, person: string, value: unknown, place: string): Uint8Array =>
    sealUnder(unwrap(wrappedKey, person), person, value, place);

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
    keyOf(wrappedKey, person) {
      if (!wrappedKey) return null;
      const key = createSecretKey(unwrap(wrappedKey, person));
      return {
        open: (sealed, place) => unseal(key, sealed, `${place} of ${person}`),
        seal: (bytes, place) => seal(key, bytes, `${place} of ${person}`),
      };
    },
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
