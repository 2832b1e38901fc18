import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '../../main/hub/hub.ts';
import { HUB } from '../../main/hub/store/actor.ts';
import { DOCTOR } from '../../main/membership/scim-doctor.ts';
import { enrolled, openHubOfTest, populate, type TestClient } from '../main/support/hub.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const SCIM = { 'content-type': 'application/scim+json' };
const MEMBERS = 5_000;
const FIRST = 100_001;
const PAGE = 250;

let hub: Hub;
let city: TestClient;
let reader: TestClient;

beforeAll(async () => {
  hub = await openHubOfTest();
  await populate(hub);
  city = await enrolled(hub);
  reader = await enrolled(hub, { association: 'city-a', scopes: ['members:read'] });
}, 120_000);
afterAll(() => hub?.[Symbol.asyncDispose]());

// biome-ignore lint/suspicious/noExplicitAny: whatever document SCIM answers
type Body = any;
async function ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}, client = city) {
  const response = await client.ask(method, `/scim/v2${path}`, body, { ...SCIM, ...headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as Body };
}
const query = (parameters: Readonly<Record<string, string>>) => `?${new URLSearchParams(parameters)}`;
const patch = (...Operations: readonly object[]) => ({ schemas: [PATCH_OP], Operations });
const barbara = (registrationNumber = '28190') => ({
  schemas: [USER, DOCTOR],
  userName: registrationNumber,
  externalId: 'bjensen',
  name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara' },
  emails: [{ value: 'bjensen@example.com', type: 'work', primary: true }],
  [DOCTOR]: { registrationNumber, associations: [{ value: 'city-a', class: 'B' }] },
});

describe('the examples of the RFCs, over HTTP with a token', () => {
  it('7644 section 4: says what it can do, to whoever asks', async () => {
    const { status, headers, body } = await ask('GET', '/ServiceProviderConfig');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/scim+json']);
    expect(body).toMatchObject({ patch: { supported: true }, bulk: { supported: true }, etag: { supported: true }, filter: { supported: true } });
    // RFC 9865 section 4.
    expect(body.pagination).toMatchObject({ cursor: true });
  });

  it('7644 section 3.3: makes Barbara, with her address and version', async () => {
    const { status, headers, body } = await ask('POST', '/Users', barbara());
    expect([status, headers.get('location'), headers.get('etag')]).toEqual([201, `${hub.url}/scim/v2/Users/28190`, body.meta.version]);
    expect(body).toMatchObject({ schemas: [USER, DOCTOR], id: '28190', name: { familyName: 'Jensen', givenName: 'Barbara' } });
    const again = await ask('POST', '/Users', barbara());
    expect([again.status, again.body]).toMatchObject([409, { schemas: [ERROR], scimType: 'uniqueness', status: '409' }]);
  });

  it.each<[string, string, string, unknown, number, object]>([
    ['3.4.1 one by number', 'GET', '/Users/28190', undefined, 200, { id: '28190', meta: { resourceType: 'User' } }],
    ['3.4.1 nobody', 'GET', '/Users/28191', undefined, 404, { schemas: [ERROR], status: '404' }],
    [
      '3.4.2 a list by filter',
      'GET',
      `/Users${query({ filter: 'name.familyName eq "Jensen"', attributes: 'userName' })}`,
      undefined,
      200,
      { schemas: [LIST], totalResults: 1, Resources: [{ id: '28190', userName: '28190' }] },
    ],
    ['3.4.2 an empty list', 'GET', `/Users${query({ filter: 'userName eq "nobody"' })}`, undefined, 200, { totalResults: 0 }],
    [
      '3.4.2.2 a filter with and, or, not',
      'GET',
      `/Users${query({ filter: 'name.givenName sw "Barb" and not (emails[type eq "home"])' })}`,
      undefined,
      200,
      { totalResults: 1 },
    ],
    ['3.4.2.2 no filter', 'GET', `/Users${query({ filter: 'userName eq' })}`, undefined, 400, { scimType: 'invalidFilter' }],
    [
      '3.4.3 a search in the body',
      'POST',
      '/Users/.search',
      { schemas: [SEARCH], attributes: ['displayName', 'userName'], filter: 'userName eq "28190"', startIndex: 1, count: 10 },
      200,
      { schemas: [LIST], totalResults: 1, startIndex: 1 },
    ],
    [
      '3.5.2.3 a value is replaced',
      'PATCH',
      '/Users/28190',
      patch({ op: 'replace', path: 'emails[type eq "work"].value', value: 'babs@example.com' }),
      200,
      { emails: [{ value: 'babs@example.com' }] },
    ],
    ['3.5.2.2 a value is removed', 'PATCH', '/Users/28190', patch({ op: 'remove', path: 'emails' }), 200, { id: '28190' }],
    ['3.5.2 no target', 'PATCH', '/Users/28190', patch({ op: 'remove' }), 400, { scimType: 'noTarget' }],
    ['3.12 not JSON', 'POST', '/Users', '{', 400, { schemas: [ERROR], scimType: 'invalidSyntax' }],
    ['3.11 no client is a doctor', 'GET', '/Me', undefined, 501, { schemas: [ERROR] }],
    ['7643 3.3 a group is an association', 'GET', '/Groups/city-a', undefined, 200, { id: 'city-a', displayName: 'city-a' }],
    ['9865 2.1 no cursor of ours', 'GET', `/Users${query({ cursor: 'never' })}`, undefined, 400, { scimType: 'invalidCursor' }],
    ['9865 2.1 no number', 'GET', `/Users${query({ cursor: '', count: 'many' })}`, undefined, 400, { scimType: 'invalidCount' }],
  ])('%s', async (_section, method, path, body, status, expected) => {
    const answer = await ask(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject(expected);
  });

  it('7644 section 3.14: a version is held, or has gone', async () => {
    const { headers } = await ask('GET', '/Users/28190');
    const held = headers.get('etag')!;
    expect((await ask('GET', '/Users/28190', undefined, { 'if-none-match': held })).status).toBe(304);
    const change = (name: string) => patch({ op: 'replace', path: 'name.givenName', value: name });
    const changed = await ask('PATCH', '/Users/28190', change('Babs'), { 'if-match': held });
    expect([changed.status, changed.headers.get('etag') === held]).toEqual([200, false]);
    expect((await ask('PATCH', '/Users/28190', change('Late'), { 'if-match': held })).status).toBe(412);
    expect((await ask('PUT', '/Users/28190', barbara(), { 'if-match': held })).status).toBe(412);
    expect((await ask('GET', '/Users/28190', undefined, { 'if-none-match': held })).body.name.givenName).toBe('Babs');
  });

  it('7644 section 3.14: of many who hold one version, one changes it', async () => {
    const { headers } = await ask('GET', '/Users/28190');
    const held = headers.get('etag')!;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        ask('PATCH', '/Users/28190', patch({ op: 'replace', path: 'name.givenName', value: `B${index}` }), { 'if-match': held }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...new Array<number>(7).fill(412)]);
  });

  it('7644 section 3.7: many changes at once, each for itself, by what they are called within the request', async () => {
    const { status, body } = await ask('POST', '/Bulk', {
      schemas: [BULK],
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'qwerty', data: barbara('28192') },
        { method: 'PATCH', path: '/Users/bulkId:qwerty', data: patch({ op: 'replace', path: 'name.givenName', value: 'Alice' }) },
        { method: 'PATCH', path: '/Users/2002', data: patch({ op: 'replace', path: 'name.givenName', value: 'Alice' }) },
        { method: 'PATCH', path: '/Users/28192', version: 'W/"0-0"', data: patch({ op: 'replace', path: 'name.givenName', value: 'Eve' }) },
      ],
    });
    expect([status, body.Operations.map(({ status: each }: { status: string }) => each)]).toEqual([200, ['201', '200', '404', '412']]);
    expect((await ask('GET', '/Users/28192')).body.name.givenName).toBe('Alice');
    const stopped = await ask('POST', '/Bulk', {
      schemas: [BULK],
      failOnErrors: 1,
      Operations: [
        { method: 'PATCH', path: '/Users/2002', data: patch() },
        { method: 'PATCH', path: '/Users/28192', data: patch({ op: 'replace', path: 'name.givenName', value: 'Eve' }) },
      ],
    });
    expect([stopped.body.Operations.length, (await ask('GET', '/Users/28192')).body.name.givenName]).toEqual([1, 'Alice']);
  });

  it('7644 section 2: a token without the right reads, and changes nothing', async () => {
    expect((await ask('GET', '/Users/28190', undefined, {}, reader)).status).toBe(200);
    const refused = await ask('PATCH', '/Users/28190', patch({ op: 'remove', path: 'emails' }), {}, reader);
    expect([refused.status, refused.body.schemas, refused.headers.get('www-authenticate')]).toEqual([
      403,
      [ERROR],
      'Bearer error="insufficient_scope", scope="members:write"',
    ]);
  });
});

