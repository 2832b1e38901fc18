import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { productionBatch, serialImport } from '../../api/schema/issuing.ts';
import { AppError } from '../../errors.ts';
import { productionCsv } from '../papers/production-csv.ts';
import { readSerials } from '../papers/serials.ts';
import type { LetterData } from '../papers/letter.ts';
import { type Papers, papersOf } from '../papers/papers-of.ts';
import { letterTemplates } from '../papers/letter.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { letterContent } from '../registry/letter-facts.ts';
import { type CredentialRecord, factText, recordOf } from '../registry/record.ts';
import { holdsCard } from '../registry/held-card.ts';
import { requireRole } from '../registry/scope.ts';
import { senderOf } from '../registry/sender.ts';
import type { Acting } from '../staff/acting.ts';
import { requireDay } from '../work/day.ts';
import { caseWithin } from '../work/open-holder.ts';
import { orderNamed, orderReference } from './order-reference.ts';

type Encoding = 'utf-8' | 'shift_jis';
type Batch = z.infer<typeof productionBatch>;
type SerialImport = z.infer<typeof serialImport>;

const MOST = 5_000;
/** Five years, as cards are issued since 2016-04-01. */
const CARD_YEARS = 5;

/** Where cards are made: what the printer is told, what comes back, and the papers that go with the cards. */
export interface Production {
  batches(acting: Acting): Promise<readonly Batch[]>;
  /** The printer's table of all orders that wait, or of those named; from then on they are with the printer. @throws AppError NOTHING_TO_EXPORT, EXPORT_LETTERS_MISSING (nothing is changed then) */
  export(acting: Acting, orders: readonly string[] | null, encoding: Encoding): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  /** The table once more, of those that are still with the printer: a card that was made is not ordered again. @throws AppError BATCH_UNKNOWN, NOTHING_TO_EXPORT */
  again(acting: Acting, id: string, encoding: Encoding): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  /** Takes in the numbers of produced cards; a row with a problem is told and left. @throws AppError SERIALS_UNREADABLE */
  importSerials(acting: Acting, bytes: Uint8Array, apply: boolean): Promise<SerialImport>;
  papers(acting: Acting, what: Papers, orders: readonly string[]): Promise<Uint8Array>;
}

/** The last day of a card made on a day in Japan. */
function lastDay(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year + CARD_YEARS, month - 1, date - 1)).toISOString().slice(0, 10);
}

