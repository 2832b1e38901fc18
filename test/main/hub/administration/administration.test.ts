import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '../../../../main/hub/hub.ts';
import { HUB } from '../../../../main/hub/store/actor.ts';
import { enrolled, openHubOfTest, populate, type TestClient } from '../../support/hub.ts';

let hub: Hub;
let admin: TestClient;
let desk: TestClient;

beforeAll(async () => {
  hub = await openHubOfTest();
  await populate(hub);
  [admin, desk] = [await enrolled(hub, { kind: 'hub' }), await enrolled(hub)];
});
afterAll(() => hub?.[Symbol.asyncDispose]());

const json = async (response: Promise<Response>) => {
  const answer = await response;
  // biome-ignore lint/suspicious/noExplicitAny: whatever document the hub answers
  return { status: answer.status, body: (await answer.json()) as any };
};
const ask = (method: string, path: string, body?: unknown) => json(admin.ask(method, path, body));

describe('what whoever runs the hub sees and sets', () => {
  it.each([
    ['GET', '/admin/overview'],
    ['POST', '/admin/keys/rotation'],
    ['GET', '/admin/associations'],
    ['POST', '/admin/associations'],
    ['GET', '/admin/associations/city-a'],
    ['PUT', '/admin/associations/city-a'],
    ['GET', '/admin/clients'],
    ['DELETE', '/admin/clients/x'],
    ['POST', '/admin/codes'],
    ['GET', '/admin/choices'],
    ['GET', '/admin/membership/imports'],
    ['GET', '/admin/membership/statistics?association=city-a'],
    ['POST', '/admin/membership/import'],
    ['POST', '/admin/membership/undo'],
    ['POST', '/admin/membership/report'],
  ])('is not for the desk of an association: %s %s', async (method, path) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    expect(await json(desk.ask(method, path, body))).toMatchObject({ status: 403, body: { error: 'insufficient_scope' } });
    expect((await fetch(`${hub.url}${path}`, { method })).status).toBe(401);
  });

  it('is no more than is said of the route', async () => {
    const { paths } = (await (await fetch(`${hub.url}/openapi.json`)).json()) as { paths: Record<string, Record<string, { security: unknown }>> };
    const routes = Object.entries(paths).filter(([path]) => path.startsWith('/admin/'));
    expect(routes.length).toBeGreaterThan(10);
    for (const [, methods] of routes) for (const { security } of Object.values(methods)) expect(security).toEqual([{ hub: ['admin'] }]);
  });
});

describe('overview', () => {
  it('counts, and names engine, feeds and keys', async () => {
    const { body } = await ask('GET', '/admin/overview');
    expect(body).toMatchObject({
      url: hub.url,
      engine: 'pglite',
      counts: { associations: 5, persons: 2, memberships: 6, clients: 2 },
      feeds: [{ feed: 'stop' }, { feed: 'credential' }, { feed: 'membership' }],
      behind: [],
    });
    expect(body.engine_version).toMatch(/^\d+/);
    expect(body.clients).toContainEqual(expect.objectContaining({ kind: 'association', association: 'city-a', name: 'city-a', count: 1 }));
  });

  it('names a desk that has not taken what waits for it, until it does', async () => {
    await desk.poll('membership');
    const { jti, token } = desk.event({
      name: 'person.name_changed',
      subject: { format: 'doctor', registration: '1001' },
      payload: { name: '医師　甲', effective_on: '2026-11-30' },
    });
    expect((await desk.push(token)).status).toBe(202);
    const behind = async () => (await ask('GET', '/admin/overview')).body.behind as { client: string; feed: string; behind: number; push: boolean }[];
    expect(await behind()).toEqual([expect.objectContaining({ client: desk.id, feed: 'membership', behind: 1, push: false })]);
    await desk.poll('membership', { returnImmediately: true, ack: [jti] });
    expect(await behind()).toEqual([]);
  });

  it('the next key is made at once, and the former only verifies', async () => {
    const { kid } = (await ask('POST', '/admin/keys/rotation')).body;
    const [newest, former] = (await ask('GET', '/admin/overview')).body.keys;
    expect(newest).toMatchObject({ kid, until: null });
    expect(former.until).not.toBeNull();
    expect((await ask('GET', '/admin/overview')).status).toBe(200);
  });
});

