import type { Kysely } from 'kysely';
import { purgeWriteAheadLog } from '../store/persons.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { AuditLog } from './audit-log.ts';

/** Destroys the key of the person whom a certificate names; nothing where nobody is known by it. `tx`: a transaction. */
export async function destroySubject({ persons }: Store, audit: Pick<AuditLog, 'append'>, tx: Kysely<Tables>, subject: string): Promise<void> {
  const person = await persons.find(tx, subject);
  if (person === null) return;
  await persons.destroy(tx, person);
  await audit.append(tx, { action: 'person.destroyed', facts: { person } });
}

/** Deletes what is kept of a person by destroying the person's key. The entries stay, their personal facts read `null`, and the chain still verifies. */
export async function deletePerson(store: Store, audit: AuditLog, subject: string): Promise<void> {
  await store.db.transaction().execute((transaction) => destroySubject(store, audit, transaction, subject));
  await purgeWriteAheadLog(store.db);
}
