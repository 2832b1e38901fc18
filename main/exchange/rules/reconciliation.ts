import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { Holder } from '../../credentials/registry/holders.ts';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { IncomingEvent } from '../inbox/incoming-event.ts';

/** What two writers say differently; words `exchange.disagreements.<id>`. */
export type Disagreement = 'name' | 'member' | 'deceased';

/** Both sides, as they are shown to whoever settles it; sealed at rest under the key of the person. */
export interface Sides {
  readonly ours: Readonly<Record<string, string>>;
  readonly theirs: Readonly<Record<string, string>>;
}

/** A disagreement as a person sees it. */
export interface ReconciliationItem {
  readonly id: string;
  readonly openedAt: string;
  readonly kind: Disagreement;
  readonly holder: number | null;
  /** `null` once the person was deleted. */
  readonly sides: Sides | null;
}

const PLACE = 'reconciliation';
const REASON = 'reason of a reconciliation';

/** Opens an item for people within the caller's transaction; the same event opens one once. */
export async function disagree(
  { store, audit }: { readonly store: Pick<Store, 'persons' | 'now'>; readonly audit: Pick<AuditLog, 'append'> },
  tx: Kysely<Tables>,
  { holder, person, wrappedKey }: Pick<Holder, 'holder' | 'person' | 'wrappedKey'>,
  kind: Disagreement,
  sides: Sides,
  { issuer, jti }: Pick<IncomingEvent, 'issuer' | 'jti'>,
): Promise<void> {
  if (!wrappedKey) return;
  const known = await tx
    .selectFrom('reconciliation')
    .select('id')
    .where('issuer', '=', issuer)
    .where('jti', '=', jti)
    .where('kind', '=', kind)
    .executeTakeFirst();
  if (known) return;
  const id = randomUUID();
  const sealed = store.persons.sealWith(wrappedKey, person, sides, PLACE);
  const open = { settled_at: null, settled_by: null, decision: null, reason: null };
  await tx
    .insertInto('reconciliation')
    .values({ id, opened_at: store.now().toISOString(), kind, holder, person, sealed, issuer, jti, ...open })
    .execute();
  await audit.append(tx, { action: 'reconciliation.opened', facts: { item: id, kind, holder } });
}

/** Open items, the oldest first. */
export async function openItems({ db, persons }: Pick<Store, 'db' | 'persons'>, limit = 200): Promise<readonly ReconciliationItem[]> {
  const rows = await db
    .selectFrom('reconciliation')
    .leftJoin('person', 'person.id', 'reconciliation.person')
    .selectAll('reconciliation')
    .select('wrapped_key')
    .where('settled_at', 'is', null)
    .orderBy('opened_at')
    .orderBy('reconciliation.id')
    .limit(limit)
    .execute();
  return rows.map(({ id, opened_at: openedAt, kind, holder, person, sealed, wrapped_key }) => ({
    id,
    openedAt,
    kind: kind as Disagreement,
    holder,
    sides: person === null ? null : (persons.openWith(wrapped_key, person, sealed, PLACE) as Sides | null),
  }));
}

/** How somebody settled an item. */
export interface Settlement {
  readonly id: string;
  /** Whose word counts: what is kept here stays, or what was told is entered here by the ordinary way. */
  readonly decision: 'ours' | 'theirs';
  /** In words, kept sealed. */
  readonly reason: string;
  /** Id of a member of staff. */
  readonly by: string;
}

/**
 * Closes an item; what it decides about records is done by whoever may change them.
 * @throws AppError REASON_NEEDED, RECONCILIATION_UNKNOWN for one that is not there or is settled
 */
export async function settleItem(
  { store, audit }: { readonly store: Store; readonly audit: Pick<AuditLog, 'append'> },
  { id, decision, reason, by }: Settlement,
): Promise<void> {
  if (reason.trim() === '') throw new AppError('REASON_NEEDED');
  await store.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('reconciliation')
      .innerJoin('person', 'person.id', 'reconciliation.person')
      .select(['kind', 'holder', 'person', 'wrapped_key'])
      .where('reconciliation.id', '=', id)
      .where('settled_at', 'is', null)
      .executeTakeFirst();
    if (!row?.person || !row.wrapped_key) throw new AppError('RECONCILIATION_UNKNOWN', { item: id });
    const sealed = store.persons.sealWith(row.wrapped_key, row.person, { reason }, REASON);
    const settled = { settled_at: store.now().toISOString(), settled_by: by, decision, reason: sealed };
    await tx.updateTable('reconciliation').set(settled).where('id', '=', id).execute();
    await audit.append(tx, { action: 'reconciliation.settled', facts: { item: id, kind: row.kind, holder: row.holder, decision, by } });
  });
}
