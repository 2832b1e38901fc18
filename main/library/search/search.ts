import { setImmediate as pause } from 'node:timers/promises';
import type { LibraryFilters } from '../../api/schema/library.ts';
import type { Store } from '../../store/store.ts';
import { conditions, type Row, selectDocuments } from '../catalogue.ts';
import { excerptOf } from './excerpt.ts';
import { Filters } from './filters.ts';
import { folded } from './fold.ts';
import { keyRing, openFilter, openText } from './sealed-text.ts';

export interface Hit {
  readonly row: Row;
  readonly excerpt: string | null;
}

export interface Hits {
  readonly hits: readonly Hit[];
  /** There are more below the last one. */
  readonly more: boolean;
  /** How many there are; counting ends at `MOST_COUNTED`. */
  readonly count: { readonly documents: number; readonly exact: boolean };
}

export interface SearchOrder {
  readonly words: readonly string[];
  readonly filters: LibraryFilters;
  /** Below this number; infinity for the first page. */
  readonly before: number;
  readonly limit: number;
  /** Whether to count beyond the page. */
  readonly counts: boolean;
}

/** Full-text search over what is sealed. */
export interface Search {
  /** Takes in what was read of a document, or forgets it. */
  put(number: number, filter: Uint32Array | null): void;
  /** Opens the filters, if nobody has yet, so that the first words that are typed need not wait for them. */
  warm(): Promise<void>;
  find(order: SearchOrder): Promise<Hits>;
}

/** Filters that are opened at once; screens are answered in between. */
const PIECE = 2_000;
/** Texts that are opened at once to decide. */
const BATCH = 128;
export const MOST_COUNTED = 1_000;

export function openSearch(store: Store): Search {
  const { db, persons, now } = store;
  const filters = new Filters();
  let loading: Promise<void> | null = null;

  async function load(): Promise<void> {
    const keyOf = keyRing(persons);
    for (let last = -1; ; ) {
      const rows = await db
        .selectFrom('library_text')
        .innerJoin('person', 'person.id', 'library_text.person')
        .select(['library_text.number', 'library_text.person', 'library_text.grams', 'person.wrapped_key'])
        .where('library_text.number', '>', last)
        .orderBy('library_text.number')
        .limit(PIECE)
        .execute();
      for (const row of rows) {
        const key = keyOf(row.person, row.wrapped_key);
        if (key) filters.put(row.number, openFilter(row, key));
      }
      if (rows.length < PIECE) return;
      last = rows.at(-1)!.number;
      await pause();
    }
  }

  /** Numbers that pass the filters; `null` where there is none, as everything passes. */
  async function allowed(asked: LibraryFilters): Promise<ReadonlySet<number> | null> {
    if (Object.values(asked).every((value) => value === undefined)) return null;
    const rows = await db.selectFrom('library_document').select('number').where(conditions(asked, now())).execute();
    return new Set(rows.map(({ number }) => number));
  }

  /** Those of the numbers whose text really holds every word, the newest first. */
  async function decide(
    numbers: readonly number[],
    words: readonly string[],
    keyOf: ReturnType<typeof keyRing>,
  ): Promise<readonly (readonly [number, string])[]> {
    const rows = await db
      .selectFrom('library_text')
      .innerJoin('person', 'person.id', 'library_text.person')
      .innerJoin('library_document', 'library_document.number', 'library_text.number')
      .select(['library_text.number', 'library_text.person', 'library_text.text', 'person.wrapped_key'])
      .where('library_document.deleted_at', 'is', null)
      .where('library_text.number', 'in', [...numbers])
      .orderBy('library_text.number', 'desc')
      .execute();
    return rows.flatMap((row) => {
      const key = keyOf(row.person, row.wrapped_key);
      const kept = key ? openText(row, key) : '';
      const text = folded(kept);
      return key && words.every((word) => text.includes(word)) ? [[row.number, kept] as const] : [];
    });
  }

  const warm = (): Promise<void> =>
    (loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    }));

  return {
    warm,
    put(number, filter) {
      if (filter) filters.put(number, filter);
      else filters.remove(number);
    },
    async find({ words, filters: asked, before, limit, counts }) {
      const [passes] = await Promise.all([allowed(asked), warm()]);
      const keyOf = keyRing(persons);
      const found: (readonly [number, string])[] = [];
      const most = counts ? MOST_COUNTED : limit + 1;
      let batch: number[] = [];
      const flush = async () => {
        if (batch.length > 0) found.push(...(await decide(batch, words, keyOf)));
        batch = [];
      };
      for (const number of filters.candidates(words, before)) {
        if (passes && !passes.has(number)) continue;
        batch.push(number);
        if (batch.length < BATCH) continue;
        await flush();
        if (found.length >= most) break;
      }
      await flush();
      const page = found.slice(0, limit);
      const rows =
        page.length === 0
          ? []
          : await selectDocuments(store)
              .where(
                'library_document.number',
                'in',
                page.map(([number]) => number),
              )
              .execute();
      const byNumber = new Map(rows.map((row) => [row.number, row]));
      return {
        hits: page.flatMap(([number, kept]) => {
          const row = byNumber.get(number);
          return row ? [{ row, excerpt: excerptOf(kept, words) }] : [];
        }),
        more: found.length > limit,
        count: { documents: Math.min(found.length, most), exact: found.length < most },
      };
    },
  };
}
