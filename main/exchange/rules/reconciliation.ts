import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { Holder } from '../../credentials/registry/holders.ts';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { IncomingEvent } from '../inbox/incoming-event.ts';

/** What two writers say differently; words `exchange.disagreements.<id>`. */
export type Disagreement = 'name' | 'member';

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
  /** Whose word theirs is: `iss` of the event. */
  readonly issuer: string;
  /** When it happened as they tell it; `null` where the event is not kept any more. */
  readonly happenedAt: string | null;
  /** `null` while it is open. */
  readonly settled: {
    readonly at: string;
    /** Id of a member of staff. */
    readonly by: string;
    readonly decision: 'ours' | 'theirs';
    /** `null` once the person was deleted. */
    readonly reason: string | null;
  } | null;
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

/** Items, the oldest open or the newest settled first. */
export async function reconciliationItems(
  { db, persons }: Pick<Store, 'db' | 'persons'>,
  which: 'open' | 'settled',
  limit = 200,
): Promise<readonly ReconciliationItem[]> {
  const open = which === 'open';
  const rows = await db
    .selectFrom('reconciliation')
    .leftJoin('person', 'person.id', 'reconciliation.person')
    .leftJoin('exchange_inbox', (join) =>
      join.onRef('exchange_inbox.jti', '=', 'reconciliation.jti').onRef('exchange_inbox.issuer', '=', 'reconciliation.issuer'),
    )
    .selectAll('reconciliation')
    .select(['wrapped_key', 'happened_at'])
    .where('settled_at', open ? 'is' : 'is not', null)
    .orderBy(open ? 'opened_at' : 'settled_at', open ? 'asc' : 'desc')
    .orderBy('reconciliation.id')
    .limit(limit)
    .execute();
  return rows.map(({ person, sealed, wrapped_key, settled_at, settled_by, decision, reason, ...row }) => {
    const opened = <T>(bytes: Uint8Array | null, place: string) =>
      person === null || bytes === null ? null : (persons.openWith(wrapped_key, person, bytes, place) as T | null);
    return {
      id: row.id,
      openedAt: row.opened_at,
      kind: row.kind as Disagreement,
      holder: row.holder,
      sides: opened<Sides>(sealed, PLACE),
      issuer: row.issuer,
      happenedAt: row.happened_at,
      settled:
        settled_at === null
          ? null
          : { at: settled_at, by: settled_by!, decision: decision!, reason: opened<{ reason: string }>(reason, REASON)?.reason ?? null },
    };
  });
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

/** What others told about somebody, to be entered here in the name of whoever decided it. */
export interface EnterOrder extends Pick<IncomingEvent, 'issuer' | 'jti'> {
  readonly holder: number;
  readonly kind: Disagreement;
  readonly sides: Sides;
  /** Id of a member of staff. */
  readonly by: string;
}

/** What was done with the word of others: the record changed, a procedure opened as a draft; neither where somebody is to do it by hand. */
export interface Entered {
  readonly record: boolean;
  readonly draft: boolean;
}
export const NOTHING_ENTERED: Entered = { record: false, draft: false };

/**
 * Closes an item, and enters in the same transaction what was told where that is what counts.
 * @throws AppError REASON_NEEDED, RECONCILIATION_UNKNOWN for one that is not there or is settled
 */
export async function settleItem(
  { store, audit }: { readonly store: Store; readonly audit: Pick<AuditLog, 'append'> },
  { id, decision, reason, by }: Settlement,
  enter: (tx: Kysely<Tables>, order: EnterOrder) => Promise<Entered>,
): Promise<Entered> {
  if (reason.trim() === '') throw new AppError('REASON_NEEDED');
  return store.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('reconciliation')
      .innerJoin('person', 'person.id', 'reconciliation.person')
      .selectAll('reconciliation')
      .select('wrapped_key')
      .where('reconciliation.id', '=', id)
      .where('settled_at', 'is', null)
      .executeTakeFirst();
    if (!row?.person || !row.wrapped_key) throw new AppError('RECONCILIATION_UNKNOWN', { item: id });
    const { holder, issuer, jti } = row;
    const kind = row.kind as Disagreement;
    const sides = store.persons.openWith(row.wrapped_key, row.person, row.sealed, PLACE) as Sides | null;
    const entered = decision === 'theirs' && holder !== null && sides ? await enter(tx, { holder, kind, sides, issuer, jti, by }) : NOTHING_ENTERED;
    const sealed = store.persons.sealWith(row.wrapped_key, row.person, { reason }, REASON);
    const settled = { settled_at: store.now().toISOString(), settled_by: by, decision, reason: sealed };
    await tx.updateTable('reconciliation').set(settled).where('id', '=', id).execute();
    await audit.append(tx, { action: 'reconciliation.settled', facts: { item: id, kind, holder, decision, by } });
    return entered;
  });
}
