import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HUB } from '../../../../main/hub/store/actor.ts';
import type { HubStore } from '../../../../main/hub/store/hub-store.ts';
import { type VisibleRows, visibleRows } from '../../../../main/hub/scim/sight.ts';
import { openTestHub } from '../../support/hub-store.ts';
import { AUTHORITY, asking, DOCTOR, fill, memberOf } from './support/scim-hub.ts';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
let store: HubStore;
const own = memberOf('13-01');
const nobody = memberOf('13-03');

/** The filter of the code, and none at all: row-level security alone has to hold. */
const EVERY_ROW: VisibleRows = () => sql`true`;
const FILTERS: readonly (readonly [string, VisibleRows])[] = [
  ['with the filter of the code', visibleRows],
  ['with row-level security alone', EVERY_ROW],
];

beforeAll(async () => {
  store = await openTestHub();
  await fill(store, {
    associations: [
      ['jma', '日本医師会', 1, null, 'national'],
      ['13', '東京都医師会', 2, 'jma', 'national'],
      ['13-01', '甲医師会', 3, '13', 'hub'],
      ['13-02', '乙医師会', 3, '13', 'hub'],
      ['13-03', '丙医師会', 3, '13', 'hub'],
    ],
    persons: [
      ['1001', { name: '甲野　太郎', email: 'own@example.com' }],
      ['2002', { name: '乙川　花子', email: 'other@example.com', kana: 'オツカワ　ハナコ', birthDate: '1980-01-02' }],
      ['3003', { name: '両方　次郎' }],
      ['4004', { name: '無所属　四郎' }],
    ],
    rows: [
      { association: '13-01', registration: '1001' },
      { association: '13-02', registration: '2002', affiliation: '秘密病院' },
      { association: '13-01', registration: '3003', affiliation: '表病院' },
      { association: '13-02', registration: '3003', class: 'B', affiliation: '秘密病院' },
    ],
  });
});
afterAll(() => store[Symbol.asyncDispose]());

const everything = () =>
  store.within(HUB, async (tx) => ({
    persons: await tx.selectFrom('person').selectAll().orderBy('registration').execute(),
    rows: await tx.selectFrom('membership').selectAll().orderBy('id').execute(),
    associations: await tx.selectFrom('association').selectAll().orderBy('code').execute(),
  }));

