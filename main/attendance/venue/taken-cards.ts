import { sha256 } from '../../documents/sha256.ts';
import type { People } from '../../membership/people.ts';
import type { Bindings } from '../cards/bindings.ts';
import { applyReleases, isRelease } from '../cards/releases.ts';
import type { FactLog } from '../facts/log.ts';
import type { SharedBinding } from '../stations/shared.ts';

/** Cards of one seminar that wait for their people: of those who came without booking and whose first record is still on its way. */
const MOST_WAITING = 1_000;

/** What a row says: who has which card since when. Others that say the same need not wait beside it. */
const keyOf = ({ person, certificate, boundAt }: SharedBinding): string => JSON.stringify([person.registration, certificate, boundAt]);

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** Takes the cards that other stations have bound. */
export interface TakenCards {
  /**
   * Binds what can be bound. A card makes nobody with a registration number held: somebody whose booking was taken back, or of whom this desk has let go,
   * does not come back by it. It waits until its person is booked here or has come. A card that staff took back does not come back by a station that has not
   * heard of it, and one that is somebody else's here waits for that.
   */
  take(seminar: string, rows: readonly SharedBinding[]): Promise<void>;
}

export function takenCards(parts: {
  readonly people: Pick<People, 'find' | 'ensure'>;
  readonly bindings: Pick<Bindings, 'adopt' | 'release'>;
  readonly log: Pick<FactLog, 'watch' | 'of'>;
}): TakenCards {
  const { people, bindings, log } = parts;
  const waiting = new Map<string, Map<string, SharedBinding>>();
  /** Cards that are somebody else's here, by seminar. */
  const contested = new Map<string, readonly SharedBinding[]>();
  const isKnown = ({ person }: SharedBinding): boolean => person.registration === null || people.find(person) !== null;

  async function take(seminar: string, rows: readonly SharedBinding[]): Promise<void> {
    const all = [...(waiting.get(seminar)?.values() ?? []), ...rows];
    const later = all.filter((row) => !isKnown(row)).slice(-MOST_WAITING);
    if (later.length > 0) waiting.set(seminar, new Map(later.map((row) => [keyOf(row), row])));
    else waiting.delete(seminar);
    await applyReleases({ log, bindings }, seminar);
    const known = [];
    const told: { readonly name: string; readonly row: SharedBinding }[] = [];
    for (const row of all.filter(isKnown)) {
      const { person, certificate, chain, atr, way, boundAt, by } = row;
      const der = bytesOf(certificate);
      // What the other station knows more of somebody fills what is not known here.
      const held = await people.ensure(person);
      known.push({ person: held.person, der, chain: chain.map(bytesOf), atr, way, boundAt, by });
      told.push({ name: sha256(der), row });
    }
    if (known.length === 0) return;
    const conflicting = new Set((await bindings.adopt(known)).conflicting);
    const others = told.flatMap(({ name, row }) => (conflicting.has(name) ? row : []));
    if (others.length > 0) contested.set(seminar, [...(contested.get(seminar) ?? []), ...others].slice(-MOST_WAITING));
  }

  /** After a card was taken back at one seminar: it may be somebody's of whom rows of another have told. */
  async function takeContested(seminar: string): Promise<void> {
    const again = [...contested];
    contested.clear();
    await take(seminar, []);
    for (const [other, rows] of again) await take(other, rows);
  }

  log.watch((fact) => {
    const { seminar } = fact.body;
    const work = isRelease(fact) ? takeContested(seminar) : waiting.has(seminar) ? take(seminar, []) : null;
    work?.catch((error: unknown) => console.error(error));
  });
  return { take };
}
