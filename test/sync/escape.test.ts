import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SigningKey } from '../../main/exchange/events/keys.ts';
import { signJws } from '../../main/exchange/events/sign.ts';
import type { Hub } from '../../main/hub/hub.ts';
import { HUB } from '../../main/hub/store/actor.ts';
import { askToken, assertion, enrolled, newKey, openHubOfTest, populate, SET_TYPE, type TestClient } from '../main/support/hub.ts';

/** Of 2002, who is of city-b: what city-a and 1001 must never read, and what the card authority must not. */
const FOREIGN = /2002|医師　b|秘密/;
const SECRET = /秘密/;

/** What city-a asks of what is not its own, by route; `status`: what it is answered, where it is not refused for want of a scope. */
interface Attempt {
  readonly path?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
}
interface Known {
  readonly procedure: string;
  readonly stream: string;
  readonly item: string;
  readonly client: string;
  readonly list: string;
}
type Row = Attempt | ((known: Known) => Attempt);

const SEARCH = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: 'userName eq "2002"' };
const USER = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], name: { formatted: '他人' } };
const PATCH = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', path: 'name.formatted', value: '他人' }],
};
const BULK = { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: [{ method: 'DELETE', path: '/Users/2002' }] };
const WITHDRAW = { kind: 'withdraw', affiliation: '秘密病院', associations: ['city-b'], wishedOn: '2099-12-31', reason: 'retired' };
const ADMIN: Attempt = { status: 403 };
const PUBLIC: Attempt = { status: 200 };

