import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listResponse, personOf } from '../../../../main/membership/scim-doctor.ts';
import type { MembershipEvent } from '../../../../main/membership/tiers/change-events.ts';
import type { HubStore } from '../../../../main/hub/store/hub-store.ts';
import { HUB } from '../../../../main/hub/store/actor.ts';
import { openTestHub } from '../../support/hub-store.ts';
import { ADMINISTRATION, AUTHORITY, asking, DOCTOR, empty, fill, memberOf } from './support/scim-hub.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
let now = new Date('2026-11-30T00:00:00Z');
let store: HubStore;
const told: MembershipEvent[] = [];
let ask: ReturnType<typeof asking>;
const own = memberOf('13-01');
const other = memberOf('13-02');
const national = memberOf('13');

beforeAll(async () => {
  store = await openTestHub(() => now);
  ask = asking(store, undefined, told);
  await fill(store, {
    associations: [
      ['jma', '日本医師会', 1, null, 'national'],
      ['13', '東京都医師会', 2, 'jma', 'national'],
      ['14', '神奈川県医師会', 2, 'jma', 'hub'],
      ['13-01', '甲医師会', 3, '13', 'hub'],
      ['13-02', '乙医師会', 3, '13', 'hub'],
    ],
  });
});
afterAll(() => store[Symbol.asyncDispose]());

const tanaka = {
  ...{
    name: '田中　太郎',
    kana: 'タナカ　タロウ',
    affiliation: '甲病院',
    birthDate: '1970-01-02',
    myPage: 'true',
    sex: 'male',
    graduationYear: '1994',
  },
  ...{ email: 'taro@example.com', phone: '03-1', fax: '03-9', address: '文京区本駒込2-28-16', postalCode: '113-8621', note: 'kept' },
};
beforeEach(async () => {
  told.length = 0;
  now = new Date('2026-11-30T00:00:00Z');
  await empty(store);
  await fill(store, {
    persons: [
      ['123456', tanaka],
      ['200001', { name: '山田　花子' }],
      ['200002', { name: '鈴木一郎' }],
      ['300001', { name: '全国　次郎' }],
    ],
    rows: [
      { association: '13-01', registration: '123456', affiliation: '甲病院' },
      { association: '13-02', registration: '200001' },
      { association: '13-01', registration: '200002', ended: true },
      { association: '13-01', registration: '300001' },
      { association: '13', registration: '300001' },
      { association: 'jma', registration: '300001' },
    ],
  });
});

/** Versions of a doctor: of the person, and of the rows of membership. */
const versionNamed = (person: number) => expect.stringMatching(new RegExp(`^W/"${person}-[\\w-]{12}"$`));
const version = versionNamed(1);
/** The version as it is now. */
const versionNow = async (registration = '123456') => (await ask(own, 'GET', `/Users/${registration}`)).headers['etag']!;
const row = {
  ...{ value: '13-01', $ref: 'https://hub.example/scim/v2/Groups/13-01', display: '甲医師会', affiliation: '甲病院', class: 'A1', active: true },
  joinedOn: '2020-04-01',
};
const user = {
  schemas: [USER, DOCTOR],
  id: '123456',
  userName: '123456',
  name: { formatted: '田中　太郎', familyName: '田中', givenName: '太郎' },
  displayName: '田中　太郎',
  active: true,
  emails: [{ value: 'taro@example.com', type: 'work', primary: true }],
  phoneNumbers: [
    { value: '03-1', type: 'work' },
    { value: '03-9', type: 'fax' },
  ],
  addresses: [{ formatted: '文京区本駒込2-28-16', postalCode: '113-8621', type: 'work' }],
  groups: [{ value: '13-01', $ref: 'https://hub.example/scim/v2/Groups/13-01', display: '甲医師会', type: 'direct' }],
  [DOCTOR]: {
    ...{ registrationNumber: '123456', phoneticName: 'タナカ　タロウ', affiliation: '甲病院', birthDate: '1970-01-02', myPage: true, sex: 'male' },
    ...{ graduationYear: 1994, associations: [row] },
  },
  meta: {
    ...{ resourceType: 'User', created: '2026-11-20T00:00:00.000Z', lastModified: '2026-11-20T00:00:00.000Z' },
    ...{ location: 'https://hub.example/scim/v2/Users/123456', version },
  },
};
const refused = (status: number, scimType?: string) => ({
  status,
  body: {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType && { scimType }),
    detail: expect.any(String),
  },
});
const query = (parameters: Record<string, string>) => `/Users?${new URLSearchParams(parameters)}`;
const keptFields = (registration: string) =>
  store.within(HUB, async (tx) => tx.selectFrom('person').select(['fields', 'version']).where('registration', '=', registration).executeTakeFirst());
