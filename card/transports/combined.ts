import { CardError } from '../errors.ts';
import type { CardSession, OpenOptions, ReaderService, ReaderSnapshot } from '../reader.ts';
import { readerOf, snapshotFeed } from './snapshot.ts';

/** Healthiest first: what is missing is worth telling even while readers of another kind are there. */
const SERVICE_HEALTH: readonly ReaderSnapshot['service'][] = ['running', 'absent', 'library-missing'];

const join = (snapshots: readonly ReaderSnapshot[]): ReaderSnapshot => ({
  service: SERVICE_HEALTH[Math.max(0, ...snapshots.map(({ service }) => SERVICE_HEALTH.indexOf(service)))] ?? 'running',
  readers: snapshots.flatMap(({ readers }) => readers),
});

/** Several reader services as one; where two have a reader of the same name, the first wins. Disposing of it disposes of all of them. */
export class CombinedReaderService implements ReaderService {
  readonly transport = 'combined';
  readonly #services: readonly ReaderService[];

  constructor(services: readonly ReaderService[]) {
    this.#services = services;
  }

  async snapshot(): Promise<ReaderSnapshot> {
    return join(await Promise.all(this.#services.map((service) => service.snapshot())));
  }

  async *watch(signal: AbortSignal): AsyncIterable<ReaderSnapshot> {
    const latest = await Promise.all(this.#services.map((service) => service.snapshot()));
    const feed = snapshotFeed(join(latest));
    const ended = new AbortController();
    const whileWatched = AbortSignal.any([signal, ended.signal]);
    const follow = async (service: ReaderService, index: number): Promise<void> => {
      for await (const snapshot of service.watch(whileWatched)) {
        latest[index] = snapshot;
        feed.publish(join(latest));
      }
    };
    const following = Promise.all(this.#services.map(follow)).finally(() => ended.abort());
    following.catch(() => {});
    try {
      yield* feed.watch(whileWatched);
    } finally {
      ended.abort();
      await following;
    }
  }

  async open(reader: string, options?: OpenOptions): Promise<CardSession> {
    const snapshots = await Promise.all(this.#services.map((service) => service.snapshot()));
    const owner = snapshots.findIndex((snapshot) => readerOf(snapshot, reader));
    const silent = snapshots.findIndex(({ service }) => service !== 'running');
    const service = this.#services[owner === -1 ? silent : owner];
    if (!service) throw new CardError('READER_NOT_FOUND', { reader });
    return service.open(reader, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#services.map((service) => service[Symbol.asyncDispose]()));
  }
}
