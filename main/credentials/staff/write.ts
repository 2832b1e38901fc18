import type { Kysely } from 'kysely';
import type { AuditAction, Facts } from '../../audit/actions.ts';
import type { Tables } from '../../store/schema.ts';
import type { KnownStaff } from './book.ts';
import type { StaffParts } from './parts.ts';

/** Changes rows about somebody together with the record of it, and reads the book again. */
export type WriteStaff = (staff: string, action: AuditAction, facts: Facts, rows: (db: Kysely<Tables>) => Promise<unknown>) => Promise<KnownStaff>;

export const staffWriter =
  ({ store, audit, book }: Pick<StaffParts, 'store' | 'audit' | 'book'>): WriteStaff =>
  async (staff, action, facts, rows) => {
    await store.db.transaction().execute(async (transaction) => {
      await rows(transaction);
      await book.settle(transaction);
      await audit.append(transaction, { action, facts: { staff, ...facts } });
    });
    await book.reload();
    return book.find(staff)!;
  };
