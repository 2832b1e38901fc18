import { AppError } from '../../errors.ts';
import type { KnownFact, TravellingFact } from '../facts/fact.ts';
import { travelling } from '../facts/travel.ts';
import { Budget } from './budget.ts';
import { Exchange, rowDigest } from './exchange.ts';
import { GarbageError } from './frames.ts';
import { deviceOf } from './identity.ts';
import { FloodError, type Link } from './link.ts';
import type { LinkMessage } from './messages.ts';
import { across, seminarToken } from './proofs.ts';
import type { RowKind, Shared, SharedChange, SharedRows } from './shared.ts';

/** Facts and rows that one station may bring: more than the largest venue has at once, and then more than the fastest one makes. */
const ITEMS_ALLOWED = { burst: 200_000, perSecond: 200 };

/** Order in which things are sent: plans first, for the rest is of no use without them; then what just happened; cards after the people whose they are. */
const ORDER = ['plan', 'facts', 'people', 'bindings'] as const;

export interface SharingOptions {
  readonly link: Link;
  readonly shared: Shared;
  /** Seminars that this desk would share: those that are open here, and those that it was invited to and does not know yet. */
  readonly candidates: () => readonly string[];
  /** What this desk says of itself. */
  readonly introduction: () => { readonly name: string; readonly port: number | null };
  /** A plan of a seminar came in and was taken. */
  readonly adopted: (seminar: string) => void;
  /** What the view shows has changed. */
  readonly publish: () => void;
  readonly monotonic: () => number;
}

type Message<Type extends LinkMessage['type']> = Extract<LinkMessage, { type: Type }>;

/** What two stations share over one link. */
export class Sharing {
  readonly #options: SharingOptions;
  readonly #exchanges = new Map<string, Exchange>();
  readonly #items: Budget;
  readonly #tasks = new Set<Promise<void>>();
  #tokens: ReadonlySet<string> = new Set();
  #sending = false;
  #more = false;
  /** The other side has sent something that this desk would not take. */
  refused = false;

  constructor(options: SharingOptions) {
    this.#options = options;
    this.#items = new Budget(ITEMS_ALLOWED, options.monotonic);
  }

  /** Facts of shared seminars that the other side has and this desk has not. */
  get behind(): number {
    return [...this.#exchanges.values()].reduce((sum, { behind }) => sum + behind, 0);
  }

  /** Says who this is and which seminars it would share, by tokens. */
  announce(): void {
    const { link, candidates, introduction } = this.#options;
    const seminars = candidates().map((seminar) => seminarToken(link.channel, link.channel.side, seminar));
    link.send({ type: 'state', ...introduction(), seminars });
    this.#match();
  }

  /** Takes the tokens of the other side. */
  told({ seminars }: Message<'state'>): void {
    this.#tokens = new Set(seminars);
    this.#match();
  }

  /** A seminar is shared while both sides name it. */
  #match(): void {
    const { channel } = this.#options.link;
    const named = new Set(this.#options.candidates().filter((seminar) => this.#tokens.has(seminarToken(channel, across(channel.side), seminar))));
    for (const seminar of this.#exchanges.keys()) if (!named.has(seminar)) this.#exchanges.delete(seminar);
    for (const seminar of named) if (!this.#exchanges.has(seminar)) this.#begin(seminar);
    this.#options.publish();
  }

  #begin(seminar: string): void {
    const exchange = new Exchange(seminar, this.#options.shared);
    this.#exchanges.set(seminar, exchange);
    this.#guarded(async () => this.#options.link.send({ type: 'have', seminar, ...(await exchange.own()) }));
  }

  /** Whether a message was of use. @throws GarbageError, FloodError */
  async takeHave({ seminar, facts, rows }: Message<'have'>): Promise<boolean> {
    await this.#exchanges.get(seminar)?.compare(facts, rows);
    this.#options.publish();
    this.#send();
    return false;
  }

  /** Whether anything was new. @throws GarbageError, FloodError */
  async takeFacts(message: Message<'facts'>): Promise<boolean> {
    const exchange = this.#admit(message, message.facts.length);
    const places = message.facts.map(({ body }) => placeIn(body));
    if (places.some((place) => place?.seminar !== message.seminar)) throw new GarbageError('a fact of another seminar');
    // What comes from there is not sent back, so it is noted before it is added here.
    message.facts.forEach(({ hash }, index) => {
      exchange?.theirFact(hash, places[index]!.device, places[index]!.sequence);
    });
    const { shared, link } = this.#options;
    const from = deviceOf(link.channel.fingerprint);
    const answer = exchange ? await shared.facts.merge(message.facts, message.seminar, from) : { added: 0, refused: 0 };
    if (answer.refused > 0) this.refused = true;
    link.acknowledge(message);
    this.#options.publish();
    return answer.added > 0;
  }

  /** Whether anything was new. @throws GarbageError, FloodError */
  async takeRows(message: Message<'rows'>): Promise<boolean> {
    const exchange = this.#admit(message, message.rows.length);
    if (message.kind === 'plan' && message.rows.some(({ seminar }) => seminar !== message.seminar))
      throw new GarbageError('a plan of another seminar');
    const news = message.rows.filter((row) => exchange?.out[message.kind].has(rowDigest(row)));
    if (news.length > 0) await this.#takeNews(message.kind, message.seminar, message.rows);
    if (exchange && message.kind === 'plan') this.#options.adopted(message.seminar);
    this.#options.link.acknowledge(message);
    return news.length > 0;
  }

  async #takeNews<Kind extends RowKind>(kind: Kind, seminar: string, rows: readonly SharedRows[RowKind][]): Promise<void> {
    const take = this.#options.shared.take[kind] as (seminar: string, rows: readonly SharedRows[RowKind][]) => Promise<void>;
    await take(seminar, rows).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      this.refused = true;
    });
  }

