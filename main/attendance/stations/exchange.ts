import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../audit/canonical-json.ts';
import type { Have, KnownFact, TravellingFact } from '../facts/fact.ts';
import { Outbox } from './outbox.ts';
import { ROW_KINDS, ROW_SCHEMAS, type RowKind, type Shared, type SharedRows } from './shared.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Names a row by its content. */
export const rowDigest = (row: unknown): string => sha256(canonicalJson(row as Json));

/** One digest for all rows of a kind, whatever their order. */
const rowsDigest = (digests: Iterable<string>): string => sha256([...digests].sort().join('\n'));

type Rows = { readonly [Kind in RowKind]: ReadonlyMap<string, SharedRows[Kind]> };

/** What this desk has of a seminar beside facts, by digest. A row that no station would take is left out. */
async function rowsOf<Kind extends RowKind>(shared: Shared, seminar: string, kind: Kind): Promise<Rows[Kind]> {
  const rows = (await shared.rows[kind](seminar)) as readonly SharedRows[Kind][];
  const sound = rows.filter((row) => ROW_SCHEMAS[kind].safeParse(row).success);
  return new Map(sound.map((row) => [rowDigest(row), row])) as unknown as Rows[Kind];
}

type Outboxes = { readonly facts: Outbox<TravellingFact> } & { readonly [Kind in RowKind]: Outbox<SharedRows[Kind]> };

/** What one station has of one seminar, and what it is still to be given. */
export class Exchange {
  readonly out: Outboxes = { plan: new Outbox(), facts: new Outbox(), bindings: new Outbox(), people: new Outbox() };
  readonly #seminar: string;
  readonly #shared: Shared;
  readonly #ours = new Map<string, number>();
  readonly #theirs = new Map<string, number>();
  #told = false;

  constructor(seminar: string, shared: Shared) {
    this.#seminar = seminar;
    this.#shared = shared;
  }

  /** What this desk has, to be told. */
  async own(): Promise<{ readonly facts: Have; readonly rows: Record<RowKind, string> }> {
    const facts = await this.#shared.facts.have(this.#seminar);
    for (const [device, { upTo }] of Object.entries(facts)) raise(this.#ours, device, upTo);
    const digests = await Promise.all(ROW_KINDS.map(async (kind) => [kind, rowsDigest((await rowsOf(this.#shared, this.#seminar, kind)).keys())]));
    return { facts, rows: Object.fromEntries(digests) as Record<RowKind, string> };
  }

  /** The other side has told what it has: whatever it lacks is to be sent. */
  async compare(facts: Have, rows: Readonly<Record<RowKind, string>>): Promise<void> {
    // From here on, what comes in is offered as it comes: nothing falls between it and what is read now.
    this.#told = true;
    for (const [device, { upTo }] of Object.entries(facts)) raise(this.#theirs, device, upTo);
    for (const fact of await this.#shared.facts.missing(this.#seminar, facts)) this.out.facts.offer(fact.hash, fact);
    for (const kind of ROW_KINDS) {
      const own = await rowsOf(this.#shared, this.#seminar, kind);
      if (rowsDigest(own.keys()) === rows[kind]) for (const digest of own.keys()) this.out[kind].has(digest);
      else this.#offerRows(kind, own);
    }
  }

  /** A fact was added here. */
  added({ hash, body: { device, sequence } }: KnownFact, fact: () => TravellingFact): void {
    raise(this.#ours, device, sequence);
    if (this.#told) this.out.facts.offer(hash, fact());
  }

  /** Rows were changed here. */
  async changed(kind: RowKind): Promise<void> {
    if (this.#told) this.#offerRows(kind, await rowsOf(this.#shared, this.#seminar, kind));
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

  #offerRows<Kind extends RowKind>(kind: Kind, rows: Rows[Kind]): void {
    const outbox = this.out[kind] as Outbox<SharedRows[RowKind]>;
    for (const [digest, row] of rows) outbox.offer(digest, row);
  }
}

function raise(counts: Map<string, number>, device: string, to: number): void {
  if (to > (counts.get(device) ?? 0)) counts.set(device, to);
}