const patch = (...Operations: object[]) => ({ schemas: [PATCH_OP], Operations });

describe('a doctor who is read', () => {
  it('is told whole, with version and type', async () => {
    const { status, headers, body } = await ask(own, 'GET', '/Users/123456');
    expect([status, headers['etag'], headers['content-type'], body]).toEqual([200, version, 'application/scim+json', user]);
  });

  it.each([
    ['attributes', 'userName', { schemas: user.schemas, id: '123456', userName: '123456' }],
    ['attributes', 'name.familyName,NAME.GIVENNAME,nobody', { schemas: user.schemas, id: '123456', name: { familyName: '田中', givenName: '太郎' } }],
    ['attributes', `${DOCTOR}:associations.class`, { schemas: user.schemas, id: '123456', [DOCTOR]: { associations: [{ class: 'A1' }] } }],
    ['attributes', DOCTOR, { schemas: user.schemas, id: '123456', [DOCTOR]: user[DOCTOR] }],
    [
      'excludedAttributes',
      `${DOCTOR},emails,phoneNumbers,addresses,groups,meta,active,name.formatted,id`,
      {
        ...{ schemas: user.schemas, id: '123456', userName: '123456', name: { familyName: '田中', givenName: '太郎' }, displayName: '田中　太郎' },
      },
    ],
  ])('shows %s %s', async (parameter, names, shown) =>
    expect((await ask(own, 'GET', `/Users/123456?${new URLSearchParams({ [parameter]: names })}`)).body).toEqual(shown),
  );

  it('is not sent again to who holds the version', async () => {
    const held = await versionNow();
    expect(await ask(own, 'GET', '/Users/123456', null, { 'if-none-match': `W/"0-0", ${held}` })).toEqual({
      status: 304,
      headers: { etag: held },
      body: null,
    });
    expect((await ask(own, 'GET', '/Users/123456', null, { 'if-none-match': 'W/"0-0"' })).status).toBe(200);
  });

  it('is found by the question of a desk', async () => {
    const { body } = await ask(own, 'GET', query({ filter: `${DOCTOR}:registrationNumber eq "123456"`, count: '2' }));
    const { totalResults, Resources } = listResponse.parse(body);
    expect([totalResults, Resources.map(personOf)]).toEqual([
      1,
      [{ registration: '123456', name: '田中　太郎', kana: 'タナカ　タロウ', affiliation: '甲病院', birthDate: '1970-01-02', myPage: true }],
    ]);
    expect((await ask(own, 'GET', query({ filter: `${DOCTOR}:registrationNumber eq "9"`, count: '2' }))).body).toEqual({
      ...{ schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 0, itemsPerPage: 0, startIndex: 1 },
    });
  });

  it('is told to the card authority by number, names and memberships of the national association only', async () => {
    const { body } = await ask(AUTHORITY, 'GET', '/Users/300001');
    expect([Object.keys(body), Object.keys(body[DOCTOR]), body[DOCTOR].associations.map(({ value }: { value: string }) => value)]).toEqual([
      ['schemas', 'id', 'userName', 'name', 'displayName', 'active', 'groups', DOCTOR, 'meta'],
      ['registrationNumber', 'associations'],
      ['jma'],
    ]);
    const { body: taro } = await ask(AUTHORITY, 'GET', '/Users/123456');
    expect([taro.active, taro[DOCTOR]]).toEqual([false, { registrationNumber: '123456', phoneticName: 'タナカ　タロウ' }]);
    // What is not told is not there to filter and sort by.
    expect((await ask(AUTHORITY, 'GET', query({ filter: `${DOCTOR}:birthDate eq "1970-01-02"` }))).body.totalResults).toBe(0);
    expect(await ask(AUTHORITY, 'GET', query({ sortBy: `${DOCTOR}:birthDate` }))).toMatchObject(refused(400, 'invalidValue'));
  });
});

