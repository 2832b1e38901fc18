import { CardError } from '../../errors.ts';
import type { CardSession, OpenOptions, ReaderService, ReaderSnapshot, ReaderState } from '../../reader.ts';
import { type ReaderLock, ReaderLocks } from '../reader-locks.ts';
import { LinkedSession } from '../session.ts';
import { readerOf, snapshotFeed } from '../snapshot.ts';
import { asOperationAborted, deadline, unlessAborted } from '../unless-aborted.ts';
import { toCardError } from './codes.ts';
import { type Pcsc, PcscContext } from './context.ts';
import { PcscLink } from './link.ts';
import { connectExclusively, refuseHeld } from './connect.ts';
import { readFeatures } from './features.ts';
import { maxApduLength } from './max-apdu.ts';
import { monitorReaders } from './monitor.ts';
import { loadPcsc } from './native.ts';
import { type PcscPlatform, PLATFORMS } from './platform.ts';
import type { ReaderLook } from './reader-state.ts';
import { type ServiceArrival, serviceArrival } from './service-arrival.ts';
import { type Sight, Stays } from './stays.ts';

interface OpenCard {
  readonly insertion: string;
  readonly gone: AbortController;
}

/** How long a connection may take before it counts as held up by another program. */
const CONNECT_LIMIT_MS = 3000;

/**
 * The readers of the system's smart-card service. Its library is loaded with the first question; from then on status events are followed until the service is disposed of.
 */
export class PcscReaderService implements ReaderService {
  readonly transport = 'pcsc';
  readonly #platform: PcscPlatform | null;
  readonly #load: typeof loadPcsc;
  readonly #stop = new AbortController();
  readonly #feed = snapshotFeed();
  readonly #locks = new ReaderLocks(() => this.#publish());
  readonly #openCards = new Map<string, OpenCard>();
  readonly #stays = new Stays();
  #sights: readonly Sight[] = [];
  #started: Promise<Pcsc | null> | null = null;
  #monitor: Promise<void> = Promise.resolve();
  #round = Promise.withResolvers<void>();
  #hurry = new AbortController();

  /** The arguments are for tests and for systems whose library has another name. */
  constructor(platform: PcscPlatform | null = PLATFORMS[process.platform] ?? null, load: typeof loadPcsc = loadPcsc) {
    this.#platform = platform;
    this.#load = load;
  }

  async snapshot(): Promise<ReaderSnapshot> {
    await this.#ready();
    return this.#feed.current;
  }

  async *watch(signal: AbortSignal): AsyncIterable<ReaderSnapshot> {
    await this.#ready();
    yield* this.#feed.watch(AbortSignal.any([signal, this.#stop.signal]));
  }

