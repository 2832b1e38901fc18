import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { checklistFor } from './evidence.ts';
import type { Holder } from './holders.ts';
import { papersOf } from './papers-of.ts';
import type { CredentialRecord } from './record.ts';

/** What an application lacks now, as the letter lists it: papers that are not there, and those that are too old. */
export async function missingItems(
  store: Store,
  db: Kysely<Tables>,
  holder: Holder,
  application: CredentialRecord,
): Promise<Readonly<Record<'missing' | 'expired', readonly string[]>>> {
  const items = checklistFor(application, (await papersOf(store, db, holder)).get(application.id) ?? []);
  const of = (state: string) => items.filter((item) => item.needed && item.state === state).map(({ item }) => item);
  return { missing: of('missing'), expired: of('expired') };
}
