import { sql } from 'kysely';
import type { Feed } from '../../exchange/events/table.ts';
import type { HubTransaction } from '../store/hub-store.ts';

/** Who is told by everybody's events, and by everything about credentials. */
export const EVERYBODY = '*';
export const AUTHORITY = 'authority';
/** One client alone: what concerns a stream of its own. */
export const onlyClient = (client: string): string => `client:${client}`;

/** Channel that is notified with each commit of events. */
export const CHANNEL = 'hpki_events';
/** Number of the lock under which events are numbered. */
const LOCK = 6_002;

/** An event as it is kept. */
export interface NewEvent {
  readonly feed: Feed;
  readonly issuer: string;
  readonly jti: string;
  /** Of the person it is about; `null` for an event about nobody who could be named. */
  readonly registration: string | null;
  /** As it was signed. */
  readonly token: string;
  readonly audiences: readonly string[];
}

/**
 * Appends an event in a transaction of the hub. Numbers are given under a lock that is held to the commit, so that whoever has read up to a number
 * misses nothing below it.
 * @returns its number, or `null` where the same (issuer, jti) is known: then nothing changes
 */
export async function append(tx: HubTransaction, { audiences, ...event }: NewEvent): Promise<number | null> {
  await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(tx);
  const added = await tx
    .insertInto('event')
    .values(event)
    .onConflict((conflict) => conflict.columns(['issuer', 'jti']).doNothing())
    .returning('sequence')
    .executeTakeFirst();
  if (!added) return null;
  const { sequence } = added;
  const rows = [...new Set(audiences)].map((audience) => ({ audience, feed: event.feed, sequence }));
  await tx.insertInto('event_audience').values(rows).execute();
  await sql`SELECT pg_notify(${CHANNEL}, '')`.execute(tx);
  return sequence;
}

/** Who learns what happens to a person: the authority, and each association in which the person has or ever had a row. In a transaction of the hub. */
export async function audiencesOf(tx: HubTransaction, registration: string): Promise<readonly string[]> {
  const rows = await tx.selectFrom('membership').select('association').distinct().where('registration', '=', registration).execute();
  return [AUTHORITY, ...rows.map(({ association }) => association)];
}
