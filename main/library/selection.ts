import type { LibraryPage, LibraryQuery, LibraryRemoval, LibrarySelection } from '../api/schema/library.ts';
import { sha256 } from '../documents/sha256.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { openDocument, type Row, selectDocuments } from './catalogue.ts';

/** Documents that one order may mean. */
const MOST_SELECTED = 10_000;
const IN_ONE_QUERY = 500;
/** Of what is about to be deleted, so many are named. */
const NAMED = 20;

/** Which documents these are, in whatever order they come. */
export const digestOf = (rows: readonly Row[]): string =>
  sha256(
    Buffer.from(
      rows
        .map(({ id }) => id)
        .sort()
        .join(' '),
    ),
  );

/** What a person is shown before these are deleted. */
export const removalOf = (store: Store, rows: readonly Row[]): LibraryRemoval => ({
  documents: rows.length,
  names: rows.slice(0, NAMED).map((row) => openDocument(store, row).name),
  digest: digestOf(rows),
});

/** Finds the documents that an order means: those that it names, or all that a query finds now. */
export function selecting(
  store: Store,
  rowOf: (id: string) => Promise<Row>,
  page: (query: LibraryQuery) => Promise<LibraryPage>,
): (selection: LibrarySelection) => Promise<readonly Row[]> {
  /** @throws AppError SELECTION_TOO_LARGE, DOCUMENT_UNKNOWN */
  return async (selection) => {
    if ('ids' in selection) {
      const rows = [];
      for (const id of new Set(selection.ids)) rows.push(await rowOf(id));
      return rows;
    }
    const rows: Row[] = [];
    for (let before: number | null = null; ; ) {
      const { documents, next }: LibraryPage = await page({ ...selection, before, limit: IN_ONE_QUERY });
      if (documents.length > 0) {
        const numbers = documents.map(({ number }) => number);
        rows.push(
          ...(await selectDocuments(store).where('library_document.number', 'in', numbers).orderBy('library_document.number', 'desc').execute()),
        );
      }
      if (rows.length > MOST_SELECTED) throw new AppError('SELECTION_TOO_LARGE', { most: MOST_SELECTED });
      if (next === null) return rows;
      before = next;
    }
  };
}
