import { CardError } from '../../errors.ts';
import type { CardSession, OpenOptions, ReaderService, ReaderSnapshot, ReaderState } from '../../reader.ts';
import type { VirtualCard } from '../../virtual/virtual-card.ts';
import { ReaderLocks } from '../reader-locks.ts';
import { LinkedSession } from '../session.ts';
import { snapshotFeed } from '../snapshot.ts';
import { asOperationAborted } from '../unless-aborted.ts';
import { VirtualLink } from './virtual-link.ts';

interface Slot {
  readonly name: string;
  stay: { readonly card: VirtualCard; readonly atr: Uint8Array; readonly insertion: string; readonly gone: AbortController } | null;
}

const EXTENDED_LENGTH = 65544;

/** Readers that exist only in this process, for virtual cards. */
export class VirtualReaderService implements ReaderService {
  readonly transport = 'virtual';
  readonly #feed = snapshotFeed();
  readonly #slots = new Map<string, Slot>();
  readonly #locks = new ReaderLocks(() => this.#publish());
  readonly #closing = new AbortController();
  #stays = 0;

  /** @throws TypeError when a reader has that name already */
  addReader(name: string): void {
    if (this.#slots.has(name)) throw new TypeError(`virtual reader ${name} exists`);
    this.#slots.set(name, { name, stay: null });
    this.#publish();
  }

  removeReader(name: string): void {
    const slot = this.#slot(name);
    this.#slots.delete(name);
    slot.stay?.gone.abort(new CardError('READER_VANISHED', { reader: name }));
    this.#publish();
  }

  /**
   * Puts a card into an empty reader and powers it.
   * @throws TypeError when a card is in it
   */
  insert(name: string, card: VirtualCard): void {
    const slot = this.#slot(name);
    if (slot.stay) throw new TypeError(`virtual reader ${name} holds a card`);
    slot.stay = { card, atr: card.powerOn(), insertion: `virtual-${++this.#stays}`, gone: new AbortController() };
    this.#publish();
  }

  /** Takes the card out, whatever it is doing; an empty reader stays as it is. */
  remove(name: string): void {
    const slot = this.#slot(name);
    const { stay } = slot;
    if (!stay) return;
    slot.stay = null;
    stay.gone.abort(new CardError('CARD_REMOVED', { reader: name }));
    stay.card.powerOff();
    this.#publish();
  }

  async snapshot(): Promise<ReaderSnapshot> {
    return this.#feed.current;
  }

  watch(signal: AbortSignal): AsyncIterable<ReaderSnapshot> {
    return this.#feed.watch(AbortSignal.any([signal, this.#closing.signal]));
  }

  async open(reader: string, options: OpenOptions = {}): Promise<CardSession> {
    const aborted = asOperationAborted(options.signal);
    aborted.throwIfAborted();
    if (!this.#slots.has(reader)) throw new CardError('READER_NOT_FOUND', { reader });
    const lock = await this.#locks.acquire(reader, aborted);
    const stay = this.#slots.get(reader)?.stay;
    if (!stay || (options.insertion !== undefined && options.insertion !== stay.insertion)) {
      lock.release();
      throw new CardError(stay ? 'CARD_SWAPPED' : 'CARD_ABSENT', { reader });
    }
    const { card, atr, insertion, gone } = stay;
    const link = new VirtualLink(card, reader, () => this.#slots.get(reader)?.stay === stay && this.remove(reader));
    const facts = { reader, transport: this.transport, atr, insertion, protocol: 'T=1', maxApduLength: EXTENDED_LENGTH } as const;
    return new LinkedSession(link, facts, lock, gone.signal, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const name of [...this.#slots.keys()]) this.removeReader(name);
    this.#closing.abort();
    await this.#locks.drained();
  }

  #slot(name: string): Slot {
    const slot = this.#slots.get(name);
    if (!slot) throw new CardError('READER_NOT_FOUND', { reader: name });
    return slot;
  }

  #publish(): void {
    const readers = [...this.#slots.values()].map(
      ({ name, stay }): ReaderState => ({
        name,
        transport: this.transport,
        card: stay !== null,
        atr: stay?.atr ?? null,
        insertion: stay?.insertion ?? null,
        busy: this.#locks.holds(name),
      }),
    );
    this.#feed.publish({ service: 'running', readers });
  }
}