  #admit({ seminar }: Message<'facts' | 'rows'>, items: number): Exchange | undefined {
    if (!this.#items.take(items)) throw new FloodError('more facts and rows than a venue has');
    return this.#exchanges.get(seminar);
  }

  /** A fact was added at this desk, by itself or by another station. */
  added(fact: KnownFact): void {
    const exchange = this.#exchanges.get(fact.body.seminar);
    if (!exchange) return;
    exchange.added(fact, () => travelling(fact));
    this.#send();
  }

  /** Something else has changed at this desk. */
  changed(change: SharedChange): void {
    this.#guarded(async () => {
      if (change.kind === 'seminars') {
        await this.#takeLeave();
        this.announce();
      } else {
        await this.#exchanges.get(change.seminar)?.changed(change.kind, change.rows);
        this.#send();
      }
    });
  }

  /** Of a seminar that is not shared from here any more the other side is told the last state, and nothing else. */
  async #takeLeave(): Promise<void> {
    const open = new Set(this.#options.candidates());
    for (const [seminar, exchange] of [...this.#exchanges]) {
      if (open.has(seminar)) continue;
      this.#exchanges.delete(seminar);
      const rows = await exchange.lastRevisions();
      if (rows.length > 0) await this.#options.link.deliver({ type: 'rows', seminar, kind: 'plan', rows } as Message<'rows'>);
    }
  }

  /** One parcel after the other, each when the one before was taken; what gathers meanwhile goes together. */
  #send(): void {
    this.#more = true;
    if (this.#sending) return;
    this.#sending = true;
    this.#guarded(async () => {
      try {
        while (this.#more) {
          this.#more = false;
          while (await this.#sendNext());
        }
      } finally {
        this.#sending = false;
      }
    });
  }

  async #sendNext(): Promise<boolean> {
    for (const kind of ORDER)
      for (const [seminar, exchange] of this.#exchanges) {
        if (kind !== 'facts') await exchange.refresh(kind);
        const outbox = exchange.out[kind];
        const batch = outbox.batch();
        if (batch.size === 0) continue;
        const items = [...batch.values()];
        const parcel =
          kind === 'facts'
            ? ({ type: 'facts', seminar, facts: items as TravellingFact[] } as const)
            : ({ type: 'rows', seminar, kind, rows: items } as Message<'rows'>);
        await this.#options.link.deliver(parcel);
        for (const digest of batch.keys()) outbox.has(digest);
        return true;
      }
    return false;
  }

  /** Work beside the messages. Where it fails while the link stands, this desk has a fault, and a new link begins anew. */
  #guarded(work: () => Promise<void>): void {
    const task = work()
      .catch((error: unknown) => {
        if (!this.#options.link.channel.socket.writable) return;
        console.error(error);
        this.#options.link.cut('internal');
      })
      .finally(() => this.#tasks.delete(task));
    this.#tasks.add(task);
  }

  /** Fulfilled when nothing of it runs any more; for a link that has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#tasks);
  }
}

/** Where a fact says that it stands; whether that is so is for the log of facts to find out. */
function placeIn(body: string): { readonly seminar: unknown; readonly device: string; readonly sequence: number } | null {
  try {
    const { seminar, device, sequence } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    return { seminar, device: String(device), sequence: Number(sequence) };
  } catch {
    return null;
  }
}
