import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { jwkOf } from '../../../../main/exchange/events/keys.ts';
import { signJws } from '../../../../main/exchange/events/sign.ts';
import { makeCode } from '../../../../main/hub/access/enrolment.ts';
import { openHubKeys } from '../../../../main/hub/access/hub-keys.ts';
import { operatorToken } from '../../../../main/hub/access/operator.ts';
import type { Hub } from '../../../../main/hub/hub.ts';
import { HUB } from '../../../../main/hub/store/actor.ts';
import { askToken, assertion, enrolled, newKey, openHubOfTest, populate, type TestClient } from '../../support/hub.ts';

let hub: Hub;
let desk: TestClient;
/** Clock of the hub, apart from the real one. */
let ahead = 0;

beforeAll(async () => {
  hub = await openHubOfTest({ now: () => new Date(Date.now() + ahead) });
  await populate(hub);
  desk = await enrolled(hub);
});
afterAll(() => hub?.[Symbol.asyncDispose]());

const json = async (response: Response) => ({ status: response.status, body: (await response.json()) as Record<string, unknown> });
const errorOf = async (response: Response) => {
  const { status, body } = await json(response);
  return `${status} ${String(body['error'])}`;
};
const seconds = () => Math.floor(Date.now() / 1_000);

describe('enrolment', () => {
  const enrol = async (code: string, key = newKey()) =>
    fetch(`${hub.url}/enrol`, { method: 'POST', body: JSON.stringify({ code, name: 'desk', jwk: await jwkOf((await key).privateKey) }) });
  const codeFor = (association = 'city-a') =>
    hub.parts.store.within(HUB, (tx) => makeCode(tx, { kind: 'association', association, scopes: [], by: 'test' }, hub.parts.store.now()));

  it('makes a client of the association for which the code was made', async () => {
    const { code } = await codeFor();
    const { status, body } = await json(await enrol(code.toLowerCase().replaceAll('-', ' ')));
    expect({ status, association: body['association'], hub: body['hub'] }).toEqual({ status: 201, association: 'city-a', hub: hub.url });
  });

  it('takes a code once', async () => {
    const { code } = await codeFor();
    expect((await enrol(code)).status).toBe(201);
    expect(await errorOf(await enrol(code))).toBe('403 code_refused');
  });

  it('takes no code after a day', async () => {
    const { code } = await codeFor();
    ahead = 24 * 3_600_000 + 1_000;
    expect(await errorOf(await enrol(code))).toBe('403 code_refused');
    ahead = 0;
  });

  it.each(['', 'ABCD', '0000-0000-0000-0000-0000-0000', '!'])('takes no other code: %j', async (code) => {
    expect(await errorOf(await enrol(code))).toBe('403 code_refused');
  });

  it('keeps no code that could be read', async () => {
    const { code } = await codeFor();
    const rows = await hub.parts.store.within(HUB, (tx) => tx.selectFrom('enrolment_code').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it('refuses the key of another client, and keeps the code', async () => {
    const { code } = await codeFor();
    expect(await errorOf(await enrol(code, Promise.resolve(desk.key)))).toBe('409 key_known');
    expect((await enrol(code)).status).toBe(201);
  });
});

describe('token', () => {
  const refusals: readonly [string, () => string | Promise<string>][] = [
    ['signed by another key', async () => assertion(desk.id, await newKey(), hub.url)],
    ['of an unknown client', () => assertion('nobody', desk.key, hub.url)],
    ['whose subject is another', () => assertion(desk.id, desk.key, hub.url, { sub: 'other' })],
    ['for another endpoint', () => assertion(desk.id, desk.key, hub.url, { aud: 'https://other.example.invalid/token' })],
    ['that is over', () => assertion(desk.id, desk.key, hub.url, { exp: seconds() - 120 })],
    ['that lasts too long', () => assertion(desk.id, desk.key, hub.url, { exp: seconds() + 900 })],
    ['from the future', () => assertion(desk.id, desk.key, hub.url, { iat: seconds() + 200 })],
    ['without jti', () => assertion(desk.id, desk.key, hub.url, { jti: undefined })],
    ['of another type', () => assertion(desk.id, desk.key, hub.url, {}, 'secevent+jwt')],
    ['that is none', () => 'abc'],
  ];
  it.each(refusals)('is not given for an assertion %s', async (_what, make) => {
    expect(await errorOf(await askToken(hub.url, { client_assertion: await make() }))).toBe('401 invalid_client');
  });

  it('is given once for one assertion', async () => {
    const used = assertion(desk.id, desk.key, hub.url);
    expect((await askToken(hub.url, { client_assertion: used })).status).toBe(200);
    expect(await errorOf(await askToken(hub.url, { client_assertion: used }))).toBe('401 invalid_client');
  });

  it.each([
    ['another grant', { grant_type: 'password' }, '400 unsupported_grant_type'],
    ['another kind of assertion', { client_assertion_type: 'x' }, '400 invalid_request'],
    ['a scope that the client has not', { scope: 'admin' }, '400 invalid_scope'],
  ])('is not given for %s', async (_what, more, expected) => {
    expect(await errorOf(await askToken(hub.url, { client_assertion: assertion(desk.id, desk.key, hub.url), ...more }))).toBe(expected);
  });

  it('names fewer scopes where fewer are asked for, and they hold', async () => {
    const { body } = await json(await askToken(hub.url, { client_assertion: assertion(desk.id, desk.key, hub.url), scope: 'status:read' }));
    const headers = { authorization: `Bearer ${String(body['access_token'])}` };
    expect(await errorOf(await fetch(`${hub.url}/snapshot/members`, { headers }))).toBe('403 insufficient_scope');
    expect((await fetch(`${hub.url}/associations`, { headers })).status).toBe(200);
  });

  const claims = (more: object = {}) => ({
    ...{ iss: hub.url, sub: desk.id, client_id: desk.id, aud: hub.url, jti: 'x', iat: seconds(), exp: seconds() + 60 },
    ...{ scope: 'admin members:read', association: 'city-a', ...more },
  });
  it.each<[string, () => string | Promise<string>]>([
    ['is none', () => 'abc'],
    ['is signed by a client', () => signJws(desk.key, 'at+jwt', claims())],
    ['is an event that the hub signed', () => signJws(hub.parts.keys.current, 'secevent+jwt', claims())],
    ['is of another hub', () => signJws(hub.parts.keys.current, 'at+jwt', claims({ iss: 'https://other.example.invalid' }))],
    ['is over', () => signJws(hub.parts.keys.current, 'at+jwt', claims({ exp: seconds() - 1 }))],
    ['is of another association', () => signJws(hub.parts.keys.current, 'at+jwt', claims({ association: 'city-b' }))],
    ['is an operator’s by another secret', () => operatorToken(Buffer.alloc(32), hub.url, new Date())],
    ['is an operator’s of another hub', () => operatorToken(hub.parts.secret, 'https://other.example.invalid', new Date())],
  ])('is not taken when it %s', async (_what, make) => {
    const headers = { authorization: `Bearer ${await make()}` };
    expect(await errorOf(await fetch(`${hub.url}/associations`, { headers }))).toBe('401 invalid_token');
  });

  it('gives no scope that the client never had', async () => {
    const headers = { authorization: `Bearer ${signJws(hub.parts.keys.current, 'at+jwt', claims())}` };
    expect(await errorOf(await fetch(`${hub.url}/admin/clients`, { headers }))).toBe('403 insufficient_scope');
  });

  it('of the one who runs the hub is taken', async () => {
    const headers = { authorization: `Bearer ${await operatorToken(hub.parts.secret, hub.url, new Date())}` };
    expect((await fetch(`${hub.url}/admin/clients`, { headers })).status).toBe(200);
    expect(await errorOf(await fetch(`${hub.url}/status-list`, { headers }))).toBe('403 insufficient_scope');
  });
});

describe('a code', () => {
  const asked = async (client: TestClient, order: object) => (await client.ask('POST', '/admin/codes', order)).status;

  it('is made by an administrator with all scopes for anybody, by one with fewer for nobody who may more', async () => {
    const [whole, narrow] = [await enrolled(hub, { kind: 'hub' }), await enrolled(hub, { kind: 'hub', scopes: ['admin', 'members:read'] })];
    expect(await asked(whole, { kind: 'authority' })).toBe(201);
    expect(await asked(whole, { kind: 'hub' })).toBe(201);
    expect(await asked(narrow, { kind: 'hub' })).toBe(403);
    expect(await asked(narrow, { kind: 'authority' })).toBe(403);
    expect(await asked(narrow, { kind: 'hub', scopes: ['admin', 'import'] })).toBe(403);
    expect(await asked(narrow, { kind: 'hub', scopes: ['admin'] })).toBe(201);
    expect(await asked(narrow, { kind: 'association', association: 'city-a', scopes: ['members:read'] })).toBe(201);
    expect(await asked(narrow, { kind: 'association', association: 'city-a', scopes: ['admin'] })).toBe(400);
  });
});

describe('keys', () => {
  it('of the hub change, and what the former signed is still verified', async () => {
    const other = await enrolled(hub);
    await hub.parts.keys.rotate('now');
    expect((await other.ask('GET', '/associations')).status).toBe(200);
    const { keys } = (await (await fetch(`${hub.url}/jwks.json`)).json()) as { keys: unknown[] };
    expect(keys.length).toBe(2);
  });

  it('of the hub that are ended verify nothing, in whichever process', async () => {
    const other = await enrolled(hub);
    const elsewhere = await openHubKeys(hub.parts.store, hub.parts.secret);
    const former = hub.parts.keys.current.kid;
    expect(await elsewhere.find(former)).not.toBeNull();
    const operator = { authorization: `Bearer ${await operatorToken(hub.parts.secret, hub.url, new Date(Date.now() + ahead))}` };
    const rotated = (until: unknown) =>
      fetch(`${hub.url}/admin/keys/rotation`, { method: 'POST', headers: operator, body: JSON.stringify({ until }) });
    const later = new Date(Date.now() + ahead + 3_600_000).toISOString();
    expect((await rotated('yesterday')).status).toBe(400);
    expect((await rotated(later)).status).toBe(200);
    expect((await other.ask('GET', '/associations')).status).toBe(200);
    ahead += 3_600_000;
    expect(await hub.parts.keys.find(former)).toBeNull();
    ahead -= 3_600_000;
    expect(await hub.parts.keys.find(former)).not.toBeNull();
    expect((await rotated('now')).status).toBe(200);
    expect(await errorOf(await other.ask('GET', '/associations'))).toBe('401 invalid_token');
    await other.renew();
    expect((await other.ask('GET', '/associations')).status).toBe(200);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 5_001);
    expect(await elsewhere.find(former)).toBeNull();
    expect(elsewhere.current.kid).toBe(hub.parts.keys.current.kid);
    vi.restoreAllMocks();
  });

  it('of a client change by a statement that the former signed', async () => {
    const other = await enrolled(hub);
    const next = await newKey();
    const statement = (more: object, by = other.key, typ = 'hpki-key-rotation+jwt') =>
      jwkOf(next.privateKey).then((jwk) => signJws(by, typ, { iss: other.issuer, aud: `${hub.url}/keys`, iat: seconds(), jwk, ...more }));
    const post = async (token: Promise<string>) => other.ask('POST', '/keys', { statement: await token });
    expect(await errorOf(await post(statement({}, next)))).toBe('400 rotation_refused');
    expect(await errorOf(await post(statement({ iss: desk.issuer })))).toBe('400 rotation_refused');
    expect(await errorOf(await post(statement({ iat: seconds() - 3_600 })))).toBe('400 rotation_refused');
    expect(await errorOf(await post(statement({}, other.key, 'JWT')))).toBe('400 rotation_refused');
    expect((await post(statement({}))).status).toBe(204);
    expect((await askToken(hub.url, { client_assertion: assertion(other.id, next, hub.url) })).status).toBe(200);
    ahead = 31 * 86_400_000;
    const late = { exp: seconds() + ahead / 1_000 + 100 };
    expect(await errorOf(await askToken(hub.url, { client_assertion: assertion(other.id, other.key, hub.url, late) }))).toBe('401 invalid_client');
    expect((await askToken(hub.url, { client_assertion: assertion(other.id, next, hub.url, late) })).status).toBe(200);
    ahead = 0;
    const { keys } = (await (await fetch(`${other.issuer}/jwks.json`)).json()) as { keys: unknown[] };
    expect(keys.length).toBe(2);
  });

  it('of a removed client are taken no more', async () => {
    const [admin, other] = [await enrolled(hub, { kind: 'hub' }), await enrolled(hub)];
    expect((await admin.ask('DELETE', `/admin/clients/${other.id}`)).status).toBe(204);
    expect(await errorOf(await admin.ask('DELETE', `/admin/clients/${other.id}`))).toBe('404 not_found');
    expect(await errorOf(await other.ask('GET', '/associations'))).toBe('401 invalid_token');
    expect(await errorOf(await askToken(hub.url, { client_assertion: assertion(other.id, other.key, hub.url) }))).toBe('401 invalid_client');
  });
});

describe('router', () => {
  it.each([
    ['GET', '/nothing', '404 not_found'],
    ['DELETE', '/health', '405 method_not_allowed'],
    ['GET', '/associations', '401 token_needed'],
    ['POST', '/enrol', '400 json_unreadable'],
  ])('%s %s: %s', async (method, path, expected) => {
    expect(await errorOf(await fetch(`${hub.url}${path}`, { method }))).toBe(expected);
  });

  it('takes no more bytes than a route allows', async () => {
    expect(await errorOf(await fetch(`${hub.url}/enrol`, { method: 'POST', body: 'x'.repeat(70_000) }))).toBe('413 too_large');
  });

  it('answers HEAD with the head alone, and what it refuses under /scim in the shape of SCIM', async () => {
    const head = await fetch(`${hub.url}/health`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const { body } = await json(await fetch(`${hub.url}/scim/v2/Nothing`));
    expect(body['schemas']).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
  });
});
