import type { Selectable } from 'kysely';
import type { z } from 'zod';
import type { revocationState } from '../../api/schema/credentials.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';

/** How a request stands. */
export type RevocationState = z.infer<typeof revocationState>;
type Row = Selectable<Tables['revocation_request']>;

/** How a request stands at a time. It is late once its deadline is over and no list shows it. */
export const stateOf = ({ id, at, due, reason, sent_at, answer, listed_at }: Row, now: Date): RevocationState => ({
  request: id,
  ...{ at, due, reason, answer },
  sentAt: sent_at,
  listedAt: listed_at,
  late: listed_at === null && Date.parse(due) < now.getTime(),
});

/** The newest request for each of these certificates. */
export async function revocationStates({ db, now }: Store, objects: readonly string[]): Promise<ReadonlyMap<string, RevocationState>> {
  if (objects.length === 0) return new Map();
  const rows = await db
    .selectFrom('revocation_request')
    .selectAll()
    .where('object', 'in', [...objects])
    .orderBy('at')
    .execute();
  return new Map(rows.map((row) => [row.object, stateOf(row, now())]));
}