/** Every route of the hub: one that is not here fails the test. */
const ROUTES: Readonly<Record<string, Row>> = {
  'GET /': { status: 200 },
  'GET /assets/{file}': { path: '/assets/..%2f..%2fpackage.json', status: 404 },
  'GET /health': PUBLIC,
  'GET /metrics': PUBLIC,
  'GET /openapi.json': PUBLIC,
  'GET /jwks.json': PUBLIC,
  'GET /.well-known/ssf-configuration': PUBLIC,
  'GET /issuers/{client}/jwks.json': ({ client }) => ({ path: `/issuers/${client}/jwks.json`, status: 200 }),
  'POST /enrol': { body: { code: 'x', name: 'x' }, status: 400 },
  'POST /token': { body: '', status: 400 },
  'POST /keys': { body: { statement: 'x' }, status: 400 },
  'GET /associations': { status: 200 },
  'GET /admin/stats': ADMIN,
  'GET /admin/overview': ADMIN,
  'GET /admin/choices': ADMIN,
  'GET /admin/clients': ADMIN,
  'DELETE /admin/clients/{client}': ({ client }) => ({ path: `/admin/clients/${client}`, status: 403 }),
  'POST /admin/codes': { body: { kind: 'association', association: 'city-b' }, status: 403 },
  'POST /admin/keys/rotation': ADMIN,
  'GET /admin/associations': ADMIN,
  'POST /admin/associations': { body: { associations: [] }, status: 403 },
  'GET /admin/associations/{code}': { path: '/admin/associations/city-b', status: 403 },
  'PUT /admin/associations/{code}': { path: '/admin/associations/city-b', body: {}, status: 403 },
  'GET /admin/membership/imports': { path: '/admin/membership/imports?association=city-b', status: 403 },
  'GET /admin/membership/statistics': { path: '/admin/membership/statistics?association=city-b', status: 403 },
  'POST /admin/membership/import': { body: { association: 'city-b', apply: false, file: '' }, status: 403 },
  'POST /admin/membership/undo': ({ list }) => ({ body: { id: list }, status: 403 }),
  'POST /admin/membership/report': {
    body: { what: 'ledger', association: 'city-b', format: 'csv', encoding: 'utf-8', language: 'ja' },
    status: 403,
  },
  'GET /membership/pending': { status: 200 },
  'GET /membership/procedures': { path: '/membership/procedures?state=all', status: 200 },
  'POST /membership/procedures': { body: { registration: '2002', request: WITHDRAW }, status: 403 },
  'POST /membership/plan': { body: { registration: '2002', request: WITHDRAW }, status: 403 },
  'PUT /membership/procedures/{id}': ({ procedure }) => ({
    path: `/membership/procedures/${procedure}`,
    body: { request: WITHDRAW, corrected: 0 },
    status: 404,
  }),
  'DELETE /membership/procedures/{id}': ({ procedure }) => ({ path: `/membership/procedures/${procedure}`, status: 404 }),
  'POST /membership/procedures/{id}/decisions': ({ procedure }) => ({
    path: `/membership/procedures/${procedure}/decisions`,
    body: { association: 'city-b', decision: 'approve', corrected: 0 },
    status: 403,
  }),
  'GET /membership/procedures/{id}/certificate': ({ procedure }) => ({ path: `/membership/procedures/${procedure}/certificate`, status: 404 }),
  'GET /membership/people/{registration}': { path: '/membership/people/2002', status: 404 },
  'POST /membership/people/{registration}/consents': { path: '/membership/people/2002/consents', body: { terms: 'x' }, status: 404 },
  'GET /membership/associations/{code}': { path: '/membership/associations/city-b', status: 200 },
  'POST /membership/figures': { body: { association: 'city-b', printed: {} }, status: 403 },
  'GET /membership/reconciliation': { status: 200 },
  'POST /membership/reconciliation/{id}/settlement': ({ item }) => ({
    path: `/membership/reconciliation/${item}/settlement`,
    body: { note: 'x' },
    status: 404,
  }),
  'POST /events': { body: 'x', headers: SET_TYPE, status: 400 },
  'POST /streams/{feed}/poll': { path: '/streams/credential/poll', body: { returnImmediately: true }, status: 200 },
  'GET /streams': { status: 200 },
  'POST /streams': { body: {}, status: 201 },
  'PATCH /streams': ({ stream: stream_id }) => ({ body: { stream_id, description: 'x' }, status: 404 }),
  'PUT /streams': ({ stream: stream_id }) => ({ body: { stream_id }, status: 404 }),
  'DELETE /streams': ({ stream }) => ({ path: `/streams?stream_id=${stream}`, status: 404 }),
  'GET /streams/status': ({ stream }) => ({ path: `/streams/status?stream_id=${stream}`, status: 404 }),
  'POST /streams/status': ({ stream: stream_id }) => ({ body: { stream_id, status: 'disabled' }, status: 404 }),
  'POST /streams/verify': ({ stream: stream_id }) => ({ body: { stream_id }, status: 404 }),
  'GET /snapshot/members': { path: '/snapshot/members?cursor=1', status: 200 },
  'GET /status-list': { status: 404 },
  'PUT /status-list': { body: 'x', status: 403 },
  'GET /scim/v2/Users': { path: `/scim/v2/Users?${new URLSearchParams({ filter: 'userName pr' })}`, status: 200 },
  'POST /scim/v2/Users': { body: { ...USER, userName: '2002' }, status: 400 },
  'POST /scim/v2/Users/.search': { body: SEARCH, status: 200 },
  'GET /scim/v2/Users/{id}': { path: '/scim/v2/Users/2002', status: 404 },
  'PUT /scim/v2/Users/{id}': { path: '/scim/v2/Users/2002', body: USER, status: 404 },
  'PATCH /scim/v2/Users/{id}': { path: '/scim/v2/Users/2002', body: PATCH, status: 404 },
  'DELETE /scim/v2/Users/{id}': { path: '/scim/v2/Users/2002', status: 404 },
  'GET /scim/v2/Groups': { path: '/scim/v2/Groups?attributes=displayName,members', status: 200 },
  'POST /scim/v2/Groups/.search': { body: { ...SEARCH, filter: 'members.value eq "2002"' }, status: 200 },
  'GET /scim/v2/Groups/{id}': { path: '/scim/v2/Groups/city-b?attributes=members', status: 200 },
  'GET /scim/v2/ServiceProviderConfig': PUBLIC,
  'GET /scim/v2/ResourceTypes': PUBLIC,
  'GET /scim/v2/ResourceTypes/{id}': { path: '/scim/v2/ResourceTypes/User', status: 200 },
  'GET /scim/v2/Schemas': PUBLIC,
  'GET /scim/v2/Schemas/{id}': { path: '/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User', status: 200 },
  'POST /scim/v2/Bulk': { body: BULK, status: 200 },
  'GET /scim/v2/Me': { status: 501 },
};
/** What the caller itself named comes back in the answer, and tells nothing. */
const ECHOES = new Set(['POST /scim/v2/Bulk']);
/** Before the page is built, its place says so. */
const UNBUILT = new Set(['GET /']);