describe('a doctor who is made', () => {
  const body = (more: object = {}, doctor: object = {}) => ({
    schemas: [USER, DOCTOR],
    name: { familyName: '佐藤', givenName: '三郎' },
    ...more,
    [DOCTOR]: { registrationNumber: '第４００００１号', associations: [{ value: '13-01', class: 'B', affiliation: '丙医院' }], ...doctor },
  });

  it('is told with address and version, a member from today on', async () => {
    const { status, headers, body: made } = await ask(own, 'POST', '/Users', body());
    expect([status, headers['location'], headers['etag'], made]).toEqual([
      201,
      'https://hub.example/scim/v2/Users/400001',
      version,
      expect.anything(),
    ]);
    expect([made.id, made.name.formatted, made.active, made[DOCTOR].associations]).toEqual([
      '400001',
      '佐藤　三郎',
      true,
      [{ ...row, class: 'B', affiliation: '丙医院', nationalClass: 'B', joinedOn: '2026-11-30' }],
    ]);
    expect((await ask(own, 'GET', '/Users/400001')).body).toEqual(made);
    expect((await ask(other, 'GET', '/Users/400001')).status).toBe(404);
    const event = {
      registration: '400001',
      association: '13-01',
      tier: 3,
      nationalClass: 'B',
      effectiveOn: '2026-11-30',
      cause: 'join',
      class: 'B',
      affiliation: '丙医院',
    };
    expect(told).toEqual([{ type: 'joined', ...event, membership: expect.any(String) }]);
  });

  it.each([
    [400, 'invalidValue', 'no number', own, body({}, { registrationNumber: null })],
    [400, 'invalidValue', 'a number of nobody', own, body({}, { registrationNumber: 'bjensen' })],
    [400, 'invalidValue', 'two numbers', own, body({ userName: '400002' })],
    [400, 'invalidValue', 'no name', own, body({ name: {} })],
    [400, 'invalidValue', 'no membership', own, body({}, { associations: [] })],
    [400, 'invalidValue', 'a membership of others', own, body({}, { associations: [{ value: '13-02', class: 'B' }] })],
    [400, 'invalidValue', 'a membership without a class', own, body({}, { associations: [{ value: '13-01' }] })],
    [400, 'invalidValue', 'a class of nobody', own, body({}, { associations: [{ value: '13-01', class: 'Z' }] })],
    [
      400,
      'invalidValue',
      'one membership twice',
      own,
      body(
        {},
        {
          associations: [
            { value: '13-01', class: 'B' },
            { value: '13-01', class: 'C' },
          ],
        },
      ),
    ],
    [400, 'invalidValue', 'a day to come', own, body({}, { associations: [{ value: '13-01', class: 'B', joinedOn: '2026-12-01' }] })],
    [400, 'invalidValue', 'an association of nobody', ADMINISTRATION, body({}, { associations: [{ value: '99', class: 'B' }] })],
    [403, undefined, 'an association that is joined with others', memberOf('14'), body({}, { associations: [{ value: '14', class: 'B' }] })],
    [400, 'invalidValue', 'no sex', own, body({}, { sex: 'x' })],
    [400, 'invalidValue', 'no day', own, body({}, { birthDate: '1970-02-30' })],
    [400, 'invalidValue', 'no year', own, body({}, { graduationYear: 19_940 })],
    [400, 'invalidValue', 'a private address', own, body({ emails: [{ value: 'a@example.com', type: 'home' }] })],
    [400, 'invalidValue', 'two addresses', own, body({ emails: [{ value: 'a@example.com' }, { value: 'b@example.com', type: 'work' }] })],
    [400, 'invalidSyntax', 'no schema', own, { userName: '400001' }],
    [409, 'uniqueness', 'a number of their own', own, body({}, { registrationNumber: '123456' })],
    [409, 'uniqueness', 'a number of others', own, body({}, { registrationNumber: '200001' })],
    [403, undefined, 'an association that the national system keeps', national, body({}, { associations: [{ value: '13', class: 'B' }] })],
    [403, undefined, 'the card authority', AUTHORITY, body()],
  ])('is refused with %s %s: %s', async (status, scimType, _, caller, given) => {
    expect(await ask(caller, 'POST', '/Users', given)).toMatchObject(refused(status, scimType));
    expect(await keptFields('400001')).toBeUndefined();
  });
});

