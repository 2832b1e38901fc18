import type { Selectable } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { claimsOf, signSet } from '../events/sign.ts';
import { toldOf } from '../outbox/queue.ts';
import type { ExchangeIdentity } from './identity.ts';

/** A row of the outbox with the key of its person. */
export type OutgoingRow = Selectable<Tables['exchange_outbox']> & { readonly wrapped_key: Uint8Array | null };

/** What signing needs. */
export interface Signer {
  readonly store: Store;
  readonly identity: Pick<ExchangeIdentity, 'key' | 'issuer' | 'audience'>;
  /** The time by the clock of whoever receives it. */
  readonly time: () => Date;
}

/** Rows with the keys of their persons. */
export const outgoingRows = ({ db }: Pick<Store, 'db'>) =>
  db
    .selectFrom('exchange_outbox')
    .innerJoin('person', 'person.id', 'exchange_outbox.person')
    .selectAll('exchange_outbox')
    .select('person.wrapped_key');

/**
 * The SET of a row. In whose name it is signed is kept with the row, so that it is the same event on every way.
 * @returns `null` once its person was deleted
 */
export async function signRow({ store, identity, time }: Signer, row: OutgoingRow): Promise<string | null> {
  const told = toldOf(store, row, row.wrapped_key);
  if (!told) return null;
  const issuer = row.issuer ?? identity.issuer;
  if (row.issuer === null) await store.db.updateTable('exchange_outbox').set({ issuer }).where('sequence', '=', row.sequence).execute();
  const claims = claimsOf({
    name: row.event,
    issuer,
    audience: identity.audience,
    jti: row.jti,
    issuedAt: time(),
    happenedAt: new Date(row.happened_at),
    ...told,
  });
  return signSet(identity.key, claims);
}
