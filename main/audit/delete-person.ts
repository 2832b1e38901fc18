import type { Kysely } from 'kysely';
import { clearReleased, type PersonDocuments, releaseDocuments } from '../library/person-documents.ts';
import { purgeWriteAheadLog } from '../store/persons.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { AuditLog } from './audit-log.ts';

/**
 * Destroys the key of the person whom a certificate names and deletes the documents signed by that person; those under a mark that runs stay, readable,
 * under a key of their own. `tx`: a transaction, after which `endDeletion` takes away the files.
 * @returns `null` where nobody is known by the subject
 */
export async function destroySubject(
  store: Store,
  audit: Pick<AuditLog, 'append'>,
  tx: Kysely<Tables>,
  subject: string,
): Promise<PersonDocuments | null> {
  const person = await store.persons.find(tx, subject);
  if (person === null) return null;
  const documents = await releaseDocuments(store, audit, tx, person);
  await store.persons.destroy(tx, person);
  const days = documents.retained.map(({ until }) => until);
  await audit.append(tx, {
    action: 'person.destroyed',
    facts: {
      ...{ person, documents: documents.removed, retained: days.length },
      ...(days.length > 0 && { retainUntil: days.includes(null) ? null : days.sort().at(-1)! }),
    },
  });
  return documents;
}

/** What follows a deletion: the files of the documents go, and no copy of a destroyed key rests in the log of the store. */
export async function endDeletion(store: Store): Promise<void> {
  await clearReleased(store);
  await purgeWriteAheadLog(store.db);
}

/**
 * Deletes what is kept of a person by destroying the person's key, with the documents that the person signed. The entries stay, their personal facts
 * read `null`, and the chain still verifies.
 * @returns what became of the documents; `null` where nobody is known by the subject
 */
export async function deletePerson(store: Store, audit: AuditLog, subject: string): Promise<PersonDocuments | null> {
  const documents = await store.db.transaction().execute((transaction) => destroySubject(store, audit, transaction, subject));
  await endDeletion(store);
  return documents;
}
