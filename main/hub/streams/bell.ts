import type { Feed } from '../../exchange/events/table.ts';
import { HUB } from '../store/actor.ts';
import type { HubStore } from '../store/hub-store.ts';
import { CHANNEL } from './append.ts';

/** Somebody who waits; made before looking whether anything is there, so that nothing falls between. */
export interface Expected extends Disposable {
  /** Resolves when something for it was committed (`true`), after the time, or when the signal aborts. */
  within(milliseconds: number, signal: AbortSignal): Promise<boolean>;
}

/** Wakes those for whom an event was committed, by whichever process of the hub. */
export interface Bell extends AsyncDisposable {
  readonly waiting: number;
  expect(feeds: readonly Feed[], audiences: readonly string[]): Expected;
}

interface Waiter {
  readonly feeds: readonly string[];
  readonly audiences: readonly string[];
  rung: boolean;
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

  async function look(): Promise<void> {
    const rows = await store.within(HUB, (tx) =>
      tx.selectFrom('event_audience').select(['audience', 'feed', 'sequence']).where('sequence', '>', last).execute(),
    );
    last = rows.reduce((top, { sequence }) => Math.max(top, sequence), last);
    const told = new Set(rows.map(({ audience, feed }) => `${feed} ${audience}`));
    for (const waiter of waiters) {
      if (waiter.feeds.some((feed) => waiter.audiences.some((audience) => told.has(`${feed} ${audience}`)))) waiter.ring();
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
        rung: false,
        ring() {
          waiter.rung = true;
          wake();
        },
      };
      waiters.add(waiter);
      return {
        within: (milliseconds, signal) =>
          new Promise((resolve) => {
            const done = () => {
              clearTimeout(timer);
              signal.removeEventListener('abort', done);
              resolve(waiter.rung);
            };
            const timer = setTimeout(done, milliseconds);
            signal.addEventListener('abort', done);
            wake = done;
            if (waiter.rung || signal.aborted) done();
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