  async open(reader: string, options: OpenOptions = {}): Promise<CardSession> {
    const aborted = asOperationAborted(options.signal);
    aborted.throwIfAborted();
    const pcsc = await unlessAborted(this.#ready(), aborted);
    if (pcsc === null) throw new CardError('PCSC_LIBRARY_MISSING', { note: this.#platform?.library ?? process.platform });
    if (this.#feed.current.service === 'absent') throw new CardError('PCSC_SERVICE_ABSENT', { reader });
    if (!readerOf(this.#feed.current, reader)) throw new CardError('READER_NOT_FOUND', { reader });
    const lock = await this.#locks.acquire(reader, aborted);
    using limit = deadline(CONNECT_LIMIT_MS, () => new CardError('READER_BUSY_ELSEWHERE', { reader, note: 'the service does not answer' }));
    const givenUp = AbortSignal.any([aborted, limit.signal]);
    const opening = this.#connect(pcsc, reader, lock, options);
    try {
      return await unlessAborted(opening, givenUp);
    } catch (error) {
      lock.ending();
      void opening.then((session) => session.close('leave')).catch(() => {});
      throw toCardError(error, 'opening', reader);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#endSessions(() => new CardError('PCSC_SERVICE_ABSENT', { note: 'reader service closed' }));
    await this.#started?.catch(() => {});
    await this.#monitor.catch(() => {});
    await this.#locks.drained();
  }

  async #connect(pcsc: Pcsc, reader: string, lock: ReaderLock, options: OpenOptions): Promise<CardSession> {
    await using undo = new AsyncDisposableStack();
    undo.defer(() => {
      this.#openCards.delete(reader);
      lock.release();
    });
    const context = undo.use(await PcscContext.establish(pcsc));
    await refuseHeld(context, reader);
    const { card, protocol } = await connectExclusively(pcsc, context, reader);
    undo.defer(() => pcsc.native.disconnect(card, 0).catch(() => {}));
    const begun = performance.now();
    const [look] = await context.look([reader]);
    const { insertion, atr } = this.#stays.observe(look as ReaderLook, { begun, answered: performance.now() });
    if (insertion === null) throw new CardError('CARD_ABSENT', { reader });
    if (options.insertion !== undefined && options.insertion !== insertion) throw new CardError('CARD_SWAPPED', { reader });
    const gone = new AbortController();
    this.#openCards.set(reader, { insertion, gone });
    const features = await readFeatures(pcsc, card);
    const facts = {
      reader,
      transport: 'pcsc' as const,
      atr: atr ?? new Uint8Array(),
      protocol,
      insertion,
      maxApduLength: maxApduLength(features, protocol),
    };
    undo.move();
    return new LinkedSession(
      new PcscLink(pcsc, context, card, protocol, look as ReaderLook, features),
      facts,
      this.#forgetting(reader, lock),
      gone.signal,
      options,
    );
  }

  #forgetting(reader: string, lock: ReaderLock): ReaderLock {
    return {
      ending: () => lock.ending(),
      release: () => {
        this.#openCards.delete(reader);
        lock.release();
      },
    };
  }

  /** Starts on the first question; asks again when the service was absent the last time. */
  async #ready(): Promise<Pcsc | null> {
    this.#started ??= this.#start();
    const pcsc = await this.#started;
    if (pcsc && this.#feed.current.service === 'absent') {
      const round = this.#round.promise;
      this.#hurry.abort();
      await round;
    }
    return pcsc;
  }

  async #start(): Promise<Pcsc | null> {
    const platform = this.#platform;
    const native = platform && (await this.#load(platform).catch(() => null));
    if (!platform || !native) {
      this.#feed.publish({ service: 'library-missing', readers: [] });
      return null;
    }
    const pcsc = { native, platform };
    const first = this.#round.promise;
    this.#monitor = monitorReaders(
      pcsc,
      this.#arrival(serviceArrival(platform)),
      {
        onReaders: (looks, moment) => {
          this.#stays.keepOnly(looks.map(({ name }) => name));
          this.#sights = looks.map((look) => this.#stays.observe(look, moment));
          this.#publish('running');
          this.#endSessions((reader, { insertion }) => this.#departure(reader, insertion));
          this.#endRound();
        },
        onServiceAbsent: () => this.#lost(),
      },
      this.#stop.signal,
    );
    this.#monitor.catch(() => this.#lost());
    await Promise.race([first, this.#monitor]);
    return pcsc;
  }

  /** A question of the user is worth an attempt too. */
  #arrival(arrival: () => ServiceArrival): () => ServiceArrival {
    return () => {
      const service = arrival();
      this.#hurry = new AbortController();
      const hurry = this.#hurry.signal;
      return {
        next: (signal) => service.next(AbortSignal.any([signal, hurry])),
        [Symbol.dispose]: () => service[Symbol.dispose](),
      };
    };
  }

  /** Nothing is known any more. */
  #lost(): void {
    this.#stays.keepOnly([]);
    this.#sights = [];
    this.#publish('absent');
    this.#endSessions((reader) => new CardError('PCSC_SERVICE_ABSENT', { reader }));
    this.#endRound();
  }

  #endRound(): void {
    this.#round.resolve();
    this.#round = Promise.withResolvers<void>();
  }

  #departure(reader: string, insertion: string): CardError | null {
    const sight = this.#sights.find(({ name }) => name === reader);
    if (!sight) return new CardError('READER_VANISHED', { reader });
    return sight.insertion === insertion ? null : new CardError('CARD_REMOVED', { reader });
  }

  #endSessions(reasonFor: (reader: string, card: OpenCard) => CardError | null): void {
    for (const [reader, card] of this.#openCards) {
      const reason = reasonFor(reader, card);
      if (reason) card.gone.abort(reason);
    }
  }

  #publish(service: ReaderSnapshot['service'] = this.#feed.current.service): void {
    const readers = this.#sights.map(
      ({ name, card, atr, insertion, held }): ReaderState => ({
        name,
        transport: this.transport,
        card,
        atr,
        insertion,
        busy: held || this.#locks.holds(name),
      }),
    );
    this.#feed.publish({ service, readers });
  }
}
