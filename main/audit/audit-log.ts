import { type Kysely, sql } from 'kysely';
import type { AuditEntry } from '../api/schema/application.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/schema.ts';
import type { AuditEvent, Facts } from './actions.ts';
import { canonicalJson } from './canonical-json.ts';
import { type Entry, entryHash, GENESIS, type Head, headSeal } from './chain.ts';

/** The append-only log of everything that touches a card or a document. */
export interface AuditLog {
  /** Writes the first entry where there is none; it says whether the master key is as new as the log. */
  begin(): Promise<void>;
  /** Appends in a transaction of its own. */
  record(event: AuditEvent): Promise<void>;
  /** Appends within the caller's transaction, so that a fact and its record are kept or lost together. */
  append(transaction: Kysely<Tables>, event: AuditEvent): Promise<void>;
  /** Newest first, those before a sequence number. */
  list(before: number | null, limit: number, query?: AuditQuery): Promise<AuditEntry[]>;
}

/** Which entries are wanted; `undefined` and `null`: whatever it is. */
export interface AuditQuery {
  readonly action?: string | null;
  /** Actions that are left out. */
  readonly without?: readonly string[];
  /** Member of staff who did it or confirmed it. */
  readonly staff?: string | null;
  /** Number of a holder, alone or among others. */
  readonly holder?: number | null;
  /** ISO times, the second exclusive. */
  readonly from?: string | null;
  readonly until?: string | null;
}

const PLACE = 'audit facts';

export function auditLog(store: Store): AuditLog {
  const seal = headSeal(store.masterKey.key);

  const head = (db: Kysely<Tables>) => db.selectFrom('audit_head').select(['sequence', 'hash']).executeTakeFirst();

  async function append(db: Kysely<Tables>, { action, facts = {}, personal }: AuditEvent): Promise<void> {
    const before: Head = (await head(db)) ?? GENESIS;
    const person = personal ? await store.persons.identify(db, personal.subject) : null;
    const content: Omit<Entry, 'hash'> = {
      sequence: before.sequence + 1,
      at: store.now().toISOString(),
      action,
      facts: canonicalJson(facts),
      personal: canonicalJson(Object.keys(personal?.facts ?? {}).sort()),
      person,
      sealed: person && personal ? await store.persons.seal(db, person, personal.facts, PLACE) : null,
      previous: before.hash,
    };
    const entry: Entry = { ...content, hash: entryHash(content) };
    await db.insertInto('audit_entry').values(entry).execute();
    const next = { sequence: entry.sequence, hash: entry.hash, mac: seal.mac(entry) };
    await db
      .insertInto('audit_head')
      .values({ id: 1, ...next })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(next))
      .execute();
  }

  async function personalFacts(entry: Entry): Promise<Facts> {
    const names = JSON.parse(entry.personal) as string[];
    const gone = Object.fromEntries(names.map((name) => [name, null]));
    if (!entry.person || !entry.sealed) return gone;
    return { ...gone, ...((await store.persons.open(store.db, entry.person, entry.sealed, PLACE)) as Facts | null) };
  }

  return {
    begin: () =>
      store.db.transaction().execute(async (transaction) => {
        if (await head(transaction)) return;
        await append(transaction, { action: 'store.created', facts: { masterKey: store.masterKey.created ? 'new' : 'existing' } });
      }),
    append,
    record: (event) => store.db.transaction().execute((transaction) => append(transaction, event)),
    async list(before, limit, { action = null, without = [], staff = null, holder = null, from = null, until = null } = {}) {
      let query = store.db.selectFrom('audit_entry').selectAll().orderBy('sequence', 'desc').limit(limit);
      if (before !== null) query = query.where('sequence', '<', before);
      if (action !== null) query = query.where('action', '=', action);
      if (without.length > 0) query = query.where('action', 'not in', [...without]);
      if (from !== null) query = query.where('at', '>=', from);
      if (until !== null) query = query.where('at', '<', until);
      if (staff !== null) query = query.where(sql<boolean>`${staff} IN (facts ->> 'by', facts ->> 'second', facts ->> 'staff')`);
      if (holder !== null)
        query = query.where(sql<boolean>`(facts ->> 'holder' = ${holder} OR instr(' ' || (facts ->> 'holders') || ' ', ${` ${holder} `}) > 0)`);
      const entries = await query.execute();
      return Promise.all(
        entries.map(async (entry) => ({
          sequence: entry.sequence,
          at: entry.at,
          action: entry.action,
          facts: { ...(JSON.parse(entry.facts) as Facts), ...(await personalFacts(entry)) },
          hash: entry.hash,
        })),
      );
    },
  };
}
