import { HttpError } from '../../http/http-error.ts';
import type { Asked } from '../resource/projection.ts';
import { invalidValue, isObject } from '../resource/value.ts';

export const PAGE = { otherwise: 100, most: 1_000 } as const;
/** Resources that may be passed over by an index; beyond, a cursor is quicker for both sides. */
export const MOST_PASSED_OVER = 10_000;
export const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** A query (RFC 7644 section 3.4.2, RFC 9865). */
export interface ListQuery extends Asked {
  readonly filter: string | null;
  readonly sortBy: string | null;
  readonly descending: boolean;
  /** From 1. */
  readonly startIndex: number;
  readonly count: number;
  /** `null`: by index; empty: from the beginning. */
  readonly cursor: string | null;
}

const WHOLE = /^-?\d{1,15}$/;

function whole(text: string | null, name: string, code: string, otherwise: number): number {
  if (text === null) return otherwise;
  if (!WHOLE.test(text)) throw new HttpError(400, code, `${name} is a whole number`);
  return Number(text);
}

const names = (text: string | null): readonly string[] | null =>
  text === null
    ? null
    : text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');

/**
 * Reads a query. More than a page holds is a page; less than nothing is nothing (RFC 7644 section 3.4.2.4).
 * @throws HttpError 400 invalidValue, invalidCount (RFC 9865 section 2.1), tooMany
 */
export function listQuery(query: URLSearchParams): ListQuery {
  const cursor = query.get('cursor');
  if (cursor !== null && query.has('startIndex')) throw invalidValue('cursor or startIndex, not both');
  const sortOrder = query.get('sortOrder') ?? 'ascending';
  if (!['ascending', 'descending'].includes(sortOrder)) throw invalidValue('sortOrder is ascending or descending');
  const startIndex = Math.max(1, whole(query.get('startIndex'), 'startIndex', 'invalidValue', 1));
  if (startIndex > MOST_PASSED_OVER) throw new HttpError(400, 'tooMany', 'so far down the list a cursor is needed');
  return {
    filter: query.get('filter'),
    sortBy: query.get('sortBy'),
    descending: sortOrder === 'descending',
    startIndex,
    count: Math.min(PAGE.most, Math.max(0, whole(query.get('count'), 'count', cursor === null ? 'invalidValue' : 'invalidCount', PAGE.otherwise))),
    cursor,
    attributes: names(query.get('attributes')),
    excluded: names(query.get('excludedAttributes')),
  };
}

/** The same query out of a body of `.search` (RFC 7644 section 3.4.3). @throws HttpError 400 invalidSyntax and as `listQuery` */
export function searchQuery(body: unknown): ListQuery {
  if (!isObject(body) || !Array.isArray(body['schemas']) || !body['schemas'].includes(SEARCH_REQUEST))
    throw new HttpError(400, 'invalidSyntax', `schemas names ${SEARCH_REQUEST}`);
  const query = new URLSearchParams();
  for (const name of ['filter', 'sortBy', 'sortOrder', 'startIndex', 'count', 'cursor', 'attributes', 'excludedAttributes']) {
    const value = body[name];
    if (value !== undefined && value !== null) query.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return listQuery(query);
}
