import { type Prescriber, prescriberEntry } from '../api/schema/prescription-draft.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Store } from '../store/store.ts';

/** One desk keeps one. */
const OWNER = 'prescriber of this desk';
const PLACE = 'prescriber';

/** What stays the same from one prescription to the next: institution, doctor, licence for narcotics. Kept sealed. */
export interface PrescriberBook {
  /** `null` until somebody has entered it. */
  read(): Promise<Prescriber | null>;
  keep(prescriber: Prescriber): Promise<void>;
}

export function prescriberBook({ store: { db, persons }, audit }: { readonly store: Store; readonly audit: AuditLog }): PrescriberBook {
  return {
    async read() {
      const person = await persons.find(db, OWNER);
      const row = person === null ? undefined : await db.selectFrom('prescriber').selectAll().where('person', '=', person).executeTakeFirst();
      return row ? (prescriberEntry.safeParse(await persons.open(db, row.person, row.sealed, PLACE)).data ?? null) : null;
    },
    async keep(prescriber) {
      await db.transaction().execute(async (transaction) => {
        const person = await persons.identify(transaction, OWNER);
        const row = { person, sealed: await persons.seal(transaction, person, prescriber, PLACE) };
        await transaction
          .insertInto('prescriber')
          .values(row)
          .onConflict((conflict) => conflict.column('person').doUpdateSet(row))
          .execute();
        await audit.append(transaction, { action: 'prescription.prescriber-changed' });
      });
    },
  };
}
