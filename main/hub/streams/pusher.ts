import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { setClaims } from '../../exchange/events/claims.ts';
import { EVENT_TYPES, type Feed, FEEDS } from '../../exchange/events/table.ts';
import { deriveKey, unseal } from '../../store/sealing.ts';
import { actorOf } from '../access/caller.ts';
import type { Log } from '../http/log.ts';
import type { HubParts } from '../parts.ts';
import { HUB } from '../store/actor.ts';
import { deliver } from './deliver.ts';
import { audiencesFor, eventsAfter, holdPlace, type Reader, settle } from './place.ts';
import { disagree } from './poll.ts';
import { PUSH, type StreamRow } from './stream-config.ts';
import { headerPlace } from './stream-routes.ts';

/** A stream in the hands of one process; if that dies, another takes it after so long. */
const LEASE_MS = 120_000;
/** How often it is looked for streams that something waits for. */
const LOOK_MS = 1_000;
const FIRST_MS = 1_000;
const LONGEST_MS = 15 * 60_000;
const AT_ONCE = 50;
/** So many streams are served side by side: a receiver that is slow holds up none of the others. */
const STREAMS_AT_ONCE = 4;

/** Milliseconds until the next try: doubled with each failure, spread over its second half (full offices do not come back all at once). */
export function pauseOf(failures: number, random: (most: number) => number = randomInt): number {
  const top = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
  return top / 2 + random(top / 2);
}

const OF_STREAMS = EVENT_TYPES.filter(({ family }) => family === 'stream').map(({ uri }) => uri);

/** Whether a stream delivers an event, which was verified when it came: one that was asked for, or one about this very stream. */
function isWanted({ id, events_requested: asked }: StreamRow, token: string): boolean {
  const { sub_id, events } = setClaims.parse(JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8')));
  const [uri = ''] = Object.keys(events);
  return OF_STREAMS.includes(uri) ? sub_id.format === 'opaque' && sub_id.id === id : asked.includes(uri);
}

/** Pushes events to offices that have an address, stops first. Several processes share the work by leases. */
export function openPusher(parts: HubParts, log: Log): AsyncDisposable {
  const { store, clients, secret } = parts;
  const key = deriveKey(secret, 'stream headers');
  const ending = new AbortController();
  const { signal } = ending;

  const lease = (): Promise<StreamRow | undefined> =>
    store.within(HUB, async (tx) => {
      const now = store.now();
      const due = await tx
        .selectFrom('stream')
        .selectAll()
        .where('method', '=', PUSH)
        .where('state', '=', 'enabled')
        .where((where) => where.or([where('retry_at', 'is', null), where('retry_at', '<=', now)]))
        .orderBy('retry_at', (order) => order.asc().nullsFirst())
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (due)
        await tx
          .updateTable('stream')
          .set({ retry_at: new Date(now.getTime() + LEASE_MS) })
          .where('id', '=', due.id)
          .execute();
      return due;
    });

  const release = (id: string, failures: number, retry: Date) =>
    store.within(HUB, (tx) => tx.updateTable('stream').set({ failures, retry_at: retry }).where('id', '=', id).execute());

  /** Events of one feed, in order; `false` when the receiver wants them later. */
  async function feed(stream: StreamRow, name: Feed, until: number): Promise<boolean> {
    const caller = await clients.find(stream.client);
    if (!caller) return true;
    const reader: Reader = { client: stream.client, place: `push/${stream.id}/${name}`, feed: name, audiences: audiencesFor(caller) };
    const header = stream.authorization_sealed
      ? Buffer.from(unseal(key, stream.authorization_sealed, headerPlace(stream.id))).toString('utf8')
      : null;
    while (!signal.aborted && store.now().getTime() < until) {
      const events = await store.within(actorOf(caller), async (tx) => eventsAfter(tx, reader, await holdPlace(tx, reader), AT_ONCE));
      if (events.length === 0) return true;
      for (const { sequence, token, jti } of events) {
        const delivery =
          token !== null && isWanted(stream, token) ? await deliver(stream.endpoint_url!, header, token, signal) : ({ outcome: 'taken' } as const);
        if (delivery.outcome === 'later') return false;
        await store.within(actorOf(caller), async (tx) => {
          if (delivery.outcome === 'refused') await disagree(tx, caller, name, { [jti]: delivery }, [jti]);
          const place = await holdPlace(tx, reader);
          await settle(tx, reader, place, [sequence], await eventsAfter(tx, reader, place, 2));
        });
        if (signal.aborted || store.now().getTime() >= until) return true;
      }
    }
    return true;
  }

  async function serve(stream: StreamRow): Promise<void> {
    const until = store.now().getTime() + LEASE_MS / 2;
    let well = true;
    for (const name of FEEDS) well = well && (await feed(stream, name, until));
    const failures = well ? 0 : stream.failures + 1;
    if (!well && !signal.aborted) log({ event: 'push', client: stream.client, code: 'later' });
    await release(stream.id, failures, new Date(store.now().getTime() + (well ? LOOK_MS : pauseOf(failures))));
  }

  async function run(): Promise<void> {
    const serving = new Set<Promise<void>>();
    while (!signal.aborted) {
      const stream = await lease().catch(() => undefined);
      if (!stream) {
        await wait(LOOK_MS, undefined, { signal }).catch(() => {});
        continue;
      }
      const served = serve(stream)
        .catch(() => log({ event: 'push', client: stream.client, code: 'fault' }))
        .finally(() => serving.delete(served));
      serving.add(served);
      if (serving.size >= STREAMS_AT_ONCE) await Promise.race(serving);
    }
    await Promise.all(serving);
  }
  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await running;
    },
  };
}
