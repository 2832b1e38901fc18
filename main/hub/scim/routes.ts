import { HttpError } from '../http/http-error.ts';
import type { Answer, Exchange, Route } from '../http/router.ts';
import { BULK_LIMITS, type BulkOperation, bulkRequest } from './bulk/request.ts';
import { type Done, runBulk } from './bulk/run.ts';
import { discovered, discoveredOne, serviceProvider } from './discovery.ts';
import type { Values } from './filter/evaluate.ts';
import { listQuery, searchQuery } from './listing/query.ts';
import type { ScimParts } from './parts.ts';
import { isHeld } from './precondition.ts';
import type { Asked } from './resource/projection.ts';
import { type Asking, type ScimService, scimService } from './service.ts';
import { type VisibleRows, visibleRows } from './sight.ts';
import { versionOf } from './users/change.ts';

const TYPE = { 'content-type': 'application/scim+json', 'cache-control': 'no-store' };
const answer = (status: number, body: Values, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { ...TYPE, ...headers },
  body,
});

/** A resource with its version and, where it was made, its address. */
const resourceAnswer = (status: number, whole: Values, shown: Values): Answer =>
  answer(status, shown, { etag: versionOf(whole), ...(status === 201 && { location: String((whole['meta'] as Values)['location']) }) });

const askedOf = (exchange: Exchange): Asked => listQuery(new URLSearchParams([...exchange.query].filter(([name]) => name.endsWith('ttributes'))));
const inTurn = (exchange: Exchange, work: (asking: Asking) => Promise<Values>): Promise<Values> =>
  exchange.within((tx) => work({ tx, caller: exchange.caller! }));
const idOf = (exchange: Exchange): string => known(exchange.params['id']!);

/** @throws HttpError 404 for what no text of the database holds */
function known(id: string): string {
  if (id.includes('\0')) throw new HttpError(404, 'not_found', 'nothing is called so');
  return id;
}

/** Answers with one resource, or with nothing where the caller holds its version. */
async function one(exchange: Exchange, work: (asking: Asking) => Promise<Values>, show: (resource: Values) => Values): Promise<Answer> {
  const whole = await inTurn(exchange, work);
  const version = versionOf(whole);
  return isHeld(exchange.headers, version) ? { status: 304, headers: { etag: version } } : resourceAnswer(200, whole, show(whole));
}

/** Runs one operation of a bulk request. @throws HttpError */
async function runOperation(service: ScimService, exchange: Exchange, { method, path, data, version }: BulkOperation): Promise<Done> {
  const [, collection, part, ...rest] = path.split('/');
  const single = part !== undefined && part !== '';
  if (collection !== 'Users' || rest.length > 0 || single === (method === 'POST')) throw new HttpError(404, 'not_found', 'no such path');
  const id = single ? decoded(part) : '';
  const change = (asking: Asking) => ({ ...asking, id, headers: version === null ? {} : { 'if-match': version } });
  const done = async (status: number, work: (asking: Asking) => Promise<Values>): Promise<Done> => {
    const whole = await inTurn(exchange, work);
    return { status, id: String(whole['id']), location: String((whole['meta'] as Values)['location']), version: versionOf(whole) };
  };
  if (method === 'POST') return done(201, (asking) => service.makeUser(asking, data));
  if (method === 'PUT') return done(200, (asking) => service.replaceUser(change(asking), data));
  if (method === 'PATCH') return done(200, (asking) => service.patchUser(change(asking), data));
  await exchange.within((tx) => service.deleteUser(change({ tx, caller: exchange.caller! })));
  return { status: 204, id: null, location: `${service.base}/Users/${encodeURIComponent(id)}`, version: null };
}

function decoded(segment: string): string {
  try {
    return known(decodeURIComponent(segment));
  } catch {
    throw new HttpError(404, 'not_found', 'no such path');
  }
}

type Line = Pick<Route, 'method' | 'path' | 'scope' | 'summary' | 'handler'> & { readonly limit?: number };

