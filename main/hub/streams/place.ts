import { sql } from 'kysely';
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

/** The place of a reader, held to the end of the transaction; made when it reads for the first time. */
export async function holdPlace(tx: HubTransaction, { client, place }: Reader): Promise<Place> {
  const held = () =>
    tx.selectFrom('place').select(['cursor', 'ahead']).where('client', '=', client).where('feed', '=', place).forUpdate().executeTakeFirst();
  const known = await held();
  if (known) return known;
  await tx
    .insertInto('place')
    .values({ client, feed: place, cursor: 0, ahead: '[]' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await held())!;
}

/**
 * Numbers of a reader's events after one, rising, so many at most. Each audience is walked along the primary key from there on, so that it costs what is
 * read and not what waits.
 */
const numbersAfter = ({ feed, audiences }: Reader, cursor: number, most: number) => {
  const parts = audiences.map(
    (audience) =>
      sql`(SELECT sequence FROM event_audience WHERE audience = ${audience} AND feed = ${feed} AND sequence > ${cursor} ORDER BY sequence LIMIT ${most})`,
  );
  return sql<{ sequence: number }>`SELECT DISTINCT sequence FROM (${sql.join(parts, sql` UNION ALL `)}) AS part ORDER BY sequence LIMIT ${most}`;
};

/** An event on its way to a reader. */
export interface PlacedEvent {
  readonly sequence: number;
  readonly jti: string;
  /** `null` for one that is settled ahead, or that the reader has named: what it has need not be read again. */
  readonly token: string | null;
}

/** What follows the place of a reader, rising, so many at most beyond what is settled ahead, which is among it. */
export async function eventsAfter(
  tx: HubTransaction,
  reader: Reader,
  { cursor, ahead }: Place,
  most: number,
  named: Iterable<string> = [],
): Promise<readonly PlacedEvent[]> {
  const { rows } = await sql<PlacedEvent>`SELECT event.sequence, event.jti,
      CASE WHEN event.jti = ANY (${[...named]}::text[]) OR event.sequence = ANY (${[...ahead]}::bigint[]) THEN NULL ELSE event.token END AS token
    FROM (${numbersAfter(reader, cursor, most + ahead.length)}) AS number JOIN event ON event.sequence = number.sequence ORDER BY event.sequence`.execute(
    tx,
  );
  return rows;
}

/** So many events beyond those that were read are looked through for what a reader names. */
const LOOKED_THROUGH = 10_000;

/** Those of a reader's events after a number, in the next ten thousand, that it names by their `jti`: no token is read. */
export async function namedAfter(
  tx: HubTransaction,
  reader: Reader,
  sequence: number,
  named: Iterable<string>,
): Promise<readonly Pick<PlacedEvent, 'sequence' | 'jti'>[]> {
  const { rows } = await sql<Pick<PlacedEvent, 'sequence' | 'jti'>>`SELECT event.sequence, event.jti
    FROM (${numbersAfter(reader, sequence, LOOKED_THROUGH)}) AS number JOIN event ON event.sequence = number.sequence
    WHERE event.jti = ANY (${[...named]}::text[])`.execute(tx);
  return rows;
}

/** The place after some more are settled, by what follows it (one more than are settled, at least); it is kept. */
export async function settle(
  tx: HubTransaction,
  reader: Reader,
  { cursor, ahead }: Place,
  settled: Iterable<number>,
  following: readonly PlacedEvent[],
): Promise<Place> {
  const all = new Set([...ahead, ...settled].filter((sequence) => sequence > cursor));
  const open = following.find(({ sequence }) => !all.has(sequence))?.sequence ?? Number.POSITIVE_INFINITY;
  const rising = [...all].sort((a, b) => a - b);
  const place = { cursor: rising.findLast((sequence) => sequence < open) ?? cursor, ahead: rising.filter((sequence) => sequence > open) };
  await tx
    .updateTable('place')
    .set({ cursor: place.cursor, ahead: JSON.stringify(place.ahead) })
    .where('client', '=', reader.client)
    .where('feed', '=', reader.place)
    .execute();
  return place;
}
