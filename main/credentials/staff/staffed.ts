import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';

/** Whether anybody is or was registered, without opening the authority's desk. */
export const isStaffed = async (db: Kysely<Tables>): Promise<boolean> =>
  (await db.selectFrom('staff').select('id').limit(1).executeTakeFirst()) !== undefined;
