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
}

/** Somebody who waits; made before looking whether anything is there, so that nothing falls between. */
export interface Expected extends Disposable {
  /** Resolves when something for it was committed; `null` after the time, or when the signal aborts. */
  within(milliseconds: number, signal: AbortSignal): Promise<Woken | null>;
}

/** Wakes those for whom an event was committed, by whichever process of the hub. */
export interface Bell extends AsyncDisposable {
  readonly waiting: number;
  expect(feeds: readonly Feed[], audiences: readonly string[]): Expected;
}

interface Waiter {
  readonly feeds: readonly string[];
  readonly audiences: readonly string[];
  everybody: TokenOfEvent[];
  alone: boolean;
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
  let asking: Promise<void> | null = null;
  let again = false;

  /** What was committed since the last look. Events about a person are not read here: whoever waits for them asks in its own name. */
  const news = () =>
    store.within(HUB, async (tx) => {
      const rows = await tx.selectFrom('event_audience').select(['audience', 'feed', 'sequence']).where('sequence', '>', last).execute();
      const shared = rows.filter(({ audience }) => audience === EVERYBODY).map(({ sequence }) => sequence);
      const everybody =
        shared.length === 0
          ? []
          : await tx
              .selectFrom('event')
              .select(['feed', 'jti', 'token'])
              .where('sequence', '=', sql<number>`ANY (${shared}::bigint[])`)
              .orderBy('sequence')
              .execute();
      return { rows, everybody };
    });

  async function look(): Promise<void> {
    const { rows, everybody } = await news();
    last = rows.reduce((top, { sequence }) => Math.max(top, sequence), last);
    const told = new Set(rows.map(({ audience, feed }) => `${feed} ${audience}`));
    for (const waiter of waiters) {
      const shared = everybody.filter(({ feed }) => waiter.feeds.includes(feed));
      const alone = waiter.feeds.some((feed) => waiter.audiences.some((audience) => audience !== EVERYBODY && told.has(`${feed} ${audience}`)));
      if (shared.length === 0 && !alone) continue;
      waiter.everybody.push(...shared);
      waiter.alone ||= alone;
      waiter.ring();
    }
  }
  function heard(): void {
    again = true;
    asking ??= (async () => {
      while (again) {
        again = false;
        // A database that is away rings again when its connection is back.
        await look().catch(() => {});
      }
      asking = null;
    })();
  }

  const listening = await store.listen(CHANNEL, heard);
  return {
    get waiting() {
      return waiters.size;
    },
    expect(feeds, audiences) {
      let wake = () => {};
      const waiter: Waiter = {
        feeds,
        audiences,
        everybody: [],
        alone: false,
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
              resolve(rung() ? { everybody: waiter.everybody, alone: waiter.alone } : null);
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
      await listening[Symbol.asyncDispose]();
      for (const waiter of waiters) waiter.ring();
      await asking;
    },
  };
}
