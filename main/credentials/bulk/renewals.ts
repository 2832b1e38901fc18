import type { BulkOrder, BulkPreview } from '../../api/schema/credentials.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { feeAsked } from '../procedures/fee-of.ts';
import { closedBecause, LIVE } from '../procedures/openings.ts';
import { procedureOf } from '../procedures/table.ts';
import { recordOf } from '../registry/record.ts';
import type { Acting } from '../staff/acting.ts';

/** A row of the preview of a bulk change. */
export type BulkRow = BulkPreview['rows'][number];

/** Cards that one preview looks at. */
export const MOST = 5_000;

/** Live cards that end until a day, each as it would be renewed or noticed. */
export async function renewalRows(parts: AuthorityParts, acting: Acting, { task, until, association }: BulkOrder): Promise<readonly BulkRow[]> {
  const { store, holders } = parts;
  const within = acting.association ?? association;
  let query = store.db
    .selectFrom('credential_object')
    .selectAll()
    .where('kind', '=', 'card')
    .where('state', 'in', [...LIVE])
    .where('expires', '<=', until ?? today(parts));
  if (within !== null) query = query.where('association', '=', within);
  const cards = await query.orderBy('expires').orderBy('id').limit(MOST).execute();
  const ids = [...new Set(cards.map(({ holder }) => holder))];
  const found = await holders.many(store.db, ids);
  const all = ids.length === 0 ? [] : await store.db.selectFrom('credential_object').selectAll().where('holder', 'in', ids).execute();
  const recordsOf = Map.groupBy(all.map(recordOf), ({ holder }) => holder);
  const renewal = procedureOf('renewal');
  return cards.flatMap((card) => {
    const holder = found.get(card.holder);
    if (!holder?.fields) return [];
    const records = recordsOf.get(card.holder) ?? [];
    const closed = task === 'open-renewals' ? closedBecause(renewal, records) : null;
    const fee = feeAsked({ procedure: renewal, member: holder.member, channel: 'paper', reason: null, receivedOn: today(parts) });
    const { name, registration } = holder.fields;
    const to = closed !== null ? null : task === 'open-renewals' ? 'draft' : card.state;
    return [
      {
        object: card.id,
        holder: card.holder,
        name,
        registration,
        from: card.state,
        to,
        because: closed,
        fee: closed === null ? (fee?.yen ?? null) : null,
        letters: closed === null ? ['renewal-notice'] : [],
      },
    ];
  });
}