describe(`${MEMBERS} members, page by page (RFC 9865)`, () => {
  const numbers = Array.from({ length: MEMBERS }, (_, index) => String(FIRST + index));
  beforeAll(async () => {
    for (let from = 0; from < MEMBERS; from += 1_000)
      await hub.parts.store.within(HUB, async (tx) => {
        const part = numbers.slice(from, from + 1_000);
        await tx
          .insertInto('person')
          .values(part.map((registration) => ({ registration, fields: JSON.stringify({ name: `医師　${registration}` }) })))
          .execute();
        const rest = { association: 'city-a', affiliation: '', class: 'A', national_class: 'A1', state: 'active', joined_on: '2020-04-01' } as const;
        await tx
          .insertInto('membership')
          .values(part.map((registration) => ({ ...rest, id: randomUUID(), registration, left_on: null, cause: null })))
          .execute();
      });
  }, 120_000);

  it.each<[string, Readonly<Record<string, string>>]>([
    ['by number', {}],
    ['by name, the last first', { sortBy: 'name.formatted', sortOrder: 'descending' }],
  ])('give everybody who was there all the time once, %s, whatever changes meanwhile', { timeout: 180_000 }, async (_order, sorted) => {
    const seen: string[] = [];
    const total = (await ask('GET', `/Users${query({ count: '0' })}`)).body.totalResults as number;
    const changed = new Set<string>();
    let cursor: string | undefined = '';
    for (let page = 0; cursor !== undefined; page += 1) {
      const { status, body } = await ask('GET', `/Users${query({ ...sorted, count: String(PAGE), attributes: 'userName', cursor })}`);
      expect(status).toBe(200);
      seen.push(...body.Resources.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
      // Beside the reader: somebody comes, and others, before and behind the place of the cursor, are changed.
      const made = String(300_000 + seen.length + (sorted['sortBy'] ? 100_000 : 0));
      const others = [numbers[page * 7]!, numbers[(page * 1_237) % MEMBERS]!];
      changed.add(made);
      await Promise.all([
        ask('POST', '/Users', barbara(made)),
        ...others.map((id) => ask('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'emails', value: [{ value: `${page}@example.com` }] }))),
      ]);
    }
    const came = new Set(seen);
    expect(came.size).toBe(seen.length);
    const sure = seen.filter((id) => !changed.has(id));
    expect(sure).toHaveLength(total);
    expect(numbers.filter((number) => !came.has(number))).toEqual([]);
    expect(seen).not.toContain('2002');
  });
});
