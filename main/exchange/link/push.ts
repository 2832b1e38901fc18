import type { Store } from '../../store/store.ts';
import type { Feed } from '../events/table.ts';
import { noteContact } from '../view/contacts.ts';
import type { HubPeer } from './hub.ts';
import { type OutgoingRow, outgoingRows, type Signer, signRow } from './sign-row.ts';

/** Why a row is not told any more although nobody refused it. */
export const FORGOTTEN = 'person-deleted';

/** The next row to be told: what stops a card before anything else, then in the order in which it happened. */
const nextRow = ({ db }: Pick<Store, 'db'>): Promise<OutgoingRow | undefined> => {
  const waiting = (feeds: readonly Feed[]) =>
    outgoingRows({ db })
      .where('sent_at', 'is', null)
      .where('refused', 'is', null)
      .where('feed', 'in', feeds)
      .orderBy('sequence')
      .limit(1)
      .executeTakeFirst();
  return waiting(['stop']).then((stop) => stop ?? waiting(['credential', 'membership']));
};

/**
 * Pushes what waits, one event after the other (RFC 8935): one that the hub refuses is kept with the reason and holds up no other; any other failure ends
 * it, and what waits stays as it is. An event whose answer was lost is pushed again, which the hub takes once.
 * @returns how many the hub has taken
 * @throws whatever `hub.push` throws
 */
export async function pushWaiting(signer: Signer, peer: string, hub: Pick<HubPeer, 'push'>, signal: AbortSignal): Promise<number> {
  const { store } = signer;
  let taken = 0;
  for (let row = await nextRow(store); row && !signal.aborted; row = await nextRow(store)) {
    const { sequence, feed, happened_at } = row;
    const keep = (change: { readonly sent_at?: string; readonly refused?: string; readonly attempts?: number }) =>
      store.db.updateTable('exchange_outbox').set(change).where('sequence', '=', sequence).execute();
    const set = await signRow(signer, row);
    if (set === null) {
      await keep({ refused: FORGOTTEN });
      continue;
    }
    await keep({ attempts: row.attempts + 1 });
    const refused = await hub.push(set);
    const at = store.now().toISOString();
    if (refused === null) {
      await keep({ sent_at: at });
      taken += 1;
    } else await keep({ refused });
    await noteContact(store.db, { peer, feed, way: 'out' }, at, refused === null ? happened_at : null);
  }
  return taken;
}

/** Lets what the hub refused be told again, once the cause is gone. @returns how many */
export async function forgiveRefused({ db }: Pick<Store, 'db'>): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('exchange_outbox')
    .set({ refused: null })
    .where('refused', 'is not', null)
    .where('refused', '!=', FORGOTTEN)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
