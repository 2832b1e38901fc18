import type { Failure } from '../api/schema/common.ts';
import type { OpenedDocument, RegisterEntry } from '../api/schema/document.ts';
import type { SigningProgress } from '../api/schema/signing.ts';
import { Latest } from '../latest.ts';

type Item = SigningProgress['items'][number];

/** The progress of one job, for whoever watches it. */
export class JobProgress {
  readonly #latest: Latest<SigningProgress>;

  constructor(job: string, documents: readonly Pick<OpenedDocument, 'id' | 'name'>[]) {
    const items = documents.map(({ id, name }): Item => ({ document: id, name, state: 'waiting', entry: null, failure: null }));
    this.#latest = new Latest<SigningProgress>({ job, state: 'preparing', pinPage: null, triesLeft: null, atReader: false, items, failure: null });
  }

  get now(): SigningProgress {
    return this.#latest.value;
  }

  watch(signal?: AbortSignal): AsyncGenerator<SigningProgress, void> {
    return this.#latest.watch(signal);
  }

  preparing(): void {
    this.#change({ state: 'preparing', pinPage: null, atReader: false });
  }

  awaitingPin(triesLeft: number | null, pinPage: string | null): void {
    this.#change({ state: 'awaiting-pin', triesLeft, pinPage, atReader: false });
  }

  /** The PIN is typed at the reader now. */
  atReader(triesLeft: number | null): void {
    this.#change({ state: 'awaiting-pin', triesLeft, pinPage: null, atReader: true });
  }

  signing(): void {
    this.#change({ state: 'signing', pinPage: null, atReader: false });
  }

  item(document: string, change: Partial<Item>): void {
    this.#change({ items: this.now.items.map((item) => (item.document === document ? { ...item, ...change } : item)) });
  }

  done(document: string, entry: RegisterEntry): void {
    this.item(document, { state: 'done', entry });
  }

  failed(document: string, failure: Failure): void {
    this.item(document, { state: 'failed', failure });
  }

  /** The last word: what ended the job ended the document at hand, and what comes after it is not reached. */
  end(state: 'done' | 'failed' | 'cancelled', failure: Failure | null): void {
    const items = this.now.items.map((item): Item => {
      if (item.state === 'signing' && failure) return { ...item, state: 'failed', failure };
      return item.state === 'waiting' || item.state === 'signing' ? { ...item, state: 'not-reached' } : item;
    });
    this.#change({ state, pinPage: null, atReader: false, items, failure });
    this.#latest.end();
  }

  #change(change: Partial<SigningProgress>): void {
    this.#latest.set({ ...this.now, ...change });
  }
}
