import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { canonicalJson, type Json } from '../../audit/canonical-json.ts';
import type { Have, KnownFact, TravellingFact } from '../facts/fact.ts';
import { Outbox } from './outbox.ts';
import { ROW_KINDS, ROW_SCHEMAS, type RowKind, type Shared, type SharedRows } from './shared.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Names a row by what travels of it. */
export const rowDigest = (row: unknown): string => sha256(canonicalJson(JSON.parse(JSON.stringify(row)) as Json));

/** One digest for all rows of a kind, whatever their order. */
const rowsDigest = (digests: Iterable<string>): string => sha256([...digests].sort().join('\n'));

/** Rows of one kind by digest. */
type Rows = ReadonlyMap<string, SharedRows[RowKind]>;

/** Rows between two looks at other work: a tap waits for no more than these. */
const AT_ONCE = 100;

/** A row that no station would take is left out. */
async function byDigest(kind: RowKind, rows: readonly SharedRows[RowKind][]): Promise<Rows> {
  const found = new Map<string, SharedRows[RowKind]>();
  for (const [index, row] of rows.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
    if (ROW_SCHEMAS[kind].safeParse(row).success) found.set(rowDigest(row), row);
  }
  return found;
}

interface Outboxes extends Readonly<Record<RowKind, Outbox<SharedRows[RowKind]>>> {
  readonly facts: Outbox<TravellingFact>;
}

/** What a desk has of a seminar. */
interface Own {
  readonly facts: Have;
  readonly rows: Readonly<Record<RowKind, Rows>>;
}

/** What one station has of one seminar, and what it is still to be given. */
export class Exchange {
  readonly out: Outboxes = { plan: new Outbox(), facts: new Outbox(), bindings: new Outbox(), people: new Outbox() };
  readonly #seminar: string;
  readonly #shared: Shared;
  readonly #own: Promise<Own>;
  readonly #ours = new Map<string, number>();
  readonly #theirs = new Map<string, number>();
  /** Kinds of rows that have changed here since they were read. */
  readonly #stale = new Set<RowKind>();
  #told = false;

  constructor(seminar: string, shared: Shared) {
    this.#seminar = seminar;
    this.#shared = shared;
    this.#own = this.#readOwn();
    this.#own.catch(() => {});
  }

  /** What this desk has, to be told. */
  async own(): Promise<{ readonly facts: Have; readonly rows: Record<RowKind, string> }> {
    const { facts, rows } = await this.#own;
    return {
      facts,
      rows: { plan: rowsDigest(rows.plan.keys()), people: rowsDigest(rows.people.keys()), bindings: rowsDigest(rows.bindings.keys()) },
    };
  }

  async #readOwn(): Promise<Own> {
    const facts = await this.#shared.facts.have(this.#seminar);
    for (const [device, { upTo }] of Object.entries(facts)) raise(this.#ours, device, upTo);
    return { facts, rows: { plan: await this.#read('plan'), people: await this.#read('people'), bindings: await this.#read('bindings') } };
  }

  #read = async (kind: RowKind): Promise<Rows> => byDigest(kind, await this.#shared.rows[kind](this.#seminar));

  /** The other side has told what it has: whatever it lacks is to be sent. */
  async compare(facts: Have, rows: Readonly<Record<RowKind, string>>): Promise<void> {
    const own = await this.#own;
    // From here on, what comes in is offered as it comes: nothing falls between it and what is read now.
    this.#told = true;
    for (const [device, { upTo }] of Object.entries(facts)) raise(this.#theirs, device, upTo);
    for (const fact of await this.#shared.facts.missing(this.#seminar, facts)) this.out.facts.offer(fact.hash, fact);
    for (const kind of ROW_KINDS) {
      const same = rowsDigest(own.rows[kind].keys()) === rows[kind];
      for (const [digest, row] of own.rows[kind]) {
        if (same) this.out[kind].has(digest);
        else this.out[kind].offer(digest, row);
      }
    }
  }

  /** A fact was added here. */
  added({ hash, body: { device, sequence } }: KnownFact, fact: () => TravellingFact): void {
    raise(this.#ours, device, sequence);
    if (this.#told && this.out.facts.lacks(hash)) this.out.facts.offer(hash, fact());
  }

  /** Rows were changed here; those that are new where that is known, else all are read again when it is their turn. */
  async changed(kind: RowKind, rows?: readonly SharedRows[RowKind][]): Promise<void> {
    if (rows && this.#told) this.#offer(kind, await byDigest(kind, rows));
    else this.#stale.add(kind);
  }

  /** Reads what has changed here. However often that was, it is read once. */
  async refresh(kind: RowKind): Promise<void> {
    if (this.#told && this.#stale.delete(kind)) this.#offer(kind, await this.#read(kind));
  }

  /** Revisions of the plan as they are now that the other side is not known to have. */
  async lastRevisions(): Promise<readonly SharedRows[RowKind][]> {
    this.#offer('plan', await this.#read('plan'));
    return [...this.out.plan.batch().values()];
  }

  /** The other side has a fact. */
  theirFact(hash: string, device: string, sequence: number): void {
    this.out.facts.has(hash);
    raise(this.#theirs, device, sequence);
  }

  /** Facts that the other side has and this desk has not. */
  get behind(): number {
    return [...this.#theirs].reduce((sum, [device, upTo]) => sum + Math.max(0, upTo - (this.#ours.get(device) ?? 0)), 0);
  }

  #offer(kind: RowKind, rows: Rows): void {
    for (const [digest, row] of rows) this.out[kind].offer(digest, row);
  }
}

function raise(counts: Map<string, number>, device: string, to: number): void {
  if (to > (counts.get(device) ?? 0)) counts.set(device, to);
}