const city = { name: '乙市医師会', tier: 3, above: 'pref-b', mastered_by: 'national' as const };
const rules = {
  classes: [
    { id: 'A', label: 'A会員', national: 'A1' },
    { id: 'L', label: '準会員', national: null },
  ],
  joinToNational: true,
  severalGroups: false,
  attachments: [{ id: 'licence', label: '免許証の写し', for: ['join'] }],
  reliefs: [{ id: 'old', label: '高齢', classes: ['A'], when: { ageFrom: 80 } }],
};
const put = (code: string, order: unknown) => ask('PUT', `/admin/associations/${code}`, order);

describe('associations', () => {
  it('are registered with their rules, and read again as they were', async () => {
    expect(await put('city-new', { ...city, rules })).toMatchObject({ status: 200 });
    expect((await ask('GET', '/admin/associations/city-new')).body).toEqual({ code: 'city-new', ...city, rules, own_rules: true });
  });

  it('keep their rules where none are told, and lose them for null', async () => {
    await put('city-rules', { ...city, rules });
    await put('city-rules', { ...city, name: '丙市医師会' });
    expect((await ask('GET', '/admin/associations/city-rules')).body).toMatchObject({ name: '丙市医師会', own_rules: true, rules });
    await put('city-rules', { ...city, rules: null });
    expect((await ask('GET', '/admin/associations/city-rules')).body).toMatchObject({ own_rules: false });
  });

  it.each<[string, string, object, string]>([
    ['no name', 'x', { ...city, name: ' ' }, 'name'],
    ['a code of other letters', 'x:y', city, 'code'],
    ['the name of an audience', 'authority', city, 'code'],
    ['a tier that there is not', 'x', { ...city, tier: 5 }, 'tier'],
    ['nobody above', 'x', { ...city, above: null }, 'above'],
    ['somebody unknown above', 'x', { ...city, above: 'nobody' }, 'above'],
    ['one of its own tier above', 'x', { ...city, above: 'city-a' }, 'above'],
    ['one above the national one', 'x', { ...city, tier: 1 }, 'above'],
    ['no class', 'x', { ...city, rules: { ...rules, classes: [] } }, 'rules.classes'],
    ['a class twice', 'x', { ...city, rules: { ...rules, classes: [rules.classes[0], rules.classes[0]] } }, 'rules.classes'],
    ['a class without a label', 'x', { ...city, rules: { ...rules, classes: [{ id: 'A', label: '', national: null }] } }, 'rules.classes.0.label'],
    ['a class that the country has not', 'x', { ...city, rules: { classes: [{ id: 'A', label: 'A', national: 'Z' }] } }, 'rules.classes.0.national'],
    ['a relief of an unknown class', 'x', { ...city, rules: { ...rules, reliefs: [{ ...rules.reliefs[0], classes: ['Z'] }] } }, 'rules'],
    ['something that nobody asked for', 'x', { ...city, more: 1 }, 'body'],
  ])('with %s are refused by the place', async (_what, code, order, path) => {
    const { status, body } = await put(encodeURIComponent(code), order);
    expect({ status, error: body.error, paths: body.places?.map((place: { path: string }) => place.path) }).toEqual({
      status: 400,
      error: 'request_refused',
      paths: expect.arrayContaining([path]),
    });
    expect((await ask('GET', '/admin/associations')).body.associations.map((row: { code: string }) => row.code)).not.toContain(code);
  });

  const place = (path: string, code: string) => ({ status: 400, body: { error: 'request_refused', places: [{ path, code }] } });
  const ofCityA = { name: 'city-a', tier: 3, above: 'pref-a', mastered_by: 'hub' };
  const classes = (...ids: string[]) => ({ classes: ids.map((id) => ({ id, label: id, national: null })) });

  it('are not two of one code, nor two at the top', async () => {
    const associations = [
      { ...city, code: 'city-twice' },
      { ...city, code: 'city-other' },
      { ...city, code: 'city-twice' },
    ];
    expect(await ask('POST', '/admin/associations', { associations })).toMatchObject(place('associations.2.code', 'code_twice'));
    expect(await put('nation-2', { name: 'x', tier: 1, above: null, mastered_by: 'hub' })).toMatchObject(place('tier', 'national_twice'));
    expect(await put('national', { name: 'national', tier: 1, above: null, mastered_by: 'hub' })).toMatchObject({ status: 200 });
  });

  it('with members stay where they are, and keep the classes that these hold', async () => {
    expect(await put('city-a', { ...ofCityA, above: 'pref-b' })).toMatchObject(place('above', 'members_below'));
    expect(await put('city-a', { ...ofCityA, rules: classes('A', 'B') })).toMatchObject({ status: 200 });
    expect(await put('city-a', { ...ofCityA, rules: classes('B') })).toMatchObject(place('rules.classes', 'class_held'));
    expect(await put('city-a', { ...ofCityA, rules: null })).toMatchObject(place('rules.classes', 'class_held'));
    expect(await put('city-a', { ...ofCityA, rules: classes('A') })).toMatchObject({ status: 200 });
    const { store } = hub.parts;
    await store.within(HUB, (tx) => tx.updateTable('membership').set({ state: 'ended' }).where('association', '=', 'city-a').execute());
    expect(await put('city-a', { ...ofCityA, above: 'pref-b', rules: null })).toMatchObject({ status: 200 });
    await store.within(HUB, (tx) => tx.updateTable('membership').set({ state: 'active' }).where('association', '=', 'city-a').execute());
  });

  it('stay where others stand below them', async () => {
    const upper = { name: 'pref-c', tier: 2, above: 'national', mastered_by: 'hub' };
    expect(await put('pref-c', upper)).toMatchObject({ status: 200 });
    expect(await put('city-c', { ...city, above: 'pref-c' })).toMatchObject({ status: 200 });
    expect(await put('pref-c', { ...upper, tier: 3, above: 'pref-a' })).toMatchObject({ status: 409, body: { error: 'ASSOCIATION_TREE_WRONG' } });
    expect((await ask('GET', '/admin/associations/pref-c')).body).toMatchObject({ tier: 2, above: 'national' });
  });

  it('come many at once, in any order, all or none', async () => {
    const lower = { code: 'ward-1', name: '区医師会', tier: 4, above: 'city-many', mastered_by: 'hub' };
    const upper = { ...city, code: 'city-many' };
    expect((await ask('POST', '/admin/associations', { associations: [lower, upper] })).body).toEqual({ written: 2 });
    const wrong = { ...city, code: 'city-wrong', above: 'nobody' };
    expect(await ask('POST', '/admin/associations', { associations: [{ ...city, code: 'city-right' }, wrong] })).toMatchObject({
      status: 400,
      body: { places: [{ path: 'associations.1.above', code: 'above_unknown' }] },
    });
    const codes = (await ask('GET', '/admin/associations')).body.associations.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['ward-1', 'city-many']));
    expect(codes).not.toContain('city-right');
  });

  it('tell how many members and desks they have', async () => {
    const { associations } = (await ask('GET', '/admin/associations')).body;
    const find = (code: string) => associations.find((row: { code: string }) => row.code === code);
    expect([find('city-a').members, find('city-a').clients, find('national').members]).toEqual([1, 1, 2]);
  });
});

