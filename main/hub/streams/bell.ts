import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Feed } from '../../exchange/events/table.ts';
import { HUB } from '../store/actor.ts';
import type { HubStore } from '../store/hub-store.ts';
import { CHANNEL, EVERYBODY } from './append.ts';

/** An event as it is given out. */
export interface TokenOfEvent {
  readonly jti: string;
  readonly token: string;
}

/** What somebody who waits is woken with. */
export interface Woken {
  /** What everybody is told, in its order: read once for all who wait. */
  readonly everybody: readonly TokenOfEvent[];
  /** Whether there is something that not everybody is told. */
  readonly alone: boolean;
  /** Whether its client was removed meanwhile: then it is told nothing. */
  readonly removed: boolean;
}

/** Whose poll waits, and for what. */
export interface Expecting {
  readonly client: string;
  readonly feeds: readonly Feed[];
  readonly audiences: readonly string[];
}

/** After a failure of the database it is asked again so much later. */
const AGAIN_MS = 500;

/** Somebody who waits; made before looking whether anything is there, so that nothing falls between. */
export interface Expected extends Disposable {
  /** Resolves when something for it was committed; `null` after the time, or when the signal aborts. */
  within(milliseconds: number, signal: AbortSignal): Promise<Woken | null>;
}

/** Wakes those for whom an event was committed, by whichever process of the hub. */
export interface Bell extends AsyncDisposable {
  readonly waiting: number;
  expect(expecting: Expecting): Expected;
}

interface Waiter extends Expecting {
  everybody: TokenOfEvent[];
  alone: boolean;
  removed: boolean;
  ring(): void;
}

/** One question to the database for all that wait in this process, however many events were committed meanwhile. */
export async function openBell(store: HubStore): Promise<Bell> {
  const waiters = new Set<Waiter>();
  let last = await store.within(
    HUB,
    async (tx) =>
      (
        await tx
          .selectFrom('event')
          .select(({ fn }) => fn.max('sequence').as('top'))
          .executeTakeFirst()
      )?.top ?? 0,
  );
  const closing = new AbortController();
  let asking: Promise<void> | null = null;
  let again = false;

  /** What was committed since the last look. Events about a person are not read here: whoever waits for them asks in its own name. */
  const news = () =>
    store.within(HUB, async (tx) => {
      const rows = await tx
        .selectFrom('event_audience')
        .select(({ fn }) => ['audience', 'feed', fn.max('sequence').as('newest')])
        .where('sequence', '>', last)
        .groupBy(['audience', 'feed'])
        .execute();
      const top = rows.reduce((highest, { newest }) => Math.max(highest, newest), last);
      const everybody = rows.some(({ audience }) => audience === EVERYBODY)
        ? await tx
            .selectFrom('event')
            .innerJoin('event_audience as told', 'told.sequence', 'event.sequence')
            .select(['event.feed', 'event.jti', 'event.token'])
            .where('told.audience', '=', EVERYBODY)
            .where('told.sequence', '>', last)
            .where('told.sequence', '<=', top)
            .orderBy('event.sequence')
            .execute()
        : [];
      const asked = [...new Set([...waiters].map(({ client }) => client))];
      const active = await tx
        .selectFrom('client')
        .select('id')
        .where('state', '=', 'active')
        .where('id', '=', sql<string>`ANY (${asked}::text[])`)
        .execute();
      const removed = new Set(asked);
      for (const { id } of active) removed.delete(id);
      return { rows, top, everybody, removed };
    });

  async function look(): Promise<void> {
    const { rows, top, everybody, removed } = await news();
    last = top;
    const told = new Set(rows.map(({ audience, feed }) => `${feed} ${audience}`));
    for (const waiter of waiters) {
      const shared = everybody.filter(({ feed }) => waiter.feeds.includes(feed));
      const alone = waiter.feeds.some((feed) => waiter.audiences.some((audience) => audience !== EVERYBODY && told.has(`${feed} ${audience}`)));
      if (shared.length === 0 && !alone) continue;
      waiter.everybody.push(...shared);
      waiter.alone ||= alone;
      waiter.removed ||= removed.has(waiter.client);
      waiter.ring();
    }
  }
  function heard(): void {
    again = true;
    asking ??= (async () => {
      while (again && !closing.signal.aborted) {
        again = false;
        await look().catch(async () => {
          again = true;
          await wait(AGAIN_MS, undefined, { signal: closing.signal }).catch(() => {});
        });
      }
      asking = null;
    })();
  }

  const listening = await store.listen(CHANNEL, heard);
  return {
    get waiting() {
      return waiters.size;
    },
    expect(expecting) {
      let wake = () => {};
      const waiter: Waiter = {
        ...expecting,
        everybody: [],
        alone: false,
        removed: false,
        ring: () => wake(),
      };
      const rung = () => waiter.alone || waiter.everybody.length > 0;
      waiters.add(waiter);
      return {
        within: (milliseconds, signal) =>
          new Promise((resolve) => {
            const done = () => {
              clearTimeout(timer);
              signal.removeEventListener('abort', done);
              resolve(rung() ? { everybody: waiter.everybody, alone: waiter.alone, removed: waiter.removed } : null);
            };
            const timer = setTimeout(done, milliseconds);
            signal.addEventListener('abort', done);
            wake = done;
            if (rung() || signal.aborted) done();
          }),
        [Symbol.dispose]: () => void waiters.delete(waiter),
      };
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await listening[Symbol.asyncDispose]();
      for (const waiter of waiters) waiter.ring();
      await asking;
    },
  };
}
