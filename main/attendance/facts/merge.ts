import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { MergeAnswer } from '../../api/schema/attendance.ts';
import type { People } from '../../membership/people.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { FactBody, KnownFact, TravellingFact } from './fact.ts';
import { type Holders, holders } from './holder.ts';
import { sealPayload } from './rows.ts';
import { FACT_LIMITS } from './schema.ts';
import { type ArrivedFact, arrived } from './travel.ts';

export interface MergeParts {
  readonly store: Store;
  /** This desk. */
  readonly device: string;
  readonly people: Pick<People, 'ensure'>;
  readonly publish: (fact: KnownFact) => void;
}

/** Facts of one transaction: a tap that comes meanwhile waits for one of these, some milliseconds. */
const AT_ONCE = 25;

/** What of some facts is here: not at all, without its payload, or whole. */
type Presence = ReadonlyMap<string, 'bare' | 'whole'>;

async function presenceOf(db: Kysely<Tables>, facts: readonly ArrivedFact[]): Promise<Presence> {
  const hashes = facts.map(({ hash }) => hash);
  const rows = await db
    .selectFrom('attendance_fact')
    .select((select) => ['hash', select('sealed', 'is', null).as('bare')])
    .where('hash', 'in', hashes)
    .execute();
  return new Map(rows.map(({ hash, bare }) => [hash, bare ? 'bare' : 'whole']));
}

const isNew = ({ hash }: ArrivedFact, presence: Presence): boolean => !presence.has(hash);
const bringsPayload = ({ hash, payload }: ArrivedFact, presence: Presence): boolean => payload !== null && presence.get(hash) === 'bare';

/** Of the same fact twice, the one with its payload. */
function once(facts: readonly ArrivedFact[]): ArrivedFact[] {
  const found = new Map<string, ArrivedFact>();
  for (const fact of facts) if (!found.get(fact.hash)?.payload) found.set(fact.hash, fact);
  return [...found.values()];
}

/** Devices of these facts that wrote another fact under the same number. */
async function forksAmong(db: Kysely<Tables>, facts: readonly ArrivedFact[]): Promise<string[]> {
  const rows = await db
    .selectFrom('attendance_fact as fact')
    .innerJoin('attendance_fact as other', (join) =>
      join
        .onRef('other.seminar', '=', 'fact.seminar')
        .onRef('other.device', '=', 'fact.device')
        .onRef('other.sequence', '=', 'fact.sequence')
        .onRef('other.hash', '!=', 'fact.hash'),
    )
    .select('fact.device')
    .distinct()
    .where(
      'fact.hash',
      'in',
      facts.map(({ hash }) => hash),
    )
    .execute();
  return rows.map(({ device }) => device);
}

/** Facts and devices of each seminar here; counted once, then kept up with. */
class Room {
  readonly #own: string;
  readonly #from: string | undefined;
  readonly #counts = new Map<string, number>();
  readonly #devices = new Map<string, Set<string>>();

  /**
   * @param own this desk, which has its place whatever others have taken
   * @param from station that brings the facts itself
   */
  constructor(own: string, from: string | undefined) {
    this.#own = own;
    this.#from = from;
  }

  async count(db: Kysely<Tables>, seminar: string): Promise<void> {
    if (this.#counts.has(seminar)) return;
    const rows = await db
      .selectFrom('attendance_fact')
      .select((select) => ['device', select.fn.countAll<number>().as('facts')])
      .where('seminar', '=', seminar)
      .groupBy('device')
      .execute();
    this.#counts.set(
      seminar,
      rows.reduce((sum, { facts }) => sum + facts, 0),
    );
    this.#devices.set(seminar, new Set([this.#own, ...rows.map(({ device }) => device)]));
  }

