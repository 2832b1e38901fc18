import { sql } from 'kysely';
import { namesAlone } from '../../membership/tiers/member-fields.ts';
import type { Caller } from '../access/caller.ts';
import { HttpError } from '../http/http-error.ts';
import { wholeOf } from '../http/read.ts';
import type { Route } from '../http/router.ts';
import type { HubParts } from '../parts.ts';
import type { HubTransaction } from '../store/hub-store.ts';

const LEAST = 1;
const MOST = 10_000;
const PAGE = 2_000;

/** A registration number after which the next page begins; empty: from the first. */
function afterOf(query: URLSearchParams): string {
  const cursor = query.get('cursor') ?? '';
  if (!/^(?:[1-9]\d{0,9})?$/.test(cursor)) throw new HttpError(400, 'cursor_unreadable', 'not a cursor of this hub');
  return cursor;
}

/**
 * Associations whose rows the caller may see, beside row-level security: its own, or those of the national tier; `null` for all. Known before
 * their rows are asked for, so that only their parts of the table are looked at.
 */
async function associationsOf(tx: HubTransaction, { kind, association }: Caller): Promise<readonly string[] | null> {
  if (kind === 'hub') return null;
  if (kind === 'association') return [association!];
  return (await tx.selectFrom('association').select('code').where('tier', '=', 1).execute()).map(({ code }) => code);
}

/**
 * A page is walked along the indexes. A database that has no statistics yet (after the first import, or within this process, where nobody gathers them
 * unasked) would sort everybody's rows for each page.
 */
const BY_INDEX = sql`SELECT set_config(name, 'off', true) FROM unnest(ARRAY['enable_sort', 'enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin']) AS name`;

/** A person as the caller is shown it: the card authority by name alone. */
const shown = (fields: Readonly<Record<string, unknown>>, { kind }: Caller) => (kind === 'authority' ? namesAlone(fields) : fields);

const byAssociation = (a: { association: string; id: string }, b: { association: string; id: string }): number =>
  a.association < b.association ? -1 : a.association > b.association ? 1 : a.id < b.id ? -1 : 1;

/**
 * Persons with rows that the caller may see, in the order of their numbers' text, with those rows. Their numbers are found first, by rows: asked the
 * other way round, row-level security would look at everybody's rows for each page.
 */
async function page(tx: HubTransaction, caller: Caller, after: string, size: number) {
  const associations = await associationsOf(tx, caller);
  if (associations?.length === 0) return [];
  await BY_INDEX.execute(tx);
  const seen = tx.selectFrom('membership').$if(associations !== null, (query) => query.where('association', 'in', associations!));
  const found = await seen.select('registration').distinct().where('registration', '>', after).orderBy('registration').limit(size).execute();
  if (found.length === 0) return [];
  const numbers = found.map(({ registration }) => registration);
  const persons = await tx
    .selectFrom(sql<{ registration: string }>`unnest(${numbers}::text[])`.as<'page'>(sql`page (registration)`))
    .innerJoin('person', 'person.registration', 'page.registration')
    .select(['person.registration', 'person.fields', 'person.version', 'person.changed_at'])
    .execute();
  const rows = await seen
    .select(['id', 'association', 'registration', 'affiliation', 'class', 'national_class', 'state', 'joined_on', 'left_on', 'cause', 'version'])
    .where('registration', '>=', numbers[0]!)
    .where('registration', '<=', numbers.at(-1)!)
    .execute();
  const personOf = new Map(persons.map((person) => [person.registration, { ...person, fields: shown(person.fields, caller) }]));
  const rowsOf = Map.groupBy(rows, ({ registration }) => registration);
  return numbers.map((number) => ({
    ...personOf.get(number)!,
    memberships: rowsOf
      .get(number)!
      .toSorted(byAssociation)
      .map(({ registration: _, ...row }) => row),
  }));
}

/** Everybody whom the caller may see, as lines of JSON, page by page. */
export function snapshotRoutes(_parts: HubParts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/snapshot/members',
      scope: 'members:read',
      summary:
        'NDJSON: a person with its rows on each line; the last line is {"next": cursor} or {"end": true}, without which the answer was cut off.',
      async handler({ query, caller, within }) {
        const size = wholeOf(query, 'count', { least: LEAST, most: MOST, otherwise: PAGE });
        const persons = await within((tx) => page(tx, caller!, afterOf(query), size));
        const last = persons.length < size ? { end: true } : { next: persons.at(-1)!.registration };
        const body = [...persons, last].map((line) => `${JSON.stringify(line)}\n`).join('');
        return { status: 200, headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' }, body };
      },
    },
  ];
}