describe('a doctor who is changed', () => {
  it('by PATCH, version and instant with it', async () => {
    now = new Date('2026-11-30T01:00:00Z');
    const { status, headers, body } = await ask(
      own,
      'PATCH',
      '/Users/123456',
      patch({ op: 'replace', path: 'name.familyName', value: '山本' }, { op: 'remove', path: 'emails' }),
    );
    expect([status, headers['etag'], body.name, body.emails, body.meta.lastModified, body.meta.created]).toEqual([
      200,
      versionNamed(2),
      { formatted: '山本　太郎', familyName: '山本', givenName: '太郎' },
      undefined,
      '2026-11-30T01:00:00.000Z',
      '2026-11-20T00:00:00.000Z',
    ]);
    const event = {
      registration: '123456',
      association: '13-01',
      tier: 3,
      nationalClass: '',
      effectiveOn: '2026-11-30',
      cause: 'scim',
      class: 'A1',
      affiliation: '甲病院',
    };
    const person = { name: '山本　太郎', kana: 'タナカ　タロウ' };
    expect(told).toEqual([{ type: 'name-changed', ...event, person, membership: expect.any(String) }]);
    // What SCIM says nothing of stays.
    expect(await keptFields('123456')).toEqual({ version: 2, fields: { ...tanaka, name: '山本　太郎', email: '' } });
  });

  it('by PATCH of the whole name', async () => {
    const { body } = await ask(own, 'PATCH', '/Users/123456', patch({ op: 'replace', path: 'name.formatted', value: '山本 次郎' }));
    expect(body.name).toEqual({ formatted: '山本 次郎', familyName: '山本', givenName: '次郎' });
  });

  it('not at all by what is there already', async () => {
    now = new Date('2026-11-30T01:00:00Z');
    const { status, body } = await ask(own, 'PATCH', '/Users/123456', patch({ op: 'add', path: `${DOCTOR}:affiliation`, value: '甲病院' }));
    expect([status, body, told]).toEqual([200, user, []]);
  });

  it('by PUT of what was read, not at all', async () => expect((await ask(own, 'PUT', '/Users/123456', user)).body).toEqual(user));

  it('by PUT, cleared of what is left out', async () => {
    await ask(own, 'PUT', '/Users/123456', { schemas: [USER], name: { formatted: '田中　太郎' } });
    expect((await keptFields('123456'))!.fields).toEqual({
      ...Object.fromEntries(Object.keys(tanaka).map((name) => [name, ''])),
      ...{ name: '田中　太郎', note: 'kept' },
    });
  });

  it.each([
    [404, undefined, 'a doctor of others', own, '200001'],
    [404, undefined, 'nobody', own, '7'],
    [404, undefined, 'what no database holds', own, '%00'],
    [403, undefined, 'a member of before', own, '200002'],
    [403, undefined, 'a member whom the national system keeps', own, '300001'],
    [403, undefined, 'the same for the administration', ADMINISTRATION, '300001'],
    [403, undefined, 'an association that the national system keeps', national, '300001'],
    [403, undefined, 'the card authority', AUTHORITY, '123456'],
  ])('is refused with %s %s: %s', async (status, scimType, _, caller, registration) => {
    for (const [method, body] of [
      ['PATCH', patch({ op: 'replace', path: `${DOCTOR}:affiliation`, value: '丁' })],
      ['PUT', { schemas: [USER], name: { formatted: '丁' } }],
    ] as const)
      expect(await ask(caller, method, `/Users/${registration}`, body)).toMatchObject(refused(status, scimType));
  });

  it('only in the version that is asked for', async () => {
    const change = patch({ op: 'replace', path: `${DOCTOR}:affiliation`, value: '丁' });
    expect(await ask(own, 'PATCH', '/Users/123456', change, { 'if-match': 'W/"0-1"' })).toMatchObject(refused(412));
    const held = await versionNow();
    expect((await ask(own, 'PATCH', '/Users/123456', change, { 'if-match': held })).status).toBe(200);
    expect(await ask(own, 'PATCH', '/Users/123456', change, { 'if-match': held })).toMatchObject(refused(412));
  });
});

describe('a doctor who is deleted', () => {
  it('has no memberships', async () => {
    await fill(store, { persons: [['500001', { name: '無所属　四郎' }]] });
    expect((await ask(ADMINISTRATION, 'DELETE', '/Users/500001', null, { 'if-match': 'W/"9-9"' })).status).toBe(412);
    expect(await ask(ADMINISTRATION, 'DELETE', '/Users/500001')).toEqual({ status: 204, headers: {}, body: null });
    expect((await ask(ADMINISTRATION, 'GET', '/Users/500001')).status).toBe(404);
  });
  it.each([
    [409, 'a member', own, '123456'],
    [409, 'a member of before', own, '200002'],
    [409, 'a member of anybody', ADMINISTRATION, '200001'],
    [404, 'a doctor of others', own, '200001'],
    [403, 'the card authority', AUTHORITY, '123456'],
  ])('not with %s: %s', async (status, _, caller, registration) => {
    expect((await ask(caller, 'DELETE', `/Users/${registration}`)).status).toBe(status);
    expect(await keptFields(registration)).toBeDefined();
  });
});