  /** Takes a place; `false`: none is left, for facts or for a further device. */
  take({ seminar, device }: FactBody): boolean {
    const count = this.#counts.get(seminar)!;
    const devices = this.#devices.get(seminar)!;
    const most = device === this.#from ? FACT_LIMITS.devices : FACT_LIMITS.toldDevices;
    if (count >= FACT_LIMITS.perSeminar || (!devices.has(device) && devices.size >= most)) return false;
    this.#counts.set(seminar, count + 1);
    devices.add(device);
    return true;
  }
}

interface Written {
  readonly added: readonly KnownFact[];
  readonly completed: readonly KnownFact[];
  readonly refused: number;
}

const NOTHING: Written = { added: [], completed: [], refused: 0 };

/** Writes what is new. What it was an instant ago is asked again, as another merge may have come in between. */
async function write({ store }: MergeParts, db: Kysely<Tables>, facts: readonly ArrivedFact[], who: Holders, room: Room): Promise<Written> {
  const presence = await presenceOf(db, facts);
  const received_at = store.now().toISOString();
  const rows: Tables['attendance_fact'][] = [];
  const added: KnownFact[] = [];
  const completed: KnownFact[] = [];
  let refused = 0;
  for (const fact of facts) {
    const { hash, text, body, payload } = fact;
    const fresh = isNew(fact, presence);
    if (!fresh && !bringsPayload(fact, presence)) continue;
    if (fresh && !room.take(body)) {
      refused += 1;
      continue;
    }
    const person = payload && (await who.find(db, payload, { device: body.device, person: payload.origin }));
    const sealed = payload === null || person === null ? null : await sealPayload(store.persons, db, person, hash, payload);
    const { device, sequence, seminar, nonce } = body;
    if (fresh) rows.push({ hash, device, sequence, seminar, nonce, body: text, person, sealed, received_at });
    else await db.updateTable('attendance_fact').set({ person, sealed }).where('hash', '=', hash).execute();
    (fresh ? added : completed).push({ hash, body, payload, person });
  }
  if (rows.length > 0) await db.insertInto('attendance_fact').values(rows).execute();
  return { added, completed, refused };
}

/**
 * Takes what is new of some facts, each whole or not at all. Nothing of it depends on order: neither gaps nor forks hinder; chains are checked by
 * `verifyFacts`. Facts in this desk's own name that it does not know are taken and told as a fork: its folder was set back, or somebody writes in its name.
 */
export async function mergeFacts(parts: MergeParts, facts: readonly TravellingFact[], seminar?: string, from?: string): Promise<MergeAnswer> {
  const { store, people, device, publish } = parts;
  const who = holders(store.persons, people, device);
  const room = new Room(device, from);
  const forks = new Set<string>();
  const answer = { added: 0, known: 0, refused: 0 };
  for (let start = 0; start < facts.length; start += AT_ONCE) {
    if (start > 0) await setImmediate();
    const given = facts.slice(start, start + AT_ONCE);
    const sound = given.flatMap((fact) => arrived(fact) ?? []).filter(({ body }) => seminar === undefined || body.seminar === seminar);
    answer.refused += given.length - sound.length;
    const distinct = once(sound);
    if (distinct.length === 0) continue;
    const presence = await presenceOf(store.db, distinct);
    const news = distinct.filter((fact) => isNew(fact, presence) || bringsPayload(fact, presence));
    for (const { body, payload } of news) {
      await room.count(store.db, body.seminar);
      if (!payload) continue;
      await who.prepare(payload);
      await setImmediate();
    }
    const written = news.length === 0 ? NOTHING : await store.db.transaction().execute((transaction) => write(parts, transaction, news, who, room));
    const { added, completed, refused } = written;
    for (const fact of [...added, ...completed]) publish(fact);
    if (added.some(({ body }) => body.device === device)) forks.add(device);
    answer.added += added.length;
    answer.refused += refused;
    answer.known += sound.length - added.length - refused;
    for (const fork of await forksAmong(store.db, distinct)) forks.add(fork);
  }
  return { ...answer, forks: [...forks].sort() };
}
