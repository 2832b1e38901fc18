import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';

/** A way of one feed between this desk and a peer. */
export interface Way {
  /** Address of the hub, or as what a peer signs its files. */
  readonly peer: string;
  readonly feed: string;
  readonly way: 'in' | 'out';
}

async function keep(db: Kysely<Tables>, way: Way, change: Partial<Omit<Tables['exchange_contact'], keyof Way>>): Promise<void> {
  const nothing = { contact_at: null, newest_at: null, error: null, error_at: null };
  await db
    .insertInto('exchange_contact')
    .values({ ...way, ...nothing, ...change })
    .onConflict((conflict) => conflict.columns(['peer', 'feed', 'way']).doUpdateSet(change))
    .execute();
}

/**
 * Notes that a feed went well, and when the newest event of it happened; an older one leaves what is known.
 * @param at ISO 8601
 */
export async function noteContact(db: Kysely<Tables>, way: Way, at: string, newest: string | null = null): Promise<void> {
  const { peer, feed, way: direction } = way;
  const known = await db
    .selectFrom('exchange_contact')
    .select('newest_at')
    .where('peer', '=', peer)
    .where('feed', '=', feed)
    .where('way', '=', direction)
    .executeTakeFirst();
  const later = newest !== null && newest > (known?.newest_at ?? '');
  await keep(db, way, { contact_at: at, error: null, error_at: null, ...(later && { newest_at: newest }) });
}

/** Notes that a feed did not work, by the code of the failure. @param at ISO 8601 */
export const noteFailure = (db: Kysely<Tables>, way: Way, at: string, error: string): Promise<void> => keep(db, way, { error, error_at: at });
