import { sql } from 'kysely';
import type { QueueCount, QueuePage } from '../../api/schema/credentials.ts';
import type { z } from 'zod';
import type { queueOrder } from '../../api/schema/credentials.ts';
import type { ObjectKind } from '../machines/table.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { recordListed } from '../records/listed.ts';
import { recordOf } from '../registry/record.ts';
import { requireRole } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';
import { factText } from '../registry/record.ts';
import { dayInDoubt } from './day.ts';

const kindOf = (queue: string): ObjectKind => queue.slice(0, queue.indexOf('-')) as ObjectKind;

/** How many wait for each step, whose oldest, and how many are late. */
export async function queueCounts(parts: AuthorityParts, association: string | null): Promise<readonly QueueCount[]> {
  const day = today(parts);
  // Named, since without statistics the wrong one may be walked over.
  const index = sql.raw(association === null ? 'credential_object_by_queue' : 'credential_object_by_association');
  const within = association === null ? sql`` : sql`AND association = ${association}`;
  const { rows } = await sql<{ queue: string; count: number; oldest: string; overdue: number }>`
    SELECT queue, count(*) AS count, min(since) AS oldest, sum(due < ${day}) AS overdue
    FROM credential_object INDEXED BY ${index} WHERE queue IS NOT NULL ${within} GROUP BY queue`.execute(parts.store.db);
  return rows.map((row) => ({ ...row, kind: kindOf(row.queue) })).toSorted((a, b) => b.overdue - a.overdue || (a.oldest < b.oldest ? -1 : 1));
}

/** What waits, in the order in which it should be done; whose it is that was shown is recorded. */
export async function queuePage(
  parts: AuthorityParts,
  acting: Acting,
  { queue, association, after, limit }: z.infer<typeof queueOrder>,
): Promise<QueuePage> {
  requireRole(acting, 'look');
  const { store, holders } = parts;
  const within = acting.association ?? association;
  // What waits has a queue and a day, and nothing else has either: which of them is asked for chooses the index that has these rows in their order.
  const sign = within === null && queue === null ? 'due' : 'queue';
  let query = store.db.selectFrom('credential_object').selectAll().where(sign, 'is not', null);
  if (queue !== null) query = query.where('queue', '=', queue);
  if (within !== null) query = query.where('association', '=', within);
  if (after) query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('due', 'id'), '>', tuple(after.due, after.object)));
  const rows = await query
    .orderBy('due')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const found = await holders.many(
    store.db,
    shown.map(({ holder }) => holder),
  );
  let open = store.db.selectFrom('credential_proposal').where('state', '=', 'open');
  if (acting.association !== null) {
    const own = store.db.selectFrom('credential_holder').select('id').where('association', '=', acting.association);
    open = open.where('holder', 'in', own);
  }
  const { proposals } = await open.select(({ fn }) => fn.countAll<number>().as('proposals')).executeTakeFirstOrThrow();
  await recordListed(
    parts,
    acting,
    'queue',
    shown.map(({ holder }) => holder),
  );
  return {
    counts: [...(await queueCounts(parts, within))],
    more: rows.length > limit,
    proposals,
    doubt: await dayInDoubt(parts),
    rows: shown.map((row) => {
      const record = recordOf(row);
      const fields = found.get(row.holder)?.fields;
      return {
        ...{
          object: row.id,
          kind: row.kind,
          holder: row.holder,
          association: row.association,
          state: row.state,
          procedure: row.procedure,
          since: row.since,
        },
        registration: fields?.registration ?? '',
        name: fields?.name ?? '',
        kana: fields?.kana ?? '',
        queue: row.queue!,
        reason: factText(record, 'reason') || null,
        due: row.due!,
      };
    }),
  };
}
