import type { AuditLog } from '../../audit/audit-log.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import type { Teller } from '../events/table.ts';
import type { ExchangeIdentity } from '../link/identity.ts';
import { outgoingRows, type Signer, signRow } from '../link/sign-row.ts';
import { noteContact } from '../view/contacts.ts';
import { writeBatch } from './write.ts';

/** For whom a file is written. */
export interface ExportOrder {
  /** Code of an association, `authority` or `hub`. */
  readonly peer: string;
  /** From the beginning, also what was written for the peer before. */
  readonly again: boolean;
}

/** A file that was written, to be marked as delivered once it lies where it should. */
export interface ExportedEvents {
  readonly file: Uint8Array;
  readonly count: number;
  delivered(): Promise<void>;
}

/** Those to whom everything is told: an association learns of its own people alone. */
const EVERYTHING: ReadonlySet<string> = new Set(['hub', 'authority']);

/**
 * Signed events for somebody whom no network reaches, each as it would be pushed: how cards stand for everybody, what concerns persons for the association
 * at home alone. It is all that was not written for the peer before.
 * @throws AppError NO_EVENTS_TO_EXPORT
 */
export async function exportEvents(
  signer: Signer & { readonly identity: ExchangeIdentity; readonly audit: Pick<AuditLog, 'append'>; readonly kind: Teller },
  { peer, again }: ExportOrder,
): Promise<ExportedEvents> {
  const { store, identity, audit, kind } = signer;
  const { db } = store;
  const before = again ? undefined : await db.selectFrom('exchange_peer').select('exported').where('name', '=', peer).executeTakeFirst();
  let query = outgoingRows(store).where('sequence', '>', before?.exported ?? 0);
  if (!EVERYTHING.has(peer)) query = query.where(({ eb, or }) => or([eb('feed', '=', 'stop'), eb('exchange_outbox.association', '=', peer)]));
  const rows = await query.orderBy('sequence').execute();
  const tokens: string[] = [];
  for (const row of rows) {
    const token = await signRow(signer, row);
    if (token !== null) tokens.push(token);
  }
  const last = rows.at(-1);
  if (!last || tokens.length === 0) throw new AppError('NO_EVENTS_TO_EXPORT');
  const at = store.now().toISOString();
  const file = await writeBatch(identity, { from: identity.issuer, kind, to: peer, audience: identity.audience, issuedAt: at }, tokens);
  return {
    file,
    count: tokens.length,
    async delivered() {
      await db.transaction().execute(async (tx) => {
        const row = { exported: last.sequence, exported_at: at };
        await tx
          .insertInto('exchange_peer')
          .values({ name: peer, ...row })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
          .execute();
        await noteContact(tx, { peer, feed: 'file', way: 'out' }, at, last.happened_at);
        await audit.append(tx, { action: 'exchange.exported', facts: { peer, count: tokens.length, sha256: sha256(file) } });
      });
    },
  };
}
