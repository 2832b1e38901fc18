import type { Failure } from '../api/schema/common.ts';
import type { RegisterEntry } from '../api/schema/document.ts';
import type { SigningProgress } from '../api/schema/signing.ts';
import { Latest } from '../latest.ts';
import type { Tray } from './batch/tray.ts';

type Item = SigningProgress['items'][number];
type Head = Omit<SigningProgress, 'items' | 'counts'>;

/** The progress of one job, for whoever watches it: each report carries the documents that changed since the one before. */
export class JobProgress {
  readonly #latest: Latest<Head>;
  readonly #items: Map<string, Item>;
  readonly #signedBefore: number;
  /** For each watcher the documents it has not been told of. */
  readonly #untold = new Set<Set<string>>();

  constructor(job: string, { documents, batch, signedBefore }: Pick<Tray, 'documents' | 'batch' | 'signedBefore'>) {
    this.#items = new Map(documents.map(({ id, name }) => [id, { document: id, name, state: 'waiting', entry: null, failure: null }]));
    this.#signedBefore = signedBefore;
    this.#latest = new Latest<Head>({
      job,
      batch,
      state: 'preparing',
      pinPage: null,
      triesLeft: null,
      atReader: false,
      browserPage: null,
      pinHeld: null,
      failure: null,
    });
  }

  /** Every document as it stands. */
  get items(): readonly Item[] {
    return [...this.#items.values()];
  }

  async *watch(signal?: AbortSignal): AsyncGenerator<SigningProgress, void> {
    const untold = new Set(this.#items.keys());
    this.#untold.add(untold);
    try {
      for await (const head of this.#latest.watch(signal)) {
        const items = [...untold].map((id) => this.#items.get(id)!);
        untold.clear();
        yield { ...head, counts: this.#counts(), items };
      }
    } finally {
      this.#untold.delete(untold);
    }
  }

  preparing(): void {
    this.#change({ state: 'preparing', pinPage: null, atReader: false });
  }

  awaitingPin(triesLeft: number | null, pinPage: string | null): void {
    this.#change({ state: 'awaiting-pin', triesLeft, pinPage, atReader: false, pinHeld: null });
  }

  /** The PIN is typed at the reader now. */
  atReader(triesLeft: number | null): void {
    this.#change({ state: 'awaiting-pin', triesLeft, pinPage: null, atReader: true });
  }

  /** The signature is allowed in a browser now, at this address; `null` when that is over. */
  inBrowser(browserPage: string | null): void {
    this.#change({ browserPage });
  }

  signing(): void {
    this.#change({ state: 'signing', pinPage: null, atReader: false });
  }

  holding(pinHeld: SigningProgress['pinHeld']): void {
    this.#change({ pinHeld });
  }

  begun(document: string): void {
    this.#item(document, { state: 'signing' });
  }

  done(document: string, entry: RegisterEntry): void {
    this.#item(document, { state: 'done', entry });
  }

  failed(document: string, failure: Failure): void {
    this.#item(document, { state: 'failed', failure });
  }

  /** The last word: what ended the job ended the document at hand, and what comes after it is not reached. */
  end(state: 'done' | 'failed' | 'cancelled', failure: Failure | null): void {
    for (const item of this.items) {
      if (item.state === 'signing' && failure) this.#keep(item, { state: 'failed', failure });
      else if (item.state === 'waiting' || item.state === 'signing') this.#keep(item, { state: 'not-reached' });
    }
    this.#change({ state, pinPage: null, atReader: false, browserPage: null, pinHeld: null, failure });
    this.#latest.end();
  }

  #counts(): SigningProgress['counts'] {
    const counts = { total: this.#items.size, done: 0, failed: 0, signedBefore: this.#signedBefore };
    for (const { state } of this.#items.values()) if (state === 'done' || state === 'failed') counts[state] += 1;
    return counts;
  }

  #keep(item: Item, change: Partial<Item>): void {
    this.#items.set(item.document, { ...item, ...change });
    for (const untold of this.#untold) untold.add(item.document);
  }

  #item(document: string, change: Partial<Item>): void {
    this.#keep(this.#items.get(document)!, change);
    this.#change({});
  }

  #change(change: Partial<Head>): void {
    this.#latest.set({ ...this.#latest.value, ...change });
  }
}