describe('desks and codes', () => {
  it('a code is good for the hours that are named, a week at most', async () => {
    const { body } = await ask('POST', '/admin/codes', { kind: 'association', association: 'city-b', hours: 1 });
    expect(Date.parse(body.expires_at) - Date.now()).toBeLessThanOrEqual(3_600_000);
    const { codes } = (await ask('GET', '/admin/clients')).body;
    expect(codes).toContainEqual({ kind: 'association', association: 'city-b', registration: null, expires_at: body.expires_at });
    expect(JSON.stringify(codes)).not.toContain(body.code);
    expect((await ask('POST', '/admin/codes', { kind: 'authority', hours: 169 })).status).toBe(400);
  });

  it('the code of a desk is not spent by whoever wants to administer', async () => {
    const { code } = (await ask('POST', '/admin/codes', { kind: 'association', association: 'city-b' })).body;
    const { crv, kty, x } = (await (await fetch(`${hub.url}/jwks.json`)).json()).keys[0];
    const enrol = (more: object) =>
      json(fetch(`${hub.url}/enrol`, { method: 'POST', body: JSON.stringify({ code, name: 'x', jwk: { crv, kty, x }, ...more }) }));
    expect(await enrol({ kind: 'hub' })).toMatchObject({ status: 403, body: { error: 'code_refused' } });
    expect((await enrol({ kind: 'association' })).status).toBe(201);
  });

  it('lists desks, and those that are removed no more', async () => {
    const other = await enrolled(hub);
    const ids = async () => (await ask('GET', '/admin/clients')).body.clients.map(({ id }: { id: string }) => id);
    expect(await ids()).toEqual(expect.arrayContaining([admin.id, desk.id, other.id]));
    await admin.ask('DELETE', `/admin/clients/${other.id}`);
    expect(await ids()).not.toContain(other.id);
  });
});

