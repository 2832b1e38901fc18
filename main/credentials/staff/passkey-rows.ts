import type { Kysely } from 'kysely';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { HeldPasskey, Passkey } from './passkeys.ts';

/** Every passkey that is kept. */
export async function readPasskeys(db: Kysely<Tables>): Promise<readonly HeldPasskey[]> {
  const rows = await db
    .selectFrom('staff_passkey')
    .innerJoin('staff', 'staff.id', 'staff_passkey.staff')
    .select(['staff_passkey.id as id', 'staff', 'public_key', 'counter', 'transports', 'provisional'])
    .select(['staff_passkey.state as state', 'staff.state as standing'])
    .execute();
  return rows.map(({ id, staff, public_key, counter, transports, provisional, state, standing }) => ({
    id,
    staff,
    publicKey: public_key,
    counter,
    transports: JSON.parse(transports) as string[],
    provisional: provisional === 1,
    because: standing === 'left' ? 'left' : state === 'pending' ? 'pending' : null,
  }));
}

/** How a new passkey rests. */
export const passkeyRow = (
  { id, publicKey, counter, transports }: Passkey,
  facts: Pick<Tables['staff_passkey'], 'staff' | 'name' | 'state' | 'registered_by' | 'created_at' | 'provisional'>,
): Tables['staff_passkey'] => ({ ...facts, id, public_key: publicKey, counter, transports: JSON.stringify(transports), used_at: null });

/**
 * Keeps what a passkey showed when it was given.
 * @throws AppError PASSKEY_REFUSED where it was taken away meanwhile
 */
export async function notePasskey(db: Kysely<Tables>, { id, staff, counter }: HeldPasskey, usedAt: Date): Promise<void> {
  const used = { counter, used_at: usedAt.toISOString() };
  const { numUpdatedRows } = await db.updateTable('staff_passkey').set(used).where('id', '=', id).where('state', '=', 'active').executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('PASSKEY_REFUSED', { reason: 'unknown', staff });
}