describe.each(FILTERS)('an association, %s,', (_, rows) => {
  const ask: ReturnType<typeof asking> = (...asked) => asking(store, rows)(...asked);
  const list = async (filter: string, caller = own) => (await ask(caller, 'GET', `/Users?${new URLSearchParams({ filter })}`)).body;

  it.each([
    'userName eq "2002"',
    `${DOCTOR}:registrationNumber eq "2002"`,
    'id eq "4004"',
    'name.familyName eq "乙川"',
    'emails.value eq "other@example.com"',
    'emails[value sw "other"]',
    `${DOCTOR}:birthDate eq "1980-01-02"`,
    `${DOCTOR}:affiliation eq "秘密病院"`,
    `${DOCTOR}:associations[value eq "13-02"]`,
    `${DOCTOR}:associations.affiliation co "秘密"`,
    `${DOCTOR}:associations[class eq "B"]`,
    'groups.value eq "13-02"',
    'groups.display eq "乙医師会"',
    'not (id pr)',
  ])('finds and counts nobody by %s', async (filter) => {
    expect(await list(filter)).toMatchObject({ totalResults: 0, itemsPerPage: 0 });
    expect(await list(filter)).not.toHaveProperty('Resources');
  });

  it('lists and counts its own people alone', async () => {
    for (const query of ['', '?cursor=', '?filter=not%20(userName%20eq%20%22x%22)', '?sortBy=name.formatted&sortOrder=descending']) {
      const { body } = await ask(own, 'GET', `/Users${query}`);
      expect([body.totalResults, body.Resources.map(({ id }: { id: string }) => id).toSorted()]).toEqual([2, ['1001', '3003']]);
    }
    expect((await ask(nobody, 'GET', '/Users')).body.totalResults).toBe(0);
    expect((await ask(own, 'GET', '/Users?count=0')).body.totalResults).toBe(2);
  });

  it('reads nobody else, and of those whom it shares its own rows', async () => {
    for (const id of ['2002', '4004']) expect((await ask(own, 'GET', `/Users/${id}`)).status).toBe(404);
    const { body } = await ask(own, 'GET', '/Users/3003');
    expect([body.groups.length, body[DOCTOR].associations.map(({ affiliation }: { affiliation: string }) => affiliation)]).toEqual([1, ['表病院']]);
    expect(JSON.stringify(body)).not.toMatch(/秘密|13-02|乙/);
  });

  it('learns of an association no members but its own', async () => {
    const members = async (code: string) => (await ask(own, 'GET', `/Groups/${code}?attributes=members`)).body.members;
    expect([await members('13-02'), (await members('13-01')).length]).toEqual([undefined, 2]);
    expect((await ask(own, 'GET', `/Groups?${new URLSearchParams({ filter: 'members.value eq "2002"' })}`)).body.totalResults).toBe(0);
    expect((await ask(own, 'GET', `/Groups?${new URLSearchParams({ filter: 'members.value eq "3003"' })}`)).body.totalResults).toBe(1);
  });

  it('changes, deletes and overwrites nobody else, by whatever way', async () => {
    const before = await everything();
    const change = { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'name.formatted', value: '他人' }] };
    const put = { schemas: [USER], name: { formatted: '他人' } };
    for (const id of ['2002', '4004', '9999']) {
      expect((await ask(own, 'PATCH', `/Users/${id}`, change)).status).toBe(404);
      expect((await ask(own, 'PUT', `/Users/${id}`, put)).status).toBe(404);
      expect((await ask(own, 'DELETE', `/Users/${id}`)).status).toBe(404);
      expect((await ask(own, 'PATCH', `/Users/${id}`, change, { 'if-match': '*' })).status).toBe(404);
    }
    const bulk = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [
        { method: 'PATCH', path: '/Users/2002', data: change },
        { method: 'DELETE', path: '/Users/2002' },
      ],
    };
    expect((await ask(own, 'POST', '/Bulk', bulk)).body.Operations.map(({ status }: { status: string }) => status)).toEqual(['404', '404']);
    const made = (code: string) => ({
      schemas: [USER, DOCTOR],
      name: { formatted: '他人' },
      [DOCTOR]: { registrationNumber: '7007', associations: [{ value: code, class: 'B' }] },
    });
    expect((await ask(own, 'POST', '/Users', made('13-02'))).status).toBe(400);
    // A number that the hub knows: neither overwritten nor made a member, so that nothing of the person is learnt.
    const known = { ...made('13-01'), [DOCTOR]: { registrationNumber: '2002', associations: [{ value: '13-01', class: 'B' }] } };
    expect((await ask(own, 'POST', '/Users', known)).status).toBe(409);
    expect((await ask(own, 'GET', '/Users/2002')).status).toBe(404);
    expect(await everything()).toEqual(before);
  });

  it('adds no row of membership to those whom it has', async () => {
    const before = await everything();
    for (const value of ['13-01', '13-02'])
      for (const [path, given] of [
        [`${DOCTOR}:associations`, [{ value, class: 'Z' }]],
        ['groups', [{ value }]],
      ] as const)
        expect((await ask(own, 'PATCH', '/Users/1001', { schemas: [PATCH_OP], Operations: [{ op: 'add', path, value: given }] })).body.scimType).toBe(
          'mutability',
        );
    expect(await everything()).toEqual(before);
  });
});

describe.each(FILTERS)('the card authority, %s,', (_, rows) => {
  it('learns of no row beneath the national association, and changes nobody', async () => {
    const ask = asking(store, rows);
    const { body } = await ask(AUTHORITY, 'GET', '/Users');
    expect(JSON.stringify(body)).not.toMatch(/秘密|13-0|example\.com|1980/);
    expect((await ask(AUTHORITY, 'GET', `/Users?${new URLSearchParams({ filter: 'groups.value pr' })}`)).body.totalResults).toBe(0);
    expect((await ask(AUTHORITY, 'PUT', '/Users/1001', { schemas: [USER], name: { formatted: 'x' } })).status).toBe(403);
  });
});

describe('a transaction that says nobody', () => {
  it('sees nobody', async () =>
    expect(
      await store.within({ kind: 'gate', client: null, association: null }, async (tx) => [
        await tx.selectFrom('person').selectAll().execute(),
        await tx.selectFrom('membership').selectAll().execute(),
      ]),
    ).toEqual([[], []]));
});
