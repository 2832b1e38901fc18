import { type Kysely, sql } from 'kysely';
import * as z from 'zod';
import { searchTokens } from '../../credentials/registry/tokens.ts';
import { purgeWriteAheadLog } from '../../store/persons.ts';
import type { Tables } from '../../store/schema.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';
import type { HubPeer } from '../link/hub.ts';
import { APPLIED, type Effect, SUPERSEDED } from './effect.ts';
import { changedMember, type Member, member } from './member.ts';

/** How far the members are known. */
export interface MembersView {
  /** How many; sealed, each under a key of its own. */
  readonly count: number;
  /** When the last snapshot was whole, ISO 8601; `null` before the first. */
  readonly wholeAt: string | null;
}

/** The members that the hub shows this desk: a snapshot, and what was told since. */
export interface Members {
  view(): Promise<MembersView>;
  find(db: Kysely<Tables>, registration: string): Promise<Member | null>;
  /** Keeps the snapshot going where it was cut off, and begins a new one when the last is too old. @throws whatever the network throws */
  refresh(hub: Pick<HubPeer, 'members' | 'clockOffsetMs'>): Promise<void>;
  /** What a membership event changes here. */
  readonly effect: Effect;
}

const SETTING = 'exchange members';
const state = z.object({ round: z.int(), cursor: z.string().nullable(), wholeAt: z.string().nullable(), going: z.boolean() });
const NOTHING = { round: 0, cursor: null, wholeAt: null, going: false };
const PLACE = 'member as the hub tells';
/** Deltas tell everything; a whole look once a week shows what was never told. */
const OLDEST_MS = 7 * 86_400_000;
/** Times of events are cut to the second. */
const SECOND = 1_000;

/** Members of one transaction: each costs three places of the file, and those of many lie together. */
const AT_ONCE = 5_000;

