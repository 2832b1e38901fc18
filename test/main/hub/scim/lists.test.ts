import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matches, type Values } from '../../../../main/hub/scim/filter/evaluate.ts';
import { type Filter, printFilter } from '../../../../main/hub/scim/filter/tree.ts';
import { vocabularyOf } from '../../../../main/hub/scim/schema/attribute.ts';
import { USER } from '../../../../main/hub/scim/schema/user.ts';
import type { HubStore } from '../../../../main/hub/store/hub-store.ts';
import { openTestHub } from '../../support/hub-store.ts';
import { anyUserFilter, people } from './support/people.ts';
import { ADMINISTRATION, asking, DOCTOR, fill, memberOf } from './support/scim-hub.ts';

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const users = vocabularyOf(USER);
let now = new Date('2026-11-30T00:00:00Z');
let store: HubStore;
let ask: ReturnType<typeof asking>;
const own = memberOf('13-01');

beforeAll(async () => {
  store = await openTestHub(() => now);
  ask = asking(store);
  await fill(store, {
    associations: [
      ['jma', '日本医師会', 1, null, 'national'],
      ['13', '東京都医師会', 2, 'jma', 'national'],
      ['13-01', '甲医師会', 3, '13', 'hub'],
      ['13-02', '乙医師会', 3, '13', 'hub'],
    ],
  });
  for (const { at, ...person } of people) await fill(store, person, at);
}, 180_000);
afterAll(() => store[Symbol.asyncDispose]());

const list = async (parameters: Record<string, string>, caller = own, endpoint = 'Users') =>
  (await ask(caller, 'GET', `/${endpoint}?${new URLSearchParams(parameters)}`)).body;
const ids = (answer: { Resources?: readonly { id: string }[] }): readonly string[] => (answer.Resources ?? []).map(({ id }) => id);
/** Everybody whom a caller sees, by cursor, in the order that is asked for. */
async function all(parameters: Record<string, string>, caller = own): Promise<readonly Values[]> {
  const found: Values[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: { Resources?: readonly Values[]; nextCursor?: string } = await list({ count: '7', ...parameters, cursor }, caller);
    found.push(...(page.Resources ?? []));
    cursor = page.nextCursor;
  }
  return found;
}

describe('a filter', () => {
  it('is answered by the database as in memory', async () => {
    for (const caller of [own, ADMINISTRATION]) {
      const everybody = await all({ count: '1000' }, caller);
      const answers = new Map(everybody.map((user) => [user['id'], user]));
      await fc.assert(
        fc.asyncProperty(anyUserFilter, async (filter: Filter) => {
          const expected = [...answers.values()].filter((user) => matches(filter, user, users)).map((user) => user['id']);
          const answer = await list({ filter: printFilter(filter), count: '1000', attributes: 'id' }, caller);
          expect([answer.totalResults, ids(answer).toSorted()]).toEqual([expected.length, expected.toSorted()]);
        }),
        { numRuns: 150 },
      );
    }
  });

  it.each([
    ['invalidFilter', { filter: 'userName eq' }],
    ['invalidFilter', { filter: 'active gt true' }],
    ['invalidFilter', { filter: 'meta.version eq "W/\\"1-1\\""' }],
    ['invalidFilter', { filter: 'meta.location co "Users"' }],
    ['invalidFilter', { filter: 'groups.$ref pr' }],
    ['invalidValue', { sortBy: 'emails' }],
    ['invalidValue', { sortBy: 'nickName' }],
    ['invalidValue', { sortOrder: 'up' }],
    ['invalidValue', { count: 'many' }],
    ['invalidCount', { count: 'many', cursor: '' }],
    ['invalidValue', { startIndex: '1', cursor: '' }],
    ['invalidValue', { attributes: 'id', excludedAttributes: 'name' }],
    ['tooMany', { startIndex: '10001' }],
  ])('or a query is refused by %s: %j', async (scimType, parameters) => expect(await list(parameters)).toMatchObject({ status: '400', scimType }));
});

