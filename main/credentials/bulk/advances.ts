import type { BulkOrder } from '../../api/schema/credentials.ts';
import { AppError } from '../../errors.ts';
import { decide } from '../machines/decide.ts';
import { MACHINES } from '../machines/table.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { feeOf } from '../procedures/fee-of.ts';
import { procedureOf } from '../procedures/table.ts';
import { holding } from '../registry/conditions.ts';
import { assertable, established } from '../registry/evidence.ts';
import { papersOf } from '../registry/papers-of.ts';
import { recordOf } from '../registry/record.ts';
import type { Acting } from '../staff/acting.ts';
import { actorOf } from '../work/open-holder.ts';
import { type BulkRow, MOST } from './renewals.ts';

/** The objects that are named, or wait in a queue, each as one step would leave it. @throws AppError USAGE_WRONG without a step */
export async function advanceRows(parts: AuthorityParts, acting: Acting, order: BulkOrder): Promise<readonly BulkRow[]> {
  const { store, holders } = parts;
  const { queue, objects, transition: id } = order;
  if (id === null || (queue === null && objects === null)) throw new AppError('USAGE_WRONG', { note: 'transition' });
  const within = acting.association ?? order.association;
  let query = store.db.selectFrom('credential_object').selectAll();
  query = objects === null ? query.where('queue', '=', queue) : query.where('id', 'in', objects);
  if (within !== null) query = query.where('association', '=', within);
  const rows = (await query.orderBy('due').orderBy('id').limit(MOST).execute()).map(recordOf);
  const ids = [...new Set(rows.map(({ holder }) => holder))];
  const found = await holders.many(store.db, ids);
  const all = ids.length === 0 ? [] : await store.db.selectFrom('credential_object').selectAll().where('holder', 'in', ids).execute();
  const recordsOf = Map.groupBy(all.map(recordOf), ({ holder }) => holder);
  const actor = actorOf(acting);
  const answers: BulkRow[] = [];
  for (const record of rows) {
    const holder = found.get(record.holder);
    if (!holder?.fields) continue;
    const transition = MACHINES[record.kind].transitions.find((known) => known.id === id);
    const papers = record.kind === 'application' ? await papersOf(store, store.db, holder) : new Map();
    const facts = holding({ record, records: recordsOf.get(record.holder) ?? [], today: today(parts) }, transition?.when ?? []);
    const decision = decide(record.kind, record, {
      transition: id,
      by: actor,
      second: { name: 'somebody else', roles: new Set(transition?.by ?? []) },
      evidence: new Set([...assertable(order.evidence), ...established(record, papers.get(record.id) ?? [])]),
      reason: order.reason,
      facts,
    });
    const fee = record.kind === 'application' ? (feeOf(record, procedureOf(record.procedure ?? ''))?.yen ?? null) : null;
    const { name, registration } = holder.fields;
    answers.push({
      ...{ object: record.id, holder: record.holder, name, registration, from: record.state, fee },
      to: decision.allowed ? decision.next.state : null,
      because: decision.allowed ? null : decision.because,
      letters: decision.allowed ? [...decision.transition.letters] : [],
    });
  }
  return answers;
}