let hub: Hub;
let cityA: TestClient;
let authority: TestClient;
let admin: TestClient;
/** 1001, who has consented. */
let person: TestClient;
let known: Known;
/** Scopes of every route by `METHOD /path`: `null` for nobody in particular, none for whatever client. */
let routes: ReadonlyMap<string, readonly string[] | null>;

/** An access token as the hub would sign it. */
function accessToken(key: SigningKey, client: string, life: number): string {
  const iat = Math.floor(Date.now() / 1_000) - 600;
  const claims = { iss: hub.url, sub: client, client_id: client, aud: hub.url, jti: randomUUID(), iat, exp: iat + 600 + life };
  return `Bearer ${signJws(key, 'at+jwt', { ...claims, scope: 'members:read members:write events:read', association: 'city-a' })}`;
}

beforeAll(async () => {
  const wide = { burst: 10_000, perSecond: 10_000 };
  hub = await openHubOfTest({ limits: { client: wide, person: wide, address: wide } });
  await populate(hub);
  await hub.parts.store.within(HUB, async (tx) => {
    await tx.updateTable('membership').set({ affiliation: '秘密病院' }).where('association', '=', 'city-b').execute();
  });
  authority = await enrolled(hub, { kind: 'authority' });
  admin = await enrolled(hub, { kind: 'hub' });
  cityA = await enrolled(hub);
  person = await enrolled(hub, { kind: 'person', registration: '1001' });
  await person.ask('POST', '/membership/people/1001/consents', { terms: '2026-11' });
  const cityB = await enrolled(hub, { association: 'city-b' });
  const payload = { object: 'C-2', kind: 'card', state: 'held' };
  await authority.push(authority.event({ name: 'card.held', subject: { format: 'doctor', registration: '2002' }, payload }).token);
  const { stream_id: stream } = (await (await cityB.ask('POST', '/streams', {})).json()) as { stream_id: string };
  const asked = await cityB.ask('POST', '/membership/procedures', { registration: '2002', request: WITHDRAW });
  const { id: procedure } = (await asked.json()) as { id: string };
  expect(procedure).toMatch(/^[0-9a-f-]{36}$/);
  const [item, list] = [randomUUID(), randomUUID()];
  const settled = { state: 'open', note: '', settled_by: null, settled_at: null } as const;
  await hub.parts.store.within(HUB, async (tx) => {
    await tx
      .insertInto('reconciliation')
      .values({ id: item, kind: 'figures', association: 'city-b', registration: '2002', body: '{}', ...settled })
      .execute();
    await tx
      .insertInto('member_import')
      .values({ id: list, association: 'city-b', by: cityB.id, sha256: '', body: '{}', state: 'applied' })
      .execute();
  });
  known = { procedure, stream, item, client: cityB.id, list };
  const { paths } = (await (await fetch(`${hub.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { security: { hub: string[] }[] }>>;
  };
  routes = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]): [string, readonly string[] | null] => [
        `${method.toUpperCase()} ${path}`,
        security.length === 0 ? null : security.flatMap((each) => each.hub),
      ]),
    ),
  );
}, 120_000);
afterAll(() => hub?.[Symbol.asyncDispose]());

it('the table has every route of the hub, and no other', () => expect(Object.keys(ROUTES).toSorted()).toEqual([...routes.keys()].toSorted()));

describe.each(Object.entries(ROUTES))('%s', (name, row) => {
  const [method = '', pattern = ''] = name.split(' ');
  const attempt = () => (typeof row === 'function' ? row(known) : row);
  async function ask(authorization: string | null) {
    const { path = pattern, body, headers } = attempt();
    const response = await fetch(`${hub.url}${path}`, {
      method,
      headers: { ...headers, ...(authorization !== null && { authorization }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, text: `${await response.text()} ${JSON.stringify([...response.headers])}` };
  }
  /** A token of city-a with one scope that does not do here. */
  async function narrow(): Promise<string> {
    const scope = routes.get(name)?.includes('events:read') ? 'status:read' : 'events:read';
    const granted = await askToken(hub.url, { client_assertion: assertion(cityA.id, cityA.key, hub.url), scope });
    return `Bearer ${((await granted.json()) as { access_token: string }).access_token}`;
  }

  it('tells whoever is nobody nothing', async () => {
    const nobody: readonly (string | null)[] = [
      null,
      'Bearer x',
      accessToken(hub.parts.keys.current, cityA.id, -1),
      accessToken(await newKey(), cityA.id, 300),
      accessToken(hub.parts.keys.current, 'nobody', 300),
    ];
    for (const authorization of nobody) {
      const { status, text } = await ask(authorization);
      expect(text).not.toMatch(FOREIGN);
      if (routes.get(name) !== null) expect(status).toBe(401);
    }
    // The same token that counts: what was wrong with those above was wrong with them alone.
    expect((await fetch(`${hub.url}/associations`, { headers: { authorization: accessToken(hub.parts.keys.current, cityA.id, 300) } })).status).toBe(
      200,
    );
  });

  it('tells whoever lacks the scope nothing', async () => {
    const { status, text } = await ask(await narrow());
    expect(text).not.toMatch(FOREIGN);
    if (routes.get(name)?.length) expect(status).toBe(403);
  });

  it('tells another association nothing', async () => {
    const { status, text } = await ask(cityA.authorization);
    if (!ECHOES.has(name)) expect(text).not.toMatch(FOREIGN);
    else expect(text).not.toMatch(SECRET);
    if (!UNBUILT.has(name)) expect(status).toBe(attempt().status);
  });

  it('tells a person nothing of another, and leaves open nothing but the own memberships', async () => {
    const { status, text } = await ask(person.authorization);
    expect(text).not.toMatch(FOREIGN);
    const needed = routes.get(name);
    if (needed?.length && !needed.includes('own')) expect(status).toBe(403);
    if (needed?.includes('own')) expect(status).toBe(attempt().status);
  });

  it('tells the card authority nothing beneath the national association', async () => {
    const { text } = await ask(authority.authorization);
    expect(text).not.toMatch(SECRET);
  });
});

it('what all of them tried has changed nothing', async () => {
  const { store } = hub.parts;
  const person = await store.within(HUB, (tx) => tx.selectFrom('person').select('fields').where('registration', '=', '2002').executeTakeFirst());
  const rows = await store.within(HUB, (tx) => tx.selectFrom('membership').select('state').where('registration', '=', '2002').execute());
  const clients = await admin.ask('GET', '/admin/clients');
  const { state } = await store.within(HUB, (tx) =>
    tx.selectFrom('reconciliation').select('state').where('id', '=', known.item).executeTakeFirstOrThrow(),
  );
  const stands = await store.within(HUB, (tx) => tx.selectFrom('stream').select('state').where('id', '=', known.stream).executeTakeFirstOrThrow());
  expect([person, rows.length, state, stands.state, clients.status]).toEqual([{ fields: { name: '医師　b' } }, 3, 'open', 'enabled', 200]);
  expect(rows.every((row) => row.state === 'active')).toBe(true);
});
