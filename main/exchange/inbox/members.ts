import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import { inPieces } from '../../in-pieces.ts';
import { purgeWriteAheadLog } from '../../store/persons.ts';
import type { Tables } from '../../store/schema.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';
import type { HubPeer, MemberPage } from '../link/hub.ts';
import { APPLIED, type Effect, SUPERSEDED, type Together } from './effect.ts';
import type { IncomingEvent } from './incoming-event.ts';
import { changedMember, type Member, member } from './member.ts';
import { type KeptMember, memberRows } from './member-rows.ts';

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
  /** Those of whom events tell are read before the first of them and written after the last. */
  readonly together: Together;
  /** What a membership event changes here, `together` with others. */
  readonly effect: Effect;
}

const SETTING = 'exchange members';
const state = z.object({ round: z.int(), cursor: z.string().nullable(), wholeAt: z.string().nullable(), going: z.boolean() });
const NOTHING = { round: 0, cursor: null, wholeAt: null, going: false };
/** Deltas tell everything; a whole look once a week shows what was never told. */
const OLDEST_MS = 7 * 86_400_000;
/** Members of one transaction: after each the next page can come in, and whoever works at this desk is answered. */
const AT_ONCE = 1_000;
/** Times of events are cut to the second. */
const SECOND = 1_000;

/** Whether what was told at a time knows of an event. */
const isOlder = ({ happenedAt }: IncomingEvent, toldAt: string): boolean => Date.parse(happenedAt) + SECOND <= Date.parse(toldAt);

/** Somebody of whom events of one transaction tell. */
interface Seen {
  readonly known: KeptMember | undefined;
  /** When the hub told of the member as a whole, or the first event that made one did. */
  changedAt: string | null;
  /** `undefined`: not opened yet. */
  member: Member | null | undefined;
  changed: boolean;
}

/** Opens the members that rest in the store. */
export function openMembers(store: Store): Members {
  const { db, persons, now } = store;
  const rows = memberRows(store);
  /** Of each transaction that takes events, by registration number. */
  const sights = new WeakMap<Kysely<Tables>, ReadonlyMap<string, Seen>>();
  /** The snapshot that is being taken, and events about members that were taken beside it: pages that were asked for before tell nothing of these. */
  let going: { readonly round: number; readonly beside: IncomingEvent[] } | null = null;
  const present = async (from: Kysely<Tables> = db) => state.nullable().parse(await readSetting(from, SETTING)) ?? NOTHING;

  /** Keeps these as the snapshot of a round tells of them, and as what was taken since then tells; of one person the last counts. */
  async function keep(tx: Kysely<Tables>, told: readonly unknown[], changedAt: string, { round, beside }: NonNullable<typeof going>): Promise<void> {
    const members = new Map(told.map((row) => member.parse(row)).map((each) => [each.registration, each]));
    for (const event of beside) {
      const before = event.subject.format === 'doctor' && members.get(event.subject.registration);
      if (before && !isOlder(event, changedAt)) members.set(before.registration, changedMember(before, event)!);
    }
    if (members.size === 0) return;
    const known = await rows.read(tx, [...members.keys()]);
    await rows.write(
      tx,
      [...members].map(([registration, each]) => ({ member: each, known: known.get(registration), changedAt, round })),
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
  function pageAfter(hub: Pick<HubPeer, 'members' | 'clockOffsetMs'>, cursor: string | null): Promise<MemberPage & { readonly at: string }> {
    const at = new Date(now().getTime() + (hub.clockOffsetMs ?? 0)).toISOString();
    const page = hub.members(cursor).then((answer) => ({ ...answer, at }));
    // It is told where the page is awaited, unless what came before could not be kept.
    page.catch(() => {});
    return page;
  }

  function memberOf(seen: Seen): Member | null {
    if (seen.member === undefined) seen.member = seen.known ? rows.open(seen.known) : null;
    return seen.member;
  }

  async function keepChanged(tx: Kysely<Tables>, sight: ReadonlyMap<string, Seen>): Promise<void> {
    const changed = [...sight.values()].filter((seen) => seen.changed);
    if (changed.length === 0) return;
    const { round } = going ?? (await present(tx));
    await rows.write(
      tx,
      changed.map(({ member: told, known, changedAt }) => ({
        member: told!,
        known,
        changedAt: changedAt!,
        round: Math.max(known?.round ?? 0, round),
      })),
    );
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
      const seen = sights.get(from)?.get(registration);
      if (seen) return memberOf(seen);
      const kept = (await rows.read(from, [registration])).get(registration);
      return kept ? rows.open(kept) : null;
    },
    async refresh(hub) {
      const before = await present();
      const tooOld = before.wholeAt === null || now().getTime() - Date.parse(before.wholeAt) > OLDEST_MS;
      if (!before.going && !tooOld) return;
      const round = before.going ? before.round : before.round + 1;
      const snapshot = { round, beside: [] };
      going = snapshot;
      try {
        let gone = 0;
        // The hub looks for the next page while these are sealed and kept.
        let asked: ReturnType<typeof pageAfter> | null = pageAfter(hub, before.going ? before.cursor : null);
        while (asked) {
          const page: Awaited<ReturnType<typeof pageAfter>> = await asked;
          const { rows: told, next, at } = page;
          asked = next === null ? null : pageAfter(hub, next);
          for (const piece of inPieces(told, AT_ONCE)) {
            await db.transaction().execute((tx) => keep(tx, piece, at, snapshot));
            await setImmediate();
          }
          await db.transaction().execute(async (tx) => {
            const whole = next === null;
            if (whole) gone = await letGo(tx, round);
            await keepSetting(tx, SETTING, { round, cursor: next, wholeAt: whole ? now().toISOString() : before.wholeAt, going: !whole });
          });
        }
        if (gone > 0) await purgeWriteAheadLog(db);
      } finally {
        going = null;
      }
    },
    async together(tx, events, work) {
      const numbers = new Set(events.flatMap(({ subject }) => (subject.format === 'doctor' ? [subject.registration] : [])));
      if (numbers.size === 0) return work();
      const kept = await rows.read(tx, [...numbers]);
      const sight = new Map(
        [...numbers].map((number): [string, Seen] => {
          const known = kept.get(number);
          return [number, { known, changedAt: known?.changedAt ?? null, member: undefined, changed: false }];
        }),
      );
      sights.set(tx, sight);
      const answer = await work();
      await keepChanged(tx, sight);
      return answer;
    },
    async effect(tx, event) {
      if (event.subject.format !== 'doctor') return APPLIED;
      const seen = sights.get(tx)?.get(event.subject.registration);
      if (!seen) throw new Error('events about members are taken together');
      if (seen.changedAt !== null && isOlder(event, seen.changedAt)) return SUPERSEDED;
      going?.beside.push(event);
      const before = memberOf(seen);
      const after = changedMember(before, event);
      if (!after || after === before) return APPLIED;
      Object.assign(seen, { member: after, changed: true, changedAt: seen.changedAt ?? event.happenedAt });
      return APPLIED;
    },
  };
}
