import { AppError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import { factHash } from './chain.ts';
import { type FactRow, factRows, openPayload } from './rows.ts';
import { bodyOf, commits } from './travel.ts';

/**
 * What is wrong with a fact: `hash` the body is not what its name says · `form` it is no body, or stands elsewhere than it says · `sealed` the payload's
 * bytes were changed or moved · `commitment` the payload is another one · `gap` the fact before it is not here (deleted, or never arrived) · `link` it
 * follows another fact than those with the number before it (rewritten, or one of a fork that never arrived).
 */
export type FactFault = 'hash' | 'form' | 'sealed' | 'commitment' | 'gap' | 'link';

export interface FactsVerification {
  readonly intact: boolean;
  readonly facts: number;
  /** First in chain order. */
  readonly brokenAt: { readonly device: string; readonly sequence: number; readonly fault: FactFault } | null;
  /** Devices that wrote two facts under one number. */
  readonly forks: readonly string[];
}

interface PlacedRow extends FactRow {
  readonly device: string;
  readonly sequence: number;
  readonly seminar: string;
  readonly nonce: string;
}

const PLACE = ['device', 'sequence', 'seminar', 'nonce'] as const;

function ownFault(store: Pick<Store, 'persons'>, row: PlacedRow): FactFault | null {
  if (factHash(row.body) !== row.hash) return 'hash';
  const body = bodyOf(row.body);
  if (!body || PLACE.some((name) => body[name] !== row[name])) return 'form';
  try {
    const payload = openPayload(store.persons, row);
    return payload && !commits(body, payload) ? 'commitment' : null;
  } catch {
    return 'sealed';
  }
}

/** Follows the chains of one seminar, in chain order. */
class Chains {
  #device = '';
  #sequence = 0;
  /** Hashes under the number before, and under this one. */
  #before: readonly string[] = [''];
  #here: string[] = [''];
  readonly forks = new Set<string>();

  /** Takes the next fact. @returns what is wrong with its place */
  next({ device, sequence, hash, body }: PlacedRow): FactFault | null {
    if (device !== this.#device) this.#start(device);
    const gap = sequence > this.#sequence + 1;
    if (sequence === this.#sequence) this.forks.add(device);
    else {
      this.#before = this.#here;
      this.#here = [];
      this.#sequence = sequence;
    }
    this.#here.push(hash);
    if (gap) return 'gap';
    return this.#before.includes(bodyOf(body)?.previous ?? '-') ? null : 'link';
  }

  #start(device: string): void {
    this.#device = device;
    this.#sequence = 0;
    this.#here = [''];
  }
}

type Place = NonNullable<FactsVerification['brokenAt']>;

interface Walked {
  readonly facts: number;
  readonly forks: readonly string[];
  /** In chain order what is wrong with facts by themselves, and with their place in a chain. */
  readonly faults: readonly (Place & { readonly altered: boolean })[];
}

async function walk(store: Pick<Store, 'db' | 'persons'>, seminar: string): Promise<Walked> {
  return store.db.transaction().execute(async (db) => {
    const chains = new Chains();
    let facts = 0;
    const faults: Walked['faults'][number][] = [];
    const rows = factRows(db)
      .select(['fact.device', 'fact.sequence', 'fact.seminar', 'fact.nonce'])
      .where('fact.seminar', '=', seminar)
      .orderBy('fact.device')
      .orderBy('fact.sequence')
      .orderBy('fact.hash');
    for await (const row of rows.stream()) {
      facts += 1;
      const { device, sequence } = row;
      const misplaced = chains.next(row);
      const own = ownFault(store, row);
      const fault = own ?? misplaced;
      if (fault) faults.push({ device, sequence, fault, altered: own !== null });
    }
    return { facts, forks: [...chains.forks], faults };
  });
}

/**
 * Recomputes everything that is kept of a seminar's reception: hashes, chains, and payloads as far as the keys of their people still exist. What it
 * finds and what it cannot is in README.md in this folder.
 */
export async function verifyFacts(store: Pick<Store, 'db' | 'persons'>, seminar: string): Promise<FactsVerification> {
  return verificationOf(await walk(store, seminar));
}

function verificationOf({ facts, forks, faults: [first] }: Walked): FactsVerification {
  return { intact: !first, facts, brokenAt: first ? { device: first.device, sequence: first.sequence, fault: first.fault } : null, forks };
}

/**
 * Before somebody answers for the facts of a seminar: none of them may have been altered. A fact that is missed is no reason, as it may not have arrived
 * yet, and a station that is paired could keep a result from being frozen by telling of one.
 * @throws AppError FACTS_BROKEN
 */
export async function refuseAltered(store: Pick<Store, 'db' | 'persons'>, seminar: string): Promise<void> {
  const altered = (await walk(store, seminar)).faults.find((fault) => fault.altered);
  if (altered) throw new AppError('FACTS_BROKEN', { seminar, device: altered.device, sequence: altered.sequence, fault: altered.fault });
}

export interface SeminarVerification extends FactsVerification {
  readonly seminar: string;
  /** Some fact is not what was written; else facts are missed at most. */
  readonly altered: boolean;
}

/** Every seminar of whose reception something is kept, with what was found. */
export async function verifyAllFacts(store: Pick<Store, 'db' | 'persons'>): Promise<readonly SeminarVerification[]> {
  // Opened for reading, a store may be of before reception.
  const tables = await store.db.introspection.getTables();
  if (!tables.some(({ name }) => name === 'attendance_fact')) return [];
  const seminars = await store.db.selectFrom('attendance_fact').select('seminar').distinct().orderBy('seminar').execute();
  const found: SeminarVerification[] = [];
  for (const { seminar } of seminars) {
    const walked = await walk(store, seminar);
    found.push({ seminar, ...verificationOf(walked), altered: walked.faults.some((fault) => fault.altered) });
  }
  return found;
}
