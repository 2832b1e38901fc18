import type { Caller } from '../../../main/hub/access/caller.ts';
import { openHubStore } from '../../../main/hub/store/hub-store.ts';
import { openBell } from '../../../main/hub/streams/bell.ts';
import { poll } from '../../../main/hub/streams/poll.ts';
import { snapshotRoutes } from '../../../main/hub/streams/snapshot.ts';
import { actorOf } from '../../../main/hub/access/caller.ts';
import { eventAt } from './desk.ts';
import { addClients, addEvents, NATIONAL, populate } from './population.ts';
import { newKey, openWorld, percentile, timed } from './world.ts';

/** The whole country in one PostgreSQL: `node test/bench/sync/nation.ts [doctors] [associations] [stops]`. Figures on standard output. */
const [doctors = 340_000, associations = 1_000, stops = 5_000] = process.argv.slice(2).map(Number);
const SAMPLES = 100;
const tell = (name: string, value: number, unit: string): void => console.log(`${name}: ${value.toFixed(unit === 'ms' ? 1 : 0)} ${unit}`);

await using world = await openWorld('postgres');
const key = await newKey();
const deskOf = (association: string): Caller => ({ client: `desk-${association}`, kind: 'association', association, scopes: new Set() });
const [national, prefecture, city] = [deskOf(NATIONAL), deskOf('13'), deskOf('60')];
const clients = await Promise.all(
  [national, prefecture, city].map(async ({ client, association }) => ({
    id: client,
    kind: 'association' as const,
    association,
    key: await newKey(),
  })),
);

await using store = await openHubStore({ folder: world.folder, database: world.database! });
tell(`load of ${doctors} doctors with three rows each`, await timed(() => populate(store, doctors, associations)), 'ms');
await addClients(store, clients);
tell('size on disk', Number(await world.postgres!.query(world.database!, 'SELECT pg_database_size(current_database()) / 1048576')), 'MiB');

const [route] = snapshotRoutes({} as never);
for (const caller of [city, prefecture, national]) {
  let lines = 0;
  const took = await timed(async () => {
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const query = new URLSearchParams({ count: '1000', cursor });
      const within = (work: Parameters<typeof store.within>[1]) => store.within(actorOf(caller), work);
      const { body } = (await route!.handler({ query, caller, within } as never)) as { body: string };
      const rows = body.trimEnd().split('\n');
      lines += rows.length - 1;
      cursor = (JSON.parse(rows.at(-1)!) as { next?: string }).next;
    }
  });
  tell(`snapshot of ${lines} members at the hub`, took, 'ms');
}

const teller = { hub: world.hub, issuer: `${world.hub}/issuers/authority`, key };
const events = Array.from({ length: stops }, () => eventAt(teller, 0));
await using bell = await openBell(store);
const took = await timed(() => addEvents(store, events));
tell(`events stored in one load`, events.length / (took / 1_000), 'a second');

const polls: number[] = [];
let ack: readonly string[] = [];
let given = 0;
while (given < stops) {
  polls.push(
    await timed(async () => {
      const request = { returnImmediately: true, ack: [...ack] };
      ack = Object.keys((await poll({ store }, bell, { caller: city, feed: 'stop', request, signal: new AbortController().signal })).sets);
    }),
  );
  given += ack.length;
}
tell(`poll of a thousand events and acknowledgement of the thousand before, p95`, percentile(polls, 0.95), 'ms');
await poll({ store }, bell, {
  caller: city,
  feed: 'stop',
  request: { returnImmediately: true, ack: [...ack] },
  signal: new AbortController().signal,
});
const idle: number[] = [];
for (let sample = 0; sample < SAMPLES; sample += 1)
  idle.push(
    await timed(() =>
      poll({ store }, bell, { caller: city, feed: 'stop', request: { returnImmediately: true }, signal: new AbortController().signal }),
    ),
  );
tell('poll when nothing waits, median', percentile(idle, 0.5), 'ms');
tell('poll when nothing waits, p95', percentile(idle, 0.95), 'ms');
