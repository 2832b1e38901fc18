import type { Feed } from '../../exchange/events/table.ts';
import type { Caller } from '../access/caller.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { AUTHORITY, EVERYBODY, onlyClient } from './append.ts';

/** By which audiences a client is meant. Row-level security holds the same; the names let the database find its rows at once. */
export const audiencesFor = ({ client, kind, association }: Pick<Caller, 'client' | 'kind' | 'association'>): readonly string[] => [
  EVERYBODY,
  onlyClient(client),
  ...(kind === 'authority' ? [AUTHORITY] : []),
  ...(association === null ? [] : [association]),
];

/** Where a reader stands in a feed. */
export interface Place {
  /** Everything up to it is settled. */
  readonly cursor: number;
  /** Settled ahead of it, rising. */
  readonly ahead: readonly number[];
}

/** A reader: a client by its polls, or a stream that pushes. */
export interface Reader {
  readonly client: string;
  /** Name of its place: the feed, or that of a stream's. */
  readonly place: string;
  readonly feed: Feed;
  readonly audiences: readonly string[];
}

const ofFeed = (tx: HubTransaction, { feed, audiences }: Reader) =>
  tx.selectFrom('event_audience').where('event_audience.feed', '=', feed).where('event_audience.audience', 'in', audiences);

/** The place of a reader, held to the end of the transaction; made when it reads for the first time. */
export async function holdPlace(tx: HubTransaction, { client, place }: Reader): Promise<Place> {
  await tx
    .insertInto('place')
    .values({ client, feed: place, cursor: 0, ahead: '[]' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom('place')
    .select(['cursor', 'ahead'])
    .where('client', '=', client)
    .where('feed', '=', place)
    .forUpdate()
    .executeTakeFirst();
  return { cursor: row!.cursor, ahead: row!.ahead };
}

/** Events by their `jti`, of those that the reader may see. */
export async function sequencesOf(tx: HubTransaction, reader: Reader, jtis: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (jtis.length === 0) return new Map();
  const rows = await ofFeed(tx, reader)
    .innerJoin('event', 'event.sequence', 'event_audience.sequence')
    .select(['event.jti', 'event.sequence'])
    .where('event.jti', 'in', jtis)
    .execute();
  return new Map(rows.map(({ jti, sequence }) => [jti, sequence]));
}

/** The place after some more are settled; it is kept. */
export async function settle(tx: HubTransaction, reader: Reader, { cursor, ahead }: Place, settled: Iterable<number>): Promise<Place> {
  const all = [...new Set([...ahead, ...settled])].filter((sequence) => sequence > cursor).sort((a, b) => a - b);
  const next = await ofFeed(tx, reader)
    .select('event_audience.sequence')
    .where('event_audience.sequence', '>', cursor)
    .$if(all.length > 0, (query) => query.where('event_audience.sequence', 'not in', all))
    .orderBy('event_audience.sequence')
    .limit(1)
    .executeTakeFirst();
  const open = next?.sequence ?? Number.POSITIVE_INFINITY;
  const place = { cursor: all.findLast((sequence) => sequence < open) ?? cursor, ahead: all.filter((sequence) => sequence > open) };
  await tx
    .updateTable('place')
    .set({ cursor: place.cursor, ahead: JSON.stringify(place.ahead) })
    .where('client', '=', reader.client)
    .where('feed', '=', reader.place)
    .execute();
  return place;
}

/** The next events that are not settled, in their order. */
export async function nextEvents(tx: HubTransaction, reader: Reader, { cursor, ahead }: Place, most: number) {
  const rows = await ofFeed(tx, reader)
    .innerJoin('event', 'event.sequence', 'event_audience.sequence')
    .select(['event.jti', 'event.token', 'event.sequence'])
    .distinct()
    .where('event_audience.sequence', '>', cursor)
    .$if(ahead.length > 0, (query) => query.where('event_audience.sequence', 'not in', [...ahead]))
    .orderBy('event.sequence')
    .limit(most + 1)
    .execute();
  return { events: rows.slice(0, most), more: rows.length > most };
}