const userLines = (service: ScimService): readonly Line[] => {
  const show = (exchange: Exchange) => service.showUser(exchange.caller!, askedOf(exchange));
  const change = (exchange: Exchange, asking: Asking) => ({ ...asking, id: idOf(exchange), headers: exchange.headers });
  const changed = async (exchange: Exchange, work: 'replaceUser' | 'patchUser'): Promise<Answer> => {
    const [body, shown] = [await exchange.json(), show(exchange)];
    const whole = await inTurn(exchange, (asking) => service[work](change(exchange, asking), body));
    return resourceAnswer(200, whole, shown(whole));
  };
  return [
    {
      method: 'GET',
      path: '/Users',
      scope: 'members:read',
      summary: 'Doctors, filtered, sorted, page by page (RFC 7644 section 3.4.2, RFC 9865).',
      handler: async (exchange) => answer(200, await inTurn(exchange, (asking) => service.users(asking, listQuery(exchange.query)))),
    },
    {
      method: 'POST',
      path: '/Users/.search',
      scope: 'members:read',
      summary: 'The same with the query in the body, where no log of addresses holds it (RFC 7644 section 3.4.3).',
      async handler(exchange) {
        const query = searchQuery(await exchange.json());
        return answer(200, await inTurn(exchange, (asking) => service.users(asking, query)));
      },
    },
    {
      method: 'GET',
      path: '/Users/:id',
      scope: 'members:read',
      summary: 'One doctor by registration number.',
      handler: (exchange) => one(exchange, (asking) => service.user(asking, idOf(exchange)), show(exchange)),
    },
    {
      method: 'POST',
      path: '/Users',
      scope: 'members:write',
      summary: 'Makes a doctor whom the hub does not know, as a member of the own association.',
      async handler(exchange) {
        const [body, shown] = [await exchange.json(), show(exchange)];
        const whole = await inTurn(exchange, (asking) => service.makeUser(asking, body));
        return resourceAnswer(201, whole, shown(whole));
      },
    },
    {
      method: 'PUT',
      path: '/Users/:id',
      scope: 'members:write',
      summary: 'Replaces what is kept of a doctor.',
      handler: (exchange) => changed(exchange, 'replaceUser'),
    },
    {
      method: 'PATCH',
      path: '/Users/:id',
      scope: 'members:write',
      summary: 'Changes parts of what is kept of a doctor (RFC 7644 section 3.5.2).',
      handler: (exchange) => changed(exchange, 'patchUser'),
    },
    {
      method: 'DELETE',
      path: '/Users/:id',
      scope: 'members:write',
      summary: 'Deletes a doctor without memberships.',
      async handler(exchange) {
        await exchange.within((tx) => service.deleteUser(change(exchange, { tx, caller: exchange.caller! })));
        return { status: 204 };
      },
    },
  ];
};

const groupLines = (service: ScimService): readonly Line[] => [
  {
    method: 'GET',
    path: '/Groups',
    scope: 'members:read',
    summary: 'Associations, filtered, sorted, page by page.',
    handler: async (exchange) => answer(200, await inTurn(exchange, (asking) => service.groups(asking, listQuery(exchange.query)))),
  },
  {
    method: 'POST',
    path: '/Groups/.search',
    scope: 'members:read',
    summary: 'The same with the query in the body.',
    async handler(exchange) {
      const query = searchQuery(await exchange.json());
      return answer(200, await inTurn(exchange, (asking) => service.groups(asking, query)));
    },
  },
  {
    method: 'GET',
    path: '/Groups/:id',
    scope: 'members:read',
    summary: 'One association by its code; its members where they are asked for by name.',
    handler: (exchange) => one(exchange, (asking) => service.group(asking, idOf(exchange), askedOf(exchange)), service.showGroup(askedOf(exchange))),
  },
];

const discoveryLines = ({ base }: ScimService): readonly Line[] => [
  {
    method: 'GET',
    path: '/ServiceProviderConfig',
    scope: null,
    summary: 'What this SCIM service can do.',
    handler: async () => answer(200, serviceProvider(base)),
  },
  ...(['ResourceTypes', 'Schemas'] as const).flatMap((table): readonly Line[] => [
    {
      method: 'GET',
      path: `/${table}`,
      scope: null,
      summary: `${table} of this SCIM service (RFC 7644 section 4).`,
      async handler({ query }) {
        if (query.has('filter')) throw new HttpError(403, 'forbidden', 'descriptions are not filtered');
        return answer(200, discovered(table, base));
      },
    },
    {
      method: 'GET',
      path: `/${table}/:id`,
      scope: null,
      summary: `One of ${table}.`,
      handler: async (exchange) => answer(200, discoveredOne(table, base, idOf(exchange))),
    },
  ]),
];

const otherLines = (service: ScimService): readonly Line[] => [
  {
    method: 'POST',
    path: '/Bulk',
    scope: 'members:write',
    limit: BULK_LIMITS.maxPayloadSize,
    summary: 'Many changes of doctors in one request, each for itself (RFC 7644 section 3.7).',
    async handler(exchange) {
      const request = bulkRequest(await exchange.json());
      return answer(200, await runBulk(request, (operation) => runOperation(service, exchange, operation)));
    },
  },
  {
    method: 'GET',
    path: '/Me',
    scope: 'any',
    summary: 'Clients are not doctors: not offered (RFC 7644 section 3.11).',
    handler: async () => {
      throw new HttpError(501, 'not_offered', 'clients of the hub are not doctors');
    },
  },
];

/**
 * SCIM 2.0 of the hub under `/scim/v2` (RFC 7643, RFC 7644, RFC 9865).
 * @param rows which rows of membership a caller sees, beside row-level security
 */
export function scimRoutes(parts: ScimParts, rows: VisibleRows = visibleRows): readonly Route[] {
  const service = scimService(parts, rows);
  return [...userLines(service), ...groupLines(service), ...discoveryLines(service), ...otherLines(service)].map((line) => ({
    ...line,
    path: `/scim/v2${line.path}`,
    errors: 'scim',
  }));
}
