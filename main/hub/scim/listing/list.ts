import { type Expression, sql, type SqlBool } from 'kysely';
import type { HubTransaction } from '../../store/hub-store.ts';
import type { Values } from '../filter/evaluate.ts';
import { parseFilter } from '../filter/parse.ts';
import { type Columns, filterSql } from '../filter/to-sql.ts';
import { projection } from '../resource/projection.ts';
import type { Vocabulary } from '../schema/attribute.ts';
import type { Cursors } from './cursor.ts';
import { after, ordered, sortKey } from './order.ts';
import type { ListQuery } from './query.ts';

export const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** Resources of one kind that a caller sees. */
export interface Source {
  readonly endpoint: string;
  readonly table: 'person' | 'association';
  readonly id: Expression<string>;
  readonly vocabulary: Vocabulary;
  readonly columns: Columns;
  readonly visible: Expression<SqlBool>;
  /** In the order of the identifiers. */
  read(tx: HubTransaction, ids: readonly string[]): Promise<readonly Values[]>;
}

interface Found {
  readonly id: string;
  readonly key: string | number | null;
}

/**
 * Answers a query (RFC 7644 section 3.4.2), by index or by cursor (RFC 9865). By cursor the number of all results is that of the first page, and a resource
 * that changes its place meanwhile may be passed over or come twice; one that keeps it comes exactly once.
 * @throws HttpError 400 invalidFilter, invalidValue, invalidCursor, expiredCursor, tooMany
 */
export async function listed(tx: HubTransaction, source: Source, query: ListQuery, cursors: Cursors, client: string): Promise<Values> {
  const { id, vocabulary, columns } = source;
  const { filter, sortBy, descending, cursor, count, startIndex } = query;
  const show = projection(query, vocabulary);
  const told = filter === null ? sql<SqlBool>`true` : filterSql(parseFilter(filter), vocabulary, columns);
  const key = sortBy === null ? null : sortKey(sortBy, vocabulary, columns);
  const where = sql<SqlBool>`(${source.visible} AND ${told})`;
  const table = sql.table(source.table);

  const asked = [client, source.endpoint, filter, sortBy, descending];
  const place = cursor ? cursors.read(asked, cursor) : null;
  const total = place?.total ?? (await sql<{ n: number }>`SELECT count(*)::bigint AS n FROM ${table} WHERE ${where}`.execute(tx)).rows[0]!.n;
  const found: readonly Found[] =
    count === 0
      ? []
      : (
          await sql<Found>`SELECT ${id} AS id, ${key ?? sql`NULL`} AS key FROM ${table}
            WHERE ${where} AND ${place ? after(place, key, id, descending) : sql`true`}
            ORDER BY ${ordered(key, id, descending)} LIMIT ${count + 1} OFFSET ${cursor === null ? startIndex - 1 : 0}`.execute(tx)
        ).rows;
  const page = found.slice(0, count);
  const resources = (
    await source.read(
      tx,
      page.map((each) => each.id),
    )
  ).map(show);
  const last = page.at(-1);
  return {
    schemas: [LIST_RESPONSE],
    totalResults: total,
    itemsPerPage: resources.length,
    ...(cursor === null && { startIndex }),
    ...(cursor !== null && last && found.length > count && { nextCursor: cursors.make(asked, { ...last, total }) }),
    ...(resources.length > 0 && { Resources: resources }),
  };
}
