import type { Selectable } from 'kysely';
import type { z } from 'zod';
import type { revocationState } from '../../api/schema/credentials.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';

/** How a request stands. */
export type RevocationState = z.infer<typeof revocationState>;
type Row = Selectable<Tables['revocation_request']>;

/** What the certificate of a request says of it. */
export interface RequestedCertificate {
  /** State of the certificate now. */
  readonly state: string;
  /** No later request asks for the same. */
  readonly newest: boolean;
}

/** A certificate that says yes again is one whose revocation the authority refused. */
const IN_FORCE: ReadonlySet<string> = new Set(['active', 'on-hold']);

/** How a request stands at a time. It is late once its deadline is over and no list shows it; one that was refused waits for nothing. */
export function stateOf(
  { id, at, due, reason, sent_at, answer, listed_at }: Row,
  { state, newest }: RequestedCertificate,
  now: Date,
): RevocationState {
  const refused = listed_at === null && (!newest || IN_FORCE.has(state));
  return {
    request: id,
    ...{ at, due, reason, answer, refused },
    sentAt: sent_at,
    listedAt: listed_at,
    late: listed_at === null && !refused && Date.parse(due) < now.getTime(),
  };
}

/** The newest request for each of these certificates. */
export async function revocationStates({ db, now }: Store, objects: readonly string[]): Promise<ReadonlyMap<string, RevocationState>> {
  if (objects.length === 0) return new Map();
  const rows = await db
    .selectFrom('revocation_request')
    .innerJoin('credential_object', 'credential_object.id', 'revocation_request.object')
    .selectAll('revocation_request')
    .select('credential_object.state')
    .where('object', 'in', [...objects])
    .orderBy('revocation_request.at')
    .execute();
  return new Map(rows.map(({ state, ...row }) => [row.object, stateOf(row, { state, newest: true }, now())]));
}

/** Ids of the requests after which none asks for the same certificate. */
export function newestOf(rows: readonly Pick<Row, 'id' | 'object' | 'at'>[]): ReadonlySet<string> {
  const newest = new Map<string, Pick<Row, 'id' | 'at'>>();
  for (const { id, object, at } of rows) if (at > (newest.get(object)?.at ?? '')) newest.set(object, { id, at });
  return new Set(Array.from(newest.values(), ({ id }) => id));
}
