import type { ReceptionView } from '../../api/schema/attendance.ts';
import type { People } from '../../membership/people.ts';
import type { Seminars } from '../../training/seminars.ts';
import type { Bindings } from '../cards/bindings.ts';
import type { FactLog } from '../facts/log.ts';
import type { Shared, SharedBinding, SharedChange } from '../stations/shared.ts';

/** States in which a seminar is shared among the stations of a venue; what a station tells late still counts for a correction. */
const SHARED_STATES: ReadonlySet<string> = new Set(['open', 'running', 'closed', 'settled', 'corrected']);

export interface SharedParts {
  readonly seminars: Seminars;
  readonly people: People;
  readonly bindings: Bindings;
  readonly log: FactLog;
  /** Seminar whose reception is open at this desk. */
  readonly receiving: () => ReceptionView['seminar'];
}

export interface VenueShared extends Shared {
  /** Tells stations that something of this desk has changed. */
  tell(change: SharedChange): void;
  /** Tells them of the cards of one person alone. */
  tellCards(seminar: string, person: string): Promise<void>;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** What of this desk goes to the other stations of a venue, and how what comes from them is taken: people by registration number, cards judged anew. */
export function sharedRows({ seminars, people, bindings, log, receiving }: SharedParts): VenueShared {
  const listeners = new Set<(change: SharedChange) => void>();
  const tell = (change: SharedChange) => {
    for (const listener of listeners) listener(change);
  };
  seminars.watch(({ id }) => {
    tell({ kind: 'plan', seminar: id });
    tell({ kind: 'seminars' });
  });
  const knows = (seminar: string): boolean => seminars.list().some(({ id }) => id === seminar);

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
      const who = { registration, name, kana, affiliation, birthDate, myPage };
      const card = { certificate: base64(der), chain: chain.map(base64), atr, way, boundAt, by };
      return [{ person: who, ...card }];
    });
  }

  return {
    tell,
    tellCards: async (seminar, person) => tell({ kind: 'bindings', seminar, rows: await bindingRows([person]) }),
    seminars: () => {
      const open = receiving();
      return seminars
        .list()
        .filter(({ id, state }) => id === open || SHARED_STATES.has(state))
        .map(({ id }) => id);
    },
    rows: {
      plan: async (seminar) => (knows(seminar) ? seminars.revisions(seminar) : []),
      people: async (seminar) => people.bookings(seminar),
      bindings: async (seminar) => bindingRows(await personsOf(seminar)),
    },
    take: {
      plan: (_seminar, rows) => seminars.adopt(rows),
      people: (seminar, rows) => people.adopt(seminar, rows),
      async bindings(_seminar, rows) {
        const known = [];
        for (const { person, certificate, chain, atr, way, boundAt, by } of rows) {
          const held = await people.ensure(person);
          known.push({ person: held.person, der: bytesOf(certificate), chain: chain.map(bytesOf), atr, way, boundAt, by });
        }
        await bindings.adopt(known);
      },
    },
    facts: log,
    watch(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}
