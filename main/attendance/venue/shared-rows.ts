import type { ReceptionView } from '../../api/schema/attendance.ts';
import type { Seminar, SeminarPlan } from '../../api/schema/training.ts';
import type { People } from '../../membership/people.ts';
import type { Seminars } from '../../training/seminars.ts';
import type { Bindings } from '../cards/bindings.ts';
import type { FactLog } from '../facts/log.ts';
import { type Shared, type SharedBinding, type SharedChange, shareable } from '../stations/shared.ts';
import { takenCards } from './taken-cards.ts';

/** States in which a seminar is shared with a station that knows it already, whatever the clock of this desk says. */
const OPEN_STATES: ReadonlySet<string> = new Set(['open', 'running']);
/** In these too while its day is near: what a station tells late still counts for a correction. */
const OVER_STATES: ReadonlySet<string> = new Set(['closed', 'settled', 'corrected']);
/** From a session, before and after it: desks are set up some days before, and brought together some days after. */
const NEAR_MS = 7 * 24 * 60 * 60_000;

const isNear = ({ sessions }: SeminarPlan, now: Date): boolean =>
  sessions.some(({ startsAt, endsAt }) => Date.parse(startsAt) - NEAR_MS <= now.getTime() && now.getTime() <= Date.parse(endsAt) + NEAR_MS);

export interface SharedParts {
  readonly seminars: Seminars;
  readonly people: People;
  readonly bindings: Bindings;
  readonly log: FactLog;
  /** Seminar whose reception is open at this desk. */
  readonly receiving: () => ReceptionView['seminar'];
  readonly now: () => Date;
}

export interface VenueShared extends Shared {
  /** Tells stations that something of this desk has changed. */
  tell(change: SharedChange): void;
  /** Tells them of the cards of one person alone. */
  tellCards(seminar: string, person: string): Promise<void>;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** What of this desk goes to the other stations of a venue, and how what comes from them is taken: people by registration number, cards judged anew. */
export function sharedRows({ seminars, people, bindings, log, receiving, now }: SharedParts): VenueShared {
  const listeners = new Set<(change: SharedChange) => void>();
  const tell = (change: SharedChange) => {
    for (const listener of listeners) listener(change);
  };
  seminars.watch(({ id }) => {
    tell({ kind: 'plan', seminar: id });
    tell({ kind: 'seminars' });
  });
  const cards = takenCards({ people, bindings, log });
  const knows = (seminar: string): boolean => seminars.list().some(({ id }) => id === seminar);

  /** The seminar that is received here, whatever is said of it, and then others. */
  function sharedWhere(holds: (seminar: Seminar) => boolean): readonly string[] {
    const open = receiving();
    const others = seminars.list().filter((seminar) => seminar.id !== open && holds(seminar));
    return [...(open === null ? [] : [open]), ...others.map(({ id }) => id)];
  }

  /** Everybody of a seminar: who is booked, and who came. */
  async function personsOf(seminar: string): Promise<ReadonlySet<string>> {
    const came = (await log.of(seminar)).flatMap(({ person }) => person ?? []);
    return new Set([...people.booked(seminar).map(({ person }) => person), ...came]);
  }

  async function bindingRows(persons: Iterable<string>): Promise<readonly SharedBinding[]> {
    const rows = await bindings.rowsOf(persons);
    return rows.flatMap(({ person, der, chain, atr, way, boundAt, by }) => {
      const held = people.byId(person);
      if (!held) return [];
      const { registration, name, kana, affiliation, birthDate, myPage } = held;
      const who = shareable({ registration, name, kana, affiliation, birthDate, myPage });
      const card = { certificate: base64(der), chain: chain.map(base64), atr, way, boundAt, by };
      return [{ person: who, ...card }];
    });
  }

  return {
    tell,
    tellCards: async (seminar, person) => tell({ kind: 'bindings', seminar, rows: await bindingRows([person]) }),
    seminars: () => sharedWhere(({ state, plan }) => OPEN_STATES.has(state) || (OVER_STATES.has(state) && isNear(plan, now()))),
    offered: () => sharedWhere(({ state, plan }) => OPEN_STATES.has(state) && isNear(plan, now())),
    rows: {
      plan: async (seminar) => (knows(seminar) ? seminars.revisions(seminar) : []),
      people: async (seminar) => people.bookings(seminar).map((row) => ('withdrawn' in row ? row : shareable(row))),
      bindings: async (seminar) => bindingRows(await personsOf(seminar)),
    },
    take: {
      plan: (_seminar, rows) => seminars.adopt(rows),
      async people(seminar, rows) {
        await people.adopt(seminar, rows);
        await cards.take(seminar, []);
      },
      bindings: (seminar, rows) => cards.take(seminar, rows),
    },
    facts: log,
    watch(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}
