import type { Kysely } from 'kysely';
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

  /** Keeps these, each person once; `round`: of the snapshot that tells of them, `null` for what was told since. */
  async function keep(tx: Kysely<Tables>, told: readonly Member[], changed_at: string, round: number | null): Promise<void> {
    const subjects = new Map(told.map((each) => [each, tokens.registration(each.registration)]));
    const rows = await tx
      .selectFrom('exchange_member')
      .innerJoin('person', 'person.id', 'exchange_member.person')
      .select(['subject', 'person', 'wrapped_key'])
      .where('subject', 'in', [...subjects.values()])
      .execute();
    const known = new Map(rows.map((row) => [hex(row.subject), row]));
    const made: { readonly person: ReturnType<typeof persons.make>; readonly row: Tables['exchange_member'] }[] = [];
    const ofRound = round ?? (await present(tx)).round;
    for (const [each, subject] of subjects) {
      const its = known.get(hex(subject));
      if (its?.wrapped_key) {
        const sealed = persons.sealWith(its.wrapped_key, its.person, each, PLACE);
        const change = { sealed, changed_at, ...(round !== null && { round }) };
        await tx.updateTable('exchange_member').set(change).where('subject', '=', subject).execute();
        continue;
      }
      if (its) await tx.deleteFrom('exchange_member').where('subject', '=', subject).execute();
      const person = persons.make();
      made.push({
        person,
        row: { subject, person: person.id, sealed: persons.sealWith(person.wrapped_key, person.id, each, PLACE), changed_at, round: ofRound },
      });
    }
    if (made.length === 0) return;
    await tx
      .insertInto('person')
      .values(made.map(({ person }) => person))
      .execute();
    await tx
      .insertInto('exchange_member')
      .values(made.map(({ row }) => row))
      .execute();
  }

  /** Whom the hub shows no longer is none of this desk's business any more. */
  async function letGo(tx: Kysely<Tables>, round: number): Promise<number> {
    const gone = await tx.selectFrom('exchange_member').select('person').where('round', '<', round).execute();
    await tx.deleteFrom('exchange_member').where('round', '<', round).execute();
    for (const { person } of gone) await persons.destroy(tx, person);
    return gone.length;
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
      do {
        // By the hub's clock, before it looks: what it tells of afterwards is newer than the page.
        const at = new Date(now().getTime() + (hub.clockOffsetMs ?? 0)).toISOString();
        const { rows, next } = await hub.members(cursor);
        const told = [...new Map(rows.map((row) => member.parse(row)).map((each) => [each.registration, each])).values()];
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
      if (after && after !== before) await keep(tx, [after], row?.changed_at ?? event.happenedAt, null);
      return APPLIED;
    },
  };
}
