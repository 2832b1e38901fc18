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

/** Rows that the caller may see, beside row-level security: its own, or those of the national association. */
const rowsOf = (tx: HubTransaction, { kind, association }: Caller) =>
  tx
    .selectFrom('membership')
    .$if(kind === 'association', (query) => query.where('membership.association', '=', association!))
    .$if(kind === 'authority', (query) =>
      query.where('membership.association', 'in', tx.selectFrom('association').select('association.code').where('association.tier', '=', 1)),
    );

/** Persons with rows that the caller may see, in the order of their numbers' text, with those rows. */
async function page(tx: HubTransaction, caller: Caller, after: string, size: number) {
  const persons = await tx
    .selectFrom('person')
    .select(['person.registration', 'person.fields', 'person.version', 'person.changed_at'])
    .where('person.registration', '>', after)
    .where('person.registration', 'in', rowsOf(tx, caller).select('membership.registration'))
    .orderBy('person.registration')
    .limit(size)
    .execute();
  if (persons.length === 0) return [];
  const rows = await rowsOf(tx, caller)
    .select(['id', 'association', 'registration', 'affiliation', 'class', 'national_class', 'state', 'joined_on', 'left_on', 'cause', 'version'])
    .where('registration', '>=', persons[0]!.registration)
    .where('registration', '<=', persons.at(-1)!.registration)
    .orderBy('association')
    .orderBy('id')
    .execute();
  const byPerson = Map.groupBy(rows, ({ registration }) => registration);
  return persons.map((person) => ({ ...person, memberships: (byPerson.get(person.registration) ?? []).map(({ registration: _, ...row }) => row) }));
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