const bySubject = (a: { readonly subject: string }, b: { readonly subject: string }): number => (a.subject < b.subject ? -1 : 1);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Opens the members that rest in the store. */
export function openMembers({ db, persons, masterKey, now }: Store): Members {
  const tokens = searchTokens(masterKey.key);
  const present = async (from: Kysely<Tables> = db) => state.nullable().parse(await readSetting(from, SETTING)) ?? NOTHING;

  const rowOf = (from: Kysely<Tables>, registration: string) =>
    from
      .selectFrom('exchange_member')
      .innerJoin('person', 'person.id', 'exchange_member.person')
      .select(['person', 'sealed', 'changed_at', 'wrapped_key'])
      .where('subject', '=', tokens.registration(registration))
      .executeTakeFirst();
  type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;
  const memberOf = ({ wrapped_key, person, sealed }: Row) => persons.openWith(wrapped_key, person, sealed, PLACE) as Member | null;

  /** Keeps these, each person once, as the snapshot of a round tells of them; a statement for all, since 180,000 come. */
  async function keep(tx: Kysely<Tables>, told: readonly Member[], changed_at: string, round: number): Promise<void> {
    const subjects = told.map(({ registration }) => hex(tokens.registration(registration)));
    const rows = await tx
      .selectFrom('exchange_member')
      .innerJoin('person', 'person.id', 'exchange_member.person')
      .select(['subject', 'person', 'wrapped_key'])
      .where('subject', 'in', sql<Uint8Array>`(SELECT unhex(value) FROM json_each(${JSON.stringify(subjects)}))`)
      .execute();
    const known = new Map(rows.map(({ subject, person, wrapped_key }) => [hex(subject), { person, key: wrapped_key }]));
    const made: { readonly id: string; readonly key: string; readonly at: string }[] = [];
    const kept = told.map((each, index) => {
      const subject = subjects[index]!;
      let { person, key } = known.get(subject) ?? { person: '', key: null };
      if (!key) {
        const row = persons.make();
        made.push({ id: row.id, key: hex(row.wrapped_key), at: row.created_at });
        ({ id: person, wrapped_key: key } = row);
      }
      return { subject, person, sealed: hex(persons.sealWith(key, person, each, PLACE)) };
    });
    if (made.length > 0)
      await sql`INSERT INTO person (id, wrapped_key, created_at)
        SELECT value ->> 'id', unhex(value ->> 'key'), value ->> 'at' FROM json_each(${JSON.stringify(made)})`.execute(tx);
    await sql`INSERT INTO exchange_member (subject, person, sealed, changed_at, round)
      SELECT unhex(value ->> 'subject'), value ->> 'person', unhex(value ->> 'sealed'), ${changed_at}, ${round} FROM json_each(${JSON.stringify(kept.toSorted(bySubject))}) WHERE true
      ON CONFLICT (subject) DO UPDATE SET person = excluded.person, sealed = excluded.sealed, changed_at = excluded.changed_at, round = excluded.round`.execute(
      tx,
    );
  }

  /** Whom the hub shows no longer is none of this desk's business any more. */
  async function letGo(tx: Kysely<Tables>, round: number): Promise<number> {
    const gone = await tx.selectFrom('exchange_member').select('person').where('round', '<', round).execute();
    await tx.deleteFrom('exchange_member').where('round', '<', round).execute();
    for (const { person } of gone) await persons.destroy(tx, person);
    return gone.length;
  }

  /** A page, with the time by the hub's clock before it looked: what it tells of afterwards is newer than the page. */
  function pageAfter(hub: Pick<HubPeer, 'members' | 'clockOffsetMs'>, cursor: string | null) {
    const at = new Date(now().getTime() + (hub.clockOffsetMs ?? 0)).toISOString();
    const page = hub.members(cursor).then((answer) => ({ ...answer, at }));
    // It is told where the page is awaited, unless what came before could not be kept.
    page.catch(() => {});
    return page;
  }
  type Page = ReturnType<typeof pageAfter>;

  /** Pages until there are enough for one transaction; the one after them is asked for already. Of one person the last row counts. */
  async function gather(first: Page, ask: (after: string) => Page) {
    const told = new Map<string, Member>();
    let page = await first;
    const { at } = page;
    for (;;) {
      const { rows, next } = page;
      for (const row of rows) {
        const each = member.parse(row);
        told.set(each.registration, each);
      }
      const following = next === null ? null : ask(next);
      if (!following || told.size >= AT_ONCE) return { told: [...told.values()], next, at };
      page = await following;
    }
  }

  return {
    async view() {
      const { count } = await db
        .selectFrom('exchange_member')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return { count, wholeAt: (await present()).wholeAt };
    },
    async find(from, registration) {
      const row = await rowOf(from, registration);
      return row ? memberOf(row) : null;
    },
    async refresh(hub) {
      const before = await present();
      const tooOld = before.wholeAt === null || now().getTime() - Date.parse(before.wholeAt) > OLDEST_MS;
      if (!before.going && !tooOld) return;
      const round = before.going ? before.round : before.round + 1;
      let cursor = before.going ? before.cursor : null;
      let gone = 0;
      // The hub looks for the next page while these are sealed and kept.
      let asked = pageAfter(hub, cursor);
      do {
        const { told, next, at } = await gather(asked, (after) => (asked = pageAfter(hub, after)));
        await db.transaction().execute(async (tx) => {
          if (told.length > 0) await keep(tx, told, at, round);
          const whole = next === null;
          if (whole) gone = await letGo(tx, round);
          await keepSetting(tx, SETTING, { round, cursor: next, wholeAt: whole ? now().toISOString() : before.wholeAt, going: !whole });
        });
        cursor = next;
      } while (cursor !== null);
      if (gone > 0) await purgeWriteAheadLog(db);
    },
    async effect(tx, event) {
      if (event.subject.format !== 'doctor') return APPLIED;
      const row = await rowOf(tx, event.subject.registration);
      if (row && Date.parse(event.happenedAt) + SECOND <= Date.parse(row.changed_at)) return SUPERSEDED;
      const before = row ? memberOf(row) : null;
      const after = changedMember(before, event);
      if (!after || after === before) return APPLIED;
      if (row?.wrapped_key) {
        const sealed = persons.sealWith(row.wrapped_key, row.person, after, PLACE);
        await tx.updateTable('exchange_member').set({ sealed }).where('person', '=', row.person).execute();
      } else {
        const { round } = await present(tx);
        await keep(tx, [after], row?.changed_at ?? event.happenedAt, round);
      }
      return APPLIED;
    },
  };
}
