import { expressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import type { LibraryDocument, LibraryFilters, LibrarySigner } from '../api/schema/library.ts';
import { entryOfRow, type Names, readNames } from '../documents/entry.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { dayInJapan, midnightAfter } from '../day-in-japan.ts';

/** Names of a received document, sealed. */
export interface ReceivedNames {
  readonly name: string;
  readonly signerName: string;
  readonly contentName: string | null;
}

/** A document before its names are opened. */
export type Row = Awaited<ReturnType<ReturnType<typeof selectDocuments>['execute']>>[number];

const where = expressionBuilder<Tables, 'library_document'>();
type Condition = ExpressionWrapper<Tables, 'library_document', SqlBool>;

export const RECEIVED = 'library document';
/** Archive time stamps that end within it are renewed now. */
export const RENEW_AHEAD_MS = 365 * 24 * 3_600_000;

/** Midnight in Japan at which an ISO day begins. */
const beginOf = (day: string): Date => new Date(`${day}T00:00:00+09:00`);

/** What each filter asks of a row. Dates and times compare as their ISO letters do. */
const CONDITIONS: { readonly [Name in keyof LibraryFilters]-?: (value: NonNullable<LibraryFilters[Name]>, now: Date) => Condition } = {
  origin: (value) => where('library_document.origin', '=', value),
  format: (value) => where('library_document.format', '=', value),
  level: (value) => where('library_document.level', '=', value),
  test: (value) => where('library_document.test', '=', value ? 1 : 0),
  from: (day) => where('library_document.added_at', '>=', beginOf(day).toISOString()),
  until: (day) => where('library_document.added_at', '<', new Date(midnightAfter(beginOf(day).getTime())).toISOString()),
  signer: (value) => where('library_document.person', '=', value),
  verdict: (value) => (value === 'never' ? where('library_document.verdict', 'is', null) : where('library_document.verdict', '=', value)),
  changed: () => where('library_document.changed_at', '=', where.ref('library_document.verified_at')),
  retention: (value, now) =>
    value === 'over'
      ? where.and([where('library_document.retention', 'is not', null), where('library_document.retain_until', '<', dayInJapan(now.getTime()))])
      : where('library_document.retention', value === 'marked' ? 'is not' : 'is', null),
  renewal: (_value, now) =>
    where.and([
      where('library_document.renewed', '=', sql.lit(0)),
      where('library_document.renewal_due', '<', new Date(now.getTime() + RENEW_AHEAD_MS).toISOString()),
    ]),
  deleted: () => where('library_document.deleted_at', 'is not', null),
};

/** The condition of all filters; what was deleted is asked for by its own name only. */
export function conditions(filters: LibraryFilters, now: Date): Condition {
  const asked = Object.entries(filters).filter(([, value]) => value !== undefined) as [keyof LibraryFilters, never][];
  return where.and([
    ...(filters.deleted ? [] : [where('library_document.deleted_at', 'is', null)]),
    ...asked.map(([name, value]) => CONDITIONS[name](value, now)),
  ]);
}

/** Documents with what their names are opened with. */
export function selectDocuments({ db }: Pick<Store, 'db'>) {
  return db
    .selectFrom('library_document')
    .leftJoin('signed_document', 'signed_document.id', 'library_document.id')
    .innerJoin('person', 'person.id', 'library_document.person')
    .selectAll('library_document')
    .select(['person.wrapped_key', 'signed_document.sealed as made_sealed', 'signed_document.source_sha256']);
}

/** The names of a received document, `null` once they or the key of the person are gone. */
export const receivedNames = ({ persons }: Pick<Store, 'persons'>, row: Row): ReceivedNames | null =>
  row.sealed === null ? null : (persons.openWith(row.wrapped_key, row.person, row.sealed, `${RECEIVED} ${row.id}`) as ReceivedNames | null);

/** The names of a made document, `null` once they or the key of the person are gone. */
export const madeNames = ({ persons }: Pick<Store, 'persons'>, row: Row): Names | null =>
  row.made_sealed === null ? null : readNames(persons, { ...row, sealed: row.made_sealed });

/** Opens the names of a row; empty ones where the key of the person or the document is gone. */
export function openDocument({ persons }: Pick<Store, 'persons'>, row: Row): LibraryDocument {
  const made = row.origin === 'made' && row.deleted_at === null && row.made_sealed !== null ? madeEntry(persons, row, row.made_sealed) : null;
  const received = receivedNames({ persons }, row);
  const { verdict, verified_at: at, verdict_before: before } = row;
  return {
    number: row.number,
    id: row.id,
    origin: row.origin,
    addedAt: row.added_at,
    name: made?.outputName ?? received?.name ?? '',
    signerName: made?.signerName ?? received?.signerName ?? '',
    format: row.format as LibraryDocument['format'],
    level: row.level as LibraryDocument['level'],
    test: row.test === 1,
    sha256: row.sha256,
    extendedFrom: row.extended_from,
    verification: verdict && at ? { verdict, because: row.verdict_because, at, before, changed: row.changed_at === at } : null,
    renewal: row.renewal_due === null ? null : { due: row.renewal_due, renewed: row.renewed === 1 },
    retention:
      row.retention === null || row.retention_from === null ? null : { kind: row.retention, from: row.retention_from, until: row.retain_until },
    searchable: row.text_state,
    deletedAt: row.deleted_at,
    excerpt: null,
    made,
  };
}

function madeEntry(persons: Store['persons'], row: Row, sealed: Uint8Array): LibraryDocument['made'] {
  const names = readNames(persons, { ...row, sealed });
  return entryOfRow(
    {
      id: row.id,
      signed_at: row.added_at,
      format: row.format,
      level: row.level,
      source_sha256: row.source_sha256 ?? '',
      output_sha256: row.sha256,
      test: row.test,
      extended_from: row.extended_from,
      renewal_due: row.renewal_due,
    },
    names,
  );
}

const MOST_SIGNERS = 100;

/** Who signed, those with the most documents first. */
export async function signersOf(store: Store): Promise<LibrarySigner[]> {
  const { rows } = await sql<{ person: string; documents: number; newest: number }>`
    SELECT person, count(*) AS documents, max(number) AS newest FROM library_document INDEXED BY library_by_person
    WHERE deleted_at IS NULL GROUP BY person ORDER BY documents DESC LIMIT ${MOST_SIGNERS}`.execute(store.db);
  if (rows.length === 0) return [];
  const newest = await selectDocuments(store)
    .where(
      'library_document.number',
      'in',
      rows.map((row) => row.newest),
    )
    .execute();
  const names = new Map(newest.map((row) => [row.person, openDocument(store, row).signerName]));
  return rows.map(({ person, documents }) => ({ person, documents, name: names.get(person) ?? '' })).filter(({ name }) => name !== '');
}
