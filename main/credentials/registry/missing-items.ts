import type { Kysely } from 'kysely';
import type { ChecklistItem } from '../../api/schema/credentials.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { words } from '../../words/words.ts';
import { IDENTITY_DOCUMENTS } from '../procedures/table.ts';
import { checklistFor } from './evidence.ts';
import type { Holder } from './holders.ts';
import { papersOf } from './papers-of.ts';
import type { CredentialRecord } from './record.ts';

/** Papers that are copies of a document by which somebody proves who they are. */
const IDENTITY_ITEM = 'identity-copy';

const say = words('ja');

/** A paper by its id, which the letter has words for; one that is to be fresh in words that say so. */
const named = ({ item, months }: ChecklistItem): string =>
  months === null ? item : say('credentials.paper.fresh', { item: say(`credentials.item.${item}`), months });

/** What an application lacks now, as the letter lists it: papers that are not there, those that are too old, and the documents of which one proves who somebody is. */
export async function missingItems(
  store: Store,
  db: Kysely<Tables>,
  holder: Holder,
  application: CredentialRecord,
): Promise<Readonly<Record<'missing' | 'expired' | 'identity', readonly string[]>>> {
  const items = checklistFor(application, (await papersOf(store, db, holder)).get(application.id) ?? []);
  const of = (state: string) => items.filter((item) => item.needed && item.state === state).map(named);
  const lists = { missing: of('missing'), expired: of('expired') };
  return {
    ...lists,
    identity: items.some(({ item, needed, state }) => item === IDENTITY_ITEM && needed && state !== 'present') ? IDENTITY_DOCUMENTS : [],
  };
}
