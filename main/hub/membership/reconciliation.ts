import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '../../errors.ts';
import { inPieces } from '../../in-pieces.ts';
import type { FigureDifference } from '../../membership/report/figures.ts';
import type { AssociationTree } from '../../membership/tiers/association.ts';
import type { Actor } from '../store/actor.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { type MembershipParts, nameOf } from './parts.ts';
import { ROWS_AT_ONCE } from './rows.ts';

/** `figure`: a printed figure differs from a computed one; `stranded`: a member above with no membership below (定款). */
export type ReconciliationKind = 'figure' | 'stranded';

/** Something that two sources do not agree on. People settle it; nothing is changed by itself. */
export interface HubReconciliation {
  readonly id: string;
  readonly kind: ReconciliationKind;
  readonly association: string | null;
  readonly registration: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly state: 'open' | 'settled';
  readonly openedAt: string;
  readonly settledAt: string | null;
  readonly note: string;
}

type NewItem = Pick<HubReconciliation, 'association' | 'registration'> & { readonly kind: ReconciliationKind; readonly body: object };

/** Number of the lock under which the figures of one association are compared. */
const FIGURES_LOCK = 6_004;

/** Opens items. */
export async function openReconciliation(tx: HubTransaction, items: readonly NewItem[], at: Date): Promise<void> {
  if (items.length === 0) return;
  const fixed = { state: 'open' as const, opened_at: at, settled_by: null, settled_at: null, note: '' };
  await tx
    .insertInto('reconciliation')
    .values(items.map(({ body, ...item }) => ({ ...item, ...fixed, id: randomUUID(), body: JSON.stringify(body) })))
    .execute();
}

/** Whether each association below has members: as long as the list of one has not come, nobody can be said to be in none of them. */
async function isKnownBelow(tx: HubTransaction, code: string, tree: AssociationTree): Promise<boolean> {
  for (const below of tree.below(code)) {
    const asked = tx.selectFrom('membership').select('id').where('association', '=', below.code).where('state', '=', 'active').limit(1);
    if (!(await asked.executeTakeFirst())) return false;
  }
  return tree.below(code).length > 0;
}

/** Members of an association whose group has no membership of one below it (`stranded` as one statement). */
const strandedOf = (tx: HubTransaction, code: string) =>
  tx
    .selectFrom('membership as m')
    .select(['m.registration', (select) => select.fn.min('m.affiliation').as('affiliation')])
    .where('m.association', '=', code)
    .where('m.state', '=', 'active')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('membership as b')
            .innerJoin('association as a', 'a.code', 'b.association')
            .select('b.id')
            .whereRef('b.registration', '=', 'm.registration')
            .whereRef('b.affiliation', '=', 'm.affiliation')
            .where('b.state', '=', 'active')
            .where('a.above', '=', code),
        ),
      ),
    )
    .groupBy('m.registration');

/**
 * Opens an item for each member of an association who is none of those below it (定款), once; what is no longer so is settled with the note `gone`. The
 * transaction is the hub's.
 */
export async function reconcileStranded(tx: HubTransaction, code: string, tree: AssociationTree, at: Date): Promise<void> {
  if (!(await isKnownBelow(tx, code, tree))) return;
  const now = new Map((await strandedOf(tx, code).execute()).map((row) => [row.registration, row.affiliation]));
  const open = await tx
    .selectFrom('reconciliation')
    .select(['id', 'registration'])
    .where('kind', '=', 'stranded')
    .where('state', '=', 'open')
    .where('association', '=', code)
    .execute();
  const known = new Set(open.map(({ registration }) => registration));
  const gone = open.filter(({ registration }) => !now.has(registration ?? '')).map(({ id }) => id);
  for (const ids of inPieces(gone, ROWS_AT_ONCE))
    await tx
      .updateTable('reconciliation')
      .set({ state: 'settled', settled_by: 'hub', settled_at: at, note: 'gone' })
      .where('id', 'in', ids)
      .execute();
  const items = [...now].flatMap(([registration, affiliation]) =>
    known.has(registration) ? [] : [{ kind: 'stranded' as const, registration, association: code, body: { affiliation } }],
  );
  for (const some of inPieces(items, ROWS_AT_ONCE)) await openReconciliation(tx, some, at);
}

/**
 * Opens an item for each figure that differs; where one is open for the same cell, it tells what came last.
 */
export async function openFigures(tx: HubTransaction, association: string, differences: readonly FigureDifference[], at: Date): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${FIGURES_LOCK}, hashtext(${association}))`.execute(tx);
  const added: NewItem[] = [];
  for (const body of differences) {
    const updated = await tx
      .updateTable('reconciliation')
      .set({ body: JSON.stringify(body) })
      .where('kind', '=', 'figure')
      .where('state', '=', 'open')
      .where('association', '=', association)
      .where(sql<boolean>`body ->> 'row' = ${body.row} AND body ->> 'column' = ${body.column}`)
      .returning('id')
      .execute();
    if (updated.length === 0) added.push({ kind: 'figure', association, registration: null, body });
  }
  await openReconciliation(tx, added, at);
}

const AT_ONCE = 200;

/** Which items are asked for. */
export interface ReconciliationQuery {
  readonly state: 'open' | 'settled';
  readonly kind?: string | undefined;
  readonly association?: string | undefined;
  /** Only those that come after this one: its id. */
  readonly before?: string | undefined;
}

/** Items that the actor sees, the newest first, 200 at a time. @returns `count`: how many there are on all pages */
export async function listReconciliation(
  { store }: MembershipParts,
  actor: Actor,
  { state, kind, association, before }: ReconciliationQuery,
): Promise<{ readonly items: readonly HubReconciliation[]; readonly count: number }> {
  return store.within(actor, async (tx) => {
    const asked = tx
      .selectFrom('reconciliation')
      .where('state', '=', state)
      .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
      .$if(association !== undefined, (query) => query.where('association', '=', association!));
    const rows = await asked
      .$if(before !== undefined, (query) =>
        query.where(
          sql<boolean>`(reconciliation.opened_at, reconciliation.id) < (SELECT r.opened_at, r.id FROM reconciliation r WHERE r.id = ${before})`,
        ),
      )
      .selectAll()
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(AT_ONCE)
      .execute();
    const { count } = await asked.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow();
    const items = rows.map(({ kind, body, opened_at, settled_at, settled_by: _, ...row }) => ({
      ...row,
      kind: kind as ReconciliationKind,
      body: body as HubReconciliation['body'],
      openedAt: opened_at.toISOString(),
      settledAt: settled_at?.toISOString() ?? null,
    }));
    return { items, count: Number(count) };
  });
}

/** Settles an item with a reason. @throws AppError REASON_NEEDED, RECONCILIATION_UNKNOWN where it is not open, or not seen */
export async function settleReconciliation(
  { store }: MembershipParts,
  actor: Actor,
  { id, note }: { readonly id: string; readonly note: string },
): Promise<void> {
  if (note.trim() === '') throw new AppError('REASON_NEEDED');
  await store.within(actor, async (tx) => {
    const settled = await tx
      .updateTable('reconciliation')
      .set({ state: 'settled', settled_by: nameOf(actor), settled_at: store.now(), note: note.trim() })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .returning('id')
      .execute();
    if (settled.length === 0) throw new AppError('RECONCILIATION_UNKNOWN');
  });
}
