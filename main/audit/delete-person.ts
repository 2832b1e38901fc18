import { purgeWriteAheadLog } from '../store/persons.ts';
import type { Store } from '../store/store.ts';
import type { AuditLog } from './audit-log.ts';

/** Deletes what is kept of a person by destroying the person's key. The entries stay, their personal facts read `null`, and the chain still verifies. */
export async function deletePerson(store: Store, audit: AuditLog, subject: string): Promise<void> {
  await store.db.transaction().execute(async (transaction) => {
    const person = await store.persons.identify(transaction, subject);
    await store.persons.destroy(transaction, person);
    await audit.append(transaction, { action: 'person.destroyed', facts: { person } });
  });
  await purgeWriteAheadLog(store.db);
}
