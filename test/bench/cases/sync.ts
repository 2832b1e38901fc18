import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { partsOf } from '../../../main/exchange/events/read.ts';
import { SET_TYPE } from '../../../main/exchange/events/sign.ts';
import { type Figure, median } from '../measure.ts';
import { eventAt, openDesk, type SyncDesk } from '../sync/desk.ts';
import { addClients, addEvents, NATIONAL, populate, type WaitingEvent } from '../sync/population.ts';
import { spreadStops } from '../sync/stops.ts';
import { type EngineName, newKey, openWorld, percentile, timed } from '../sync/world.ts';

/** How much of everything. */
export interface SyncSize {
  readonly members: number;
  /** That waited, of different members; fewer than these. */
  readonly events: number;
  readonly desks: number;
  readonly stops: number;
}
const WHOLE: SyncSize = { members: 180_000, events: 10_000, desks: 200, stops: 10 };
const ASSOCIATIONS = 100;
const SECOND = 1_000;
const NEVER = new AbortController().signal;

/** The rows of a table once more, into a plain table without an index, in one transaction. */
const copiedWithin = ({ store: { db } }: SyncDesk, table: string): Promise<number> =>
  timed(() => sql`CREATE TABLE ${sql.table(`plain_${table}`)} AS SELECT * FROM ${sql.table(table)}`.execute(db));

/** The members' lines by COPY, into a plain table of the same server. */
const copied = async ({ postgres, database, folder }: Awaited<ReturnType<typeof openWorld>>): Promise<number> => {
  const file = join(folder, 'members.copy');
  await postgres!.query(database!, `\\copy (SELECT registration, fields FROM person) TO '${file}'`);
  await postgres!.query(database!, 'CREATE TABLE plain_member (registration text, fields jsonb)');
  return timed(() => postgres!.query(database!, `\\copy plain_member FROM '${file}'`));
};

/** Signatures of events, one after the other: nobody takes an event without. */
async function verified(events: readonly WaitingEvent[], { privateKey }: Awaited<ReturnType<typeof newKey>>): Promise<void> {
  const key = createPublicKey(privateKey);
  if (!events.every(({ token }) => partsOf(token, SET_TYPE).verifiedBy(key))) throw new Error('a signature does not fit');
}

/** A new desk of the national association takes everybody, then what has happened since. */
async function catchingUp(engine: EngineName, { members, events: count }: SyncSize): Promise<readonly Figure[]> {
  await using world = await openWorld(engine);
  const { hub } = world;
  await using desk = await openDesk(join(world.folder, 'desk'), hub, 'desk');
  const key = await newKey();
  await world.fill(async (store) => {
    await populate(store, members, ASSOCIATIONS);
    await addClients(store, [
      { id: 'desk', kind: 'association', association: NATIONAL, key: desk.exchange.identity.key },
      { id: 'authority', kind: 'authority', association: null, key },
    ]);
  });
  await world.serve();
  const snapshot = await timed(() => desk.exchange.members.refresh(desk.peer));
  const came = (await desk.exchange.members.view()).count;
  if (came !== members) throw new Error(`${came} members came`);
  const rows = await copiedWithin(desk, 'exchange_member');
  const byCopy = world.postgres ? await copied(world) : null;
  await world.stop();
  const teller = { hub, issuer: `${hub}/issuers/authority`, key };
  const events = Array.from({ length: count }, (_none, index) => eventAt(teller, index));
  await world.fill((store) => addEvents(store, events));
  await world.serve();
  globalThis.gc?.();
  const applied = await timed(() => desk.exchange.link().once(NEVER));
  const inbox = await copiedWithin(desk, 'exchange_inbox');
  const signatures = await timed(() => verified(events, key));
  const where = `hub on ${engine}`;
  return [
    {
      name: `first snapshot of ${members} members`,
      peer: 'their rows once more in SQLite',
      ours: snapshot,
      theirs: rows,
      limit: 30 * SECOND,
      note: where,
    },
    ...(byCopy === null ? [] : [{ name: 'the same', peer: 'COPY into PostgreSQL', ours: snapshot, theirs: byCopy }]),
    { name: `${count} events that waited`, peer: 'their signatures alone', ours: applied, theirs: signatures, limit: 3 * SECOND, note: where },
    { name: 'the same', peer: 'their rows once more in SQLite', ours: applied, theirs: inbox },
  ];
}

async function stops(engine: EngineName, { desks, stops: count }: SyncSize): Promise<Figure> {
  const { arrivals, pushes } = await spreadStops(engine, desks, count);
  return {
    name: `a stop at ${desks} desks that ask, p95`,
    peer: 'its push',
    ours: percentile(arrivals, 0.95),
    theirs: median([...pushes]),
    limit: 2 * SECOND,
    note: `hub on ${engine}; median ${median([...arrivals]).toFixed(0)} ms, longest ${Math.max(...arrivals).toFixed(0)} ms`,
  };
}

/** Desks and the hub, over loopback, each in a process of its own. */
export async function syncFigures(size = WHOLE, engines: readonly EngineName[] = ['postgres', 'pglite']): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const engine of engines) {
    figures.push(await stops(engine, size));
    figures.push(...(await catchingUp(engine, size)));
  }
  return figures;
}