describe('a page', () => {
  it('by index says where it begins', async () => {
    const everybody = ids(await list({}));
    expect(await list({ startIndex: '3', count: '2', attributes: 'id' })).toMatchObject({
      schemas: [LIST],
      totalResults: everybody.length,
      startIndex: 3,
      itemsPerPage: 2,
    });
    expect(ids(await list({ startIndex: '3', count: '2' }))).toEqual(everybody.slice(2, 4));
    expect(ids(await list({ startIndex: '-5', count: '1' }))).toEqual(everybody.slice(0, 1));
    expect(await list({ startIndex: '9999' })).toEqual({ schemas: [LIST], totalResults: everybody.length, itemsPerPage: 0, startIndex: 9_999 });
    for (const count of ['0', '-1'])
      expect(await list({ count })).toEqual({ schemas: [LIST], totalResults: everybody.length, itemsPerPage: 0, startIndex: 1 });
  });

  it.each<[Record<string, string>, string]>([
    [{}, 'by number'],
    [{ sortOrder: 'descending' }, 'by number, the last first'],
    [{ sortBy: 'name.familyName' }, 'by a name that some do not have'],
    [{ sortBy: 'name.familyName', sortOrder: 'descending' }, 'the same the other way round'],
    [{ sortBy: `${DOCTOR}:graduationYear`, sortOrder: 'descending' }, 'by a number'],
    [{ sortBy: 'active' }, 'by truth'],
    [{ sortBy: 'meta.lastModified' }, 'by instant'],
    [{ filter: `${DOCTOR}:affiliation pr`, sortBy: `${DOCTOR}:affiliation` }, 'of a filter'],
  ])('by cursor goes on where the last one ended: %j, %s', async (parameters) => {
    const whole = await list({ ...parameters, count: '1000' });
    expect((await all(parameters)).map(({ id }) => id)).toEqual(ids(whole));
    expect(whole.totalResults).toBe(ids(whole).length);
  });

  it('is sorted with those without a value last, or first the other way round', async () => {
    const sorted = async (sortOrder: string) =>
      (await list({ sortBy: `${DOCTOR}:graduationYear`, sortOrder, count: '1000' })).Resources.map(
        (user: Values) => (user[DOCTOR] as Values)['graduationYear'] ?? null,
      );
    const [up, down] = [await sorted('ascending'), await sorted('descending')];
    const years = up.filter((year: number | null) => year !== null);
    expect(up).toEqual([...years.toSorted((a: number, b: number) => a - b), ...up.filter((year: number | null) => year === null)]);
    expect(down).toEqual(up.toReversed());
  });

  it('by cursor says no index, and how many there were at first', async () => {
    const first = await list({ cursor: '', count: '2' });
    expect([first.startIndex, first.itemsPerPage, typeof first.nextCursor]).toEqual([undefined, 2, 'string']);
    const second = await list({ cursor: first.nextCursor, count: '1' });
    expect([second.totalResults, second.itemsPerPage]).toEqual([first.totalResults, 1]);
    // Nobody reads in a cursor where the list had come to.
    expect(Buffer.from(first.nextCursor, 'base64url').includes(ids(first).at(-1)!)).toBe(false);
  });

  it('is not given for a cursor of another query, of another client, altered or old', async () => {
    const { nextCursor: cursor } = await list({ cursor: '', count: '2' });
    const wrong = { status: '400', scimType: 'invalidCursor' };
    expect(await list({ cursor, filter: 'active eq true' })).toMatchObject(wrong);
    expect(await list({ cursor, sortOrder: 'descending' })).toMatchObject(wrong);
    expect(await list({ cursor }, memberOf('13-02'))).toMatchObject(wrong);
    expect(await list({ cursor }, own, 'Groups')).toMatchObject(wrong);
    expect(await list({ cursor: cursor.slice(0, -4) })).toMatchObject(wrong);
    expect(await list({ cursor: 'x' })).toMatchObject(wrong);
    now = new Date(now.getTime() + 3_600_000);
    expect(await list({ cursor })).toMatchObject({ status: '400', scimType: 'expiredCursor' });
  });

  it('is asked for by a body too', async () => {
    const body = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter: 'active eq true',
      attributes: ['userName'],
      startIndex: 1,
      count: 3,
    };
    expect((await ask(own, 'POST', '/Users/.search', body)).body).toEqual(
      await list({ filter: 'active eq true', attributes: 'userName', count: '3' }),
    );
    expect((await ask(own, 'POST', '/Users/.search', { ...body, schemas: [] })).body).toMatchObject({ status: '400', scimType: 'invalidSyntax' });
  });
});

describe('associations', () => {
  it('are told with their members only where asked for by name', async () => {
    const active = ids(await list({ filter: 'groups.value eq "13-01"', count: '1000' }));
    const { body, headers } = await ask(own, 'GET', '/Groups/13-01');
    expect(body).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group', 'urn:hpki-desk:params:scim:schemas:association:2.0:Group'],
      id: '13-01',
      displayName: '甲医師会',
      'urn:hpki-desk:params:scim:schemas:association:2.0:Group': { tier: 3, above: '13', masteredBy: 'hub', memberList: expect.any(String) },
      meta: {
        resourceType: 'Group',
        lastModified: '2026-11-20T00:00:00.000Z',
        location: 'https://hub.example/scim/v2/Groups/13-01',
        version: headers['etag'],
      },
    });
    const members = (await ask(own, 'GET', '/Groups/13-01?attributes=members')).body.members;
    expect(members.map(({ value }: { value: string }) => value).toSorted()).toEqual(active.toSorted());
    expect(members[0]).toEqual({ value: members[0].value, $ref: `https://hub.example/scim/v2/Users/${members[0].value}`, type: 'User' });
    // Its list of members is a query of this service.
    const path = body['urn:hpki-desk:params:scim:schemas:association:2.0:Group'].memberList.split('/scim/v2')[1];
    expect((await ask(own, 'GET', path)).body.totalResults).toBe(active.length);
  });

  it.each([
    ['displayName ew "医師会"', ['13', '13-01', '13-02', 'jma']],
    ['urn:hpki-desk:params:scim:schemas:association:2.0:Group:tier eq 3', ['13-01', '13-02']],
    ['urn:hpki-desk:params:scim:schemas:association:2.0:Group:masteredBy eq "national" and id ne "13"', ['jma']],
  ])('are found by %s', async (filter, codes) => expect(ids(await list({ filter }, own, 'Groups')).toSorted()).toEqual(codes));

  it('are found by a member, and by no part of one', async () => {
    const [member] = ids(await list({ filter: 'groups.value eq "13-01"', count: '1' }));
    expect(ids(await list({ filter: `members.value eq "${member}"` }, own, 'Groups'))).toEqual(['13-01']);
    expect(await list({ filter: 'members.value sw "1"' }, own, 'Groups')).toMatchObject({ scimType: 'invalidFilter' });
  });

  it.each(['PUT', 'PATCH', 'DELETE'] as const)('are not changed by %s', async (method) =>
    expect((await ask(own, method, '/Groups/13-01', {})).status).toBe(405),
  );
  it('are told as nobody where there are none', async () => expect((await ask(own, 'GET', '/Groups/99')).status).toBe(404));
});