/** Production at the desk of a store. */
export function openProduction(parts: AuthorityParts): Production {
  const { store, audit, holders } = parts;
  const { db } = store;

  async function ordersOf(ids: readonly string[]): Promise<readonly CredentialRecord[]> {
    if (ids.length === 0) return [];
    const rows = await db
      .selectFrom('credential_object')
      .selectAll()
      .where('kind', '=', 'order')
      .where('id', 'in', [...ids])
      .orderBy('id')
      .execute();
    return rows.map(recordOf);
  }

  async function table(orders: readonly CredentialRecord[], encoding: Encoding): Promise<Uint8Array> {
    const people = await holders.many(
      db,
      orders.map(({ holder }) => holder),
    );
    const rows = orders.flatMap((order) => {
      const { fields, member } = people.get(order.holder)!;
      if (!fields) return [];
      const expires = factText(order, 'cardExpires') || null;
      return [
        {
          order: orderReference(order.id, factText(order, 'batch')),
          holder: fields,
          expires,
          delivery: factText(order, 'delivery') || 'desk',
          photo: `${orderReference(order.id, factText(order, 'batch'))}.jpg`,
          layout: member ? 'member' : 'other',
        },
      ];
    });
    return productionCsv(rows, encoding);
  }

  async function export_(acting: Acting, named: readonly string[] | null, encoding: Encoding) {
    requireRole(acting, 'produce');
    await requireDay(parts);
    const waiting = db.selectFrom('credential_object').select('id').where('kind', '=', 'order').where('state', '=', 'waiting');
    const found = await (named === null ? waiting : waiting.where('id', 'in', [...named])).orderBy('id').limit(MOST).execute();
    const expires = lastDay(today(parts));
    const id = `B${today(parts).replaceAll('-', '')}-${randomUUID().slice(0, 6).toUpperCase()}`;
    const sent = { batch: id, cardExpires: expires };
    const orders = (await ordersOf(found.map((row) => row.id))).map((order) => ({ ...order, facts: { ...order.facts, ...sent } }));
    if (orders.length === 0) throw new AppError('NOTHING_TO_EXPORT');
    const bytes = await table(orders, encoding);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await db.transaction().execute(async (tx) => {
      for (const order of orders) {
        const work = { acting, holder: order.holder, nonce: `${id}/${order.id}` };
        await caseWithin(parts, tx, work, (file) => void file.move({ object: order.id, transition: 'export', facts: sent }));
      }
      const row = { id, at: store.now().toISOString(), by: acting.id, orders: JSON.stringify(orders.map((order) => order.id)), sha256 };
      await tx.insertInto('production_batch').values(row).execute();
      await audit.append(tx, { action: 'production.exported', facts: { batch: id, orders: orders.length, sha256, by: acting.id } });
    });
    return { name: `${id}.csv`, bytes };
  }

  async function rowProblem(
    { order, serial, problem }: SerialImport['rows'][number],
    orders: ReadonlyMap<string, CredentialRecord>,
  ): Promise<string | null> {
    if (problem) return problem;
    const known = orders.get(orderNamed(order));
    if (!known) return 'order-unknown';
    const mark = orderReference(known.id, factText(known, 'batch'));
    // The same number counted by another desk, or of an order that went once more since.
    if (known.state !== 'waiting' && order.toUpperCase() !== mark) return order === known.id ? 'mark-missing' : 'other-batch';
    if (known.state !== 'exported') return factText(known, 'serial') === serial ? 'already-imported' : 'order-not-exported';
    const token = parts.tokens.serial(serial);
    return (await holdsCard(db, token, serial)) ? 'serial-known' : null;
  }

  return {
    async batches(acting) {
      requireRole(acting, 'produce');
      const rows = await db.selectFrom('production_batch').selectAll().orderBy('at', 'desc').limit(100).execute();
      return Promise.all(
        rows.map(async ({ id, at, by, orders }) => {
          const ids = JSON.parse(orders) as string[];
          const produced = (await ordersOf(ids)).filter(({ state }) => state !== 'exported' && state !== 'waiting').length;
          return { id, at, by: parts.nameOf(by), orders: ids, produced };
        }),
      );
    },
    export: export_,
    async again(acting, id, encoding) {
      requireRole(acting, 'produce');
      const row = await db.selectFrom('production_batch').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) throw new AppError('BATCH_UNKNOWN', { batch: id });
      const orders = await ordersOf(JSON.parse(row.orders) as string[]);
      const there = orders.filter((order) => order.state === 'exported' && order.facts['batch'] === id);
      if (there.length === 0) throw new AppError('NOTHING_TO_EXPORT');
      const bytes = await table(there, encoding);
      await audit.record({ action: 'production.exported', facts: { batch: id, orders: there.length, again: true, by: acting.id } });
      return { name: `${id}.csv`, bytes };
    },
    async importSerials(acting, bytes, apply) {
      requireRole(acting, 'produce');
      const read = readSerials(bytes);
      const orders = new Map((await ordersOf(read.map(({ order }) => orderNamed(order)))).map((order) => [order.id, order]));
      const rows: SerialImport['rows'] = [];
      for (const row of read) rows.push({ ...row, problem: await rowProblem(row, orders) });
      const good = read.filter((_row, index) => rows[index]!.problem === null);
      if (apply && good.length > 0) {
        await db.transaction().execute(async (tx) => {
          for (const { order: reference, serial, expires } of good) {
            const { id: order, holder, facts } = orders.get(orderNamed(reference))!;
            const cardExpires = expires ?? facts['cardExpires'] ?? null;
            const work = { acting, holder, nonce: `serial/${order}/${serial}` };
            await caseWithin(
              parts,
              tx,
              work,
              (file) =>
                void file.move({ object: order, transition: 'import-serials', evidence: ['production-serial'], facts: { serial, cardExpires } }),
            );
          }
          await audit.append(tx, { action: 'production.imported', facts: { orders: good.length, left: read.length - good.length, by: acting.id } });
        });
      }
      return { applied: apply, produced: good.length, rows: rows.map(({ line, order, serial, problem }) => ({ line, order, serial, problem })) };
    },
    async papers(acting, what, ids) {
      requireRole(acting, 'letter');
      const orders = await ordersOf(ids);
      const people = await holders.many(
        db,
        orders.map(({ holder }) => holder),
      );
      const sender = await senderOf(db);
      const rows: LetterData[] = [];
      for (const order of orders) {
        const { fields, association } = people.get(order.holder)!;
        if (!fields || (acting.association !== null && association !== acting.association)) continue;
        const all = await db.selectFrom('credential_object').selectAll().where('holder', '=', order.holder).execute();
        const { facts, lists } = letterContent(order, all.map(recordOf), store.now());
        rows.push({
          template: letterTemplates()[0]!.id,
          number: order.id,
          day: today(parts),
          holder: fields,
          sender,
          facts,
          lists,
        });
      }
      if (rows.length === 0) throw new AppError('NOTHING_TO_EXPORT');
      await audit.record({ action: 'credential.letter', facts: { what, letters: rows.length, by: acting.id } });
      return papersOf(what, rows);
    },
  };
}