describe('memberships', () => {
  const list = '医籍登録番号,氏名,性別,卒業年度,所属施設名,会員区分\n3003,医師　丙,女,2001,丙病院,A①\n3004,医師　丁,男,1999,丁病院,B\n';
  const order = (apply: boolean) => ({ association: 'city-list', apply, file: Buffer.from(list).toString('base64') });

  it('imports are listed with who did them, and whether they were undone', async () => {
    await put('city-list', city);
    await ask('POST', '/admin/membership/import', order(false));
    const imports = async () => (await ask('GET', '/admin/membership/imports?association=city-list')).body.imports;
    expect(await imports()).toEqual([]);
    const { id } = (await ask('POST', '/admin/membership/import', order(true))).body;
    expect(await imports()).toEqual([expect.objectContaining({ id, by: 'desk', rows: 2, persons: 2, state: 'applied' })]);
    await ask('POST', '/admin/membership/undo', { id });
    expect(await imports()).toEqual([expect.objectContaining({ id, state: 'undone' })]);
    expect((await ask('GET', '/admin/membership/imports?association=city-b')).body.imports).toEqual([]);
  });

  it('statistics have each table with its sums', async () => {
    await put('city-list', city);
    await ask('POST', '/admin/membership/import', order(true));
    const { body } = await ask('GET', '/admin/membership/statistics?association=city-list&language=en');
    expect(body.tables.map(({ breakdown }: { breakdown: string }) => breakdown)).toEqual(['sex', 'age', 'graduation', 'tier']);
    const bySex = body.tables[0].rows.map(({ id, cells }: { id: string; cells: number[] }) => [id, cells[0]]);
    expect(bySex).toEqual([
      ['all', 2],
      ['male', 1],
      ['female', 1],
    ]);
    expect(body.columns[0]).toMatchObject({ id: 'total', label: 'Total', sum: true });
  });

  it.each([
    ['no association', ''],
    ['a day that there is not', 'association=city-list&day=2026-02-30'],
    ['another language', 'association=city-list&language=fr'],
  ])('statistics with %s are refused', async (_what, query) => {
    expect((await ask('GET', `/admin/membership/statistics?${query}`)).status).toBe(400);
  });
});
