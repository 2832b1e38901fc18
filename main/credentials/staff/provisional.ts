import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';

/** Ends the keys that a colleague made alone for somebody in the set-up phase, now that there is one of their own. */
export async function endProvisional(db: Kysely<Tables>, staff: string, at: Date): Promise<void> {
  await db.deleteFrom('staff_passkey').where('staff', '=', staff).where('provisional', '=', 1).execute();
  await db
    .updateTable('staff_token')
    .set({ removed_at: at.toISOString() })
    .where('staff', '=', staff)
    .where('provisional', '=', 1)
    .where('removed_at', 'is', null)
    .execute();
}