describe('changes in bulk', () => {
  const make = (bulkId: string, registrationNumber: string) => ({
    ...{ method: 'POST', path: '/Users', bulkId },
    data: { schemas: [USER], name: { formatted: '新　人' }, [DOCTOR]: { registrationNumber, associations: [{ value: '13-01', class: 'B' }] } },
  });
  const change = (path: string, version?: string) => ({
    ...{ method: 'PATCH', path, ...(version && { version }) },
    data: patch({ op: 'replace', path: `${DOCTOR}:affiliation`, value: '丁' }),
  });
  const bulk = async (Operations: readonly object[], more: object = {}) =>
    (await ask(own, 'POST', '/Bulk', { schemas: [BULK], Operations, ...more })).body.Operations;
  const place = (id: string) => `https://hub.example/scim/v2/Users/${id}`;

  it('run one by one, each told of', async () =>
    expect(
      await bulk([
        make('a', '400001'),
        change('/Users/123456', await versionNow()),
        change('/Users/200001'),
        { method: 'DELETE', path: '/Users/123456' },
      ]),
    ).toEqual([
      { method: 'POST', bulkId: 'a', location: place('400001'), version, status: '201' },
      { method: 'PATCH', location: place('123456'), version: versionNamed(2), status: '200' },
      { method: 'PATCH', status: '404', response: refused(404).body },
      { method: 'DELETE', status: '409', response: refused(409).body },
    ]));

  it('wait for what they name', async () =>
    expect((await bulk([change('/Users/bulkId:a'), make('a', '400001')])).map(({ status }: { status: string }) => status)).toEqual(['200', '201']));

  it.each([
    ['nobody', [change('/Users/bulkId:z')], ['409']],
    ['what failed', [make('a', '123456'), change('/Users/bulkId:a')], ['409', '409']],
    [
      'each other',
      [
        { ...change('/Users/bulkId:b'), bulkId: 'a' },
        { ...change('/Users/bulkId:a'), bulkId: 'b' },
      ],
      ['409', '409'],
    ],
  ])('are refused where they name %s', async (_, operations, statuses) =>
    expect((await bulk(operations)).map(({ status }: { status: string }) => status)).toEqual(statuses),
  );

  it('end after so many failures', async () => {
    const results = await bulk([change('/Users/7'), change('/Users/8'), change('/Users/123456')], { failOnErrors: 2 });
    expect(results.map(({ status }: { status: string }) => status)).toEqual(['404', '404']);
    expect((await keptFields('123456'))!.version).toBe(1);
  });

  it.each([
    [404, { method: 'PATCH', path: '/Groups/13-01', data: {} }],
    [404, { method: 'PATCH', path: '/Users', data: {} }],
    [404, { method: 'POST', path: '/Users/123456', bulkId: 'a', data: {} }],
    [404, { method: 'PATCH', path: '/Users/%E0', data: {} }],
    [412, change('/Users/123456', 'W/"7-7"')],
    [400, { ...change('/Users/123456'), data: {} }],
  ])('tell %s of %j', async (status, operation) => expect((await bulk([operation]))[0].status).toBe(String(status)));

  it.each([
    [400, 'no method', { schemas: [BULK], Operations: [{ path: '/Users/7' }] }],
    [400, 'a method of nobody', { schemas: [BULK], Operations: [{ method: 'GET', path: '/Users/7' }] }],
    [400, 'no bulkId', { schemas: [BULK], Operations: [{ method: 'POST', path: '/Users' }] }],
    [400, 'a bulkId twice', { schemas: [BULK], Operations: [make('a', '1'), make('a', '2')] }],
    [400, 'nothing to do', { schemas: [BULK], Operations: [] }],
    [400, 'no number of failures', { schemas: [BULK], Operations: [make('a', '1')], failOnErrors: 0 }],
    [413, 'more than are taken', { schemas: [BULK], Operations: Array.from({ length: 1_001 }, (_, index) => make(`b${index}`, '1')) }],
  ])('are refused whole with %s: %s', async (status, _, body) => expect((await ask(own, 'POST', '/Bulk', body)).status).toBe(status));
});
