import type { z } from 'zod';
import type { auditVerification } from '../api/schema/application.ts';
import type { Store } from '../store/store.ts';
import { follows, GENESIS, type Head, headSeal } from './chain.ts';

export type AuditVerification = z.infer<typeof auditVerification>;

/**
 * Recomputes the whole chain and compares its end with the sealed head. Finds changed, deleted, moved and added entries and a cut tail;
 * what it cannot see is a whole data folder set back to an earlier copy, except against a head noted elsewhere.
 */
export async function verifyAudit(store: Store): Promise<AuditVerification> {
  // One reading transaction: what the desk writes meanwhile is neither in the chain nor in the head that are compared.
  return store.db.transaction().execute(async (db) => {
    let last: Head = GENESIS;
    let entries = 0;
    let brokenAt: number | null = null;
    for await (const entry of db.selectFrom('audit_entry').selectAll().orderBy('sequence').stream()) {
      entries += 1;
      if (brokenAt === null && !follows(entry, last)) brokenAt = last.sequence + 1;
      last = entry;
    }
    const head = await db.selectFrom('audit_head').selectAll().executeTakeFirst();
    const headHolds = head !== undefined && headSeal(store.masterKey.key).holds(head, head.mac);
    const atHead = headHolds && head.sequence === last.sequence && head.hash === last.hash;
    if (brokenAt === null && !atHead) brokenAt = last.sequence + 1;
    return { intact: brokenAt === null, entries, brokenAt, head: last.hash };
  });
}
