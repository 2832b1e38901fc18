import type { LibraryFilters } from '../../api/schema/library.ts';
import type { Store } from '../../store/store.ts';
import { conditions, selectDocuments } from '../catalogue.ts';
import type { Work } from './runs.ts';

/** The documents that pass filters, as work goes through them. */
export function documentsWith(store: Store, filters: LibraryFilters): Pick<Work, 'count' | 'next'> {
  const where = () => conditions(filters, store.now());
  return {
    async count(after, newest) {
      const { documents } = await store.db
        .selectFrom('library_document')
        .select(({ fn }) => fn.countAll<number>().as('documents'))
        .where(where())
        .where('number', '>', after)
        .where('number', '<=', newest)
        .executeTakeFirstOrThrow();
      return documents;
    },
    async next(after, newest) {
      const row = await selectDocuments(store)
        .where(where())
        .where('library_document.number', '>', after)
        .where('library_document.number', '<=', newest)
        .orderBy('library_document.number')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}
