import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HubStore } from '../../../../main/hub/store/hub-store.ts';
import { openTestHub } from '../../support/hub-store.ts';
import { AUTHORITY, asking, DOCTOR, fill, memberOf } from './support/scim-hub.ts';

/*
 * The examples of RFC 7643 section 8 and RFC 7644 section 3, with the fields of this service. Those that do not apply:
 * - nickName, profileUrl, title, userType, preferredLanguage, locale, timezone, password, ims, photos, entitlements, roles, x509Certificates, externalId and
 *   the enterprise extension (8.2, 8.3): nothing of the kind is kept of a doctor; they are left out where given, and have no value where asked for.
 * - Groups that are made and changed, members with it (8.4, 3.5.2, 3.7): memberships change by the procedures of membership.
 * - /Me (3.11): clients are not doctors. A search of the whole service (3.4.2.1, 3.4.3): doctors and associations have nothing in common to be asked for.
 */
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const own = memberOf('13-01');
let store: HubStore;
let ask: ReturnType<typeof asking>;

beforeAll(async () => {
  store = await openTestHub(() => new Date('2026-11-30T00:00:00Z'));
  ask = asking(store);
  await fill(store, {
    associations: [
      ['jma', '日本医師会', 1, null, 'national'],
      ['13', '東京都医師会', 2, 'jma', 'national'],
      ['13-01', '甲医師会', 3, '13', 'hub'],
    ],
  });
});
afterAll(() => store[Symbol.asyncDispose]());

const membership = { associations: [{ value: '13-01', class: 'B' }] };

describe('the RFC', () => {
  it('7644 section 3.3: makes Barbara, and leaves out what this service does not keep', async () => {
    const { status, headers, body } = await ask(own, 'POST', '/Users', {
      schemas: [USER],
      userName: '28190',
      externalId: 'bjensen',
      name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara' },
      [DOCTOR]: membership,
    });
    expect([status, headers['location'], body.meta.version === headers['etag'], body.meta.location === headers['location']]).toEqual([
      201,
      'https://hub.example/scim/v2/Users/28190',
      true,
      true,
    ]);
    expect([body.id, body.userName, body.externalId, body.name]).toEqual([
      '28190',
      '28190',
      undefined,
      { formatted: 'Jensen　Barbara', familyName: 'Jensen', givenName: 'Barbara' },
    ]);
  });

  it('7644 section 3.4.1: gives Barbara by her number', async () =>
    expect((await ask(own, 'GET', '/Users/28190')).body).toMatchObject({ schemas: [USER, DOCTOR], id: '28190', meta: { resourceType: 'User' } }));

  it('7644 section 3.4.2: lists names of users', async () =>
    expect((await ask(own, 'GET', '/Users?attributes=userName')).body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 1,
      itemsPerPage: 1,
      startIndex: 1,
      Resources: [{ schemas: [USER, DOCTOR], id: '28190', userName: '28190' }],
    }));

  it.each([
    ['userName eq "28190"', 1],
    [`name.familyName co "O'Malley"`, 0],
    ['userName sw "2"', 1],
    [`${USER}:userName sw "2"`, 1],
    ['title pr', 0],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', 1],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', 1],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', 0],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', 0],
    ['title pr and userType eq "Employee"', 0],
    ['title pr or userType eq "Intern"', 0],
    ['schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"', 0],
    [`schemas eq "${DOCTOR}"`, 1],
    ['userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', 0],
    ['userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', 1],
    ['userType eq "Employee" and (emails.type eq "work")', 0],
    ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', 0],
    ['emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]', 0],
  ])('7644 section 3.4.2.2: %s finds %i', async (filter, total) =>
    expect((await ask(own, 'GET', `/Users?${new URLSearchParams({ filter })}`)).body.totalResults).toBe(total),
  );

  it('7644 section 3.5.1: replaces Barbara, and only her', async () => {
    const { status, body } = await ask(own, 'PUT', '/Users/28190', {
      schemas: [USER],
      id: '28190',
      userName: '28190',
      name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara', middleName: 'Jane' },
      roles: [],
      emails: [{ value: 'bjensen@example.com', type: 'work' }],
    });
    expect([status, body.emails, body.name]).toEqual([
      200,
      [{ value: 'bjensen@example.com', type: 'work', primary: true }],
      { formatted: 'Jensen　Barbara', familyName: 'Jensen', givenName: 'Barbara' },
    ]);
  });

  it.each([
    [
      '3.5.2.1',
      { op: 'add', value: { phoneNumbers: [{ value: '555-0100', type: 'mobile' }] } },
      { phoneNumbers: [{ value: '555-0100', type: 'mobile' }] },
    ],
    ['3.5.2.2', { op: 'remove', path: 'phoneNumbers[type eq "mobile" and value ew "0100"]' }, { phoneNumbers: undefined }],
    [
      '3.5.2.3',
      { op: 'replace', path: 'addresses', value: [{ type: 'work', formatted: '911 Universal City Plaza', country: 'US' }] },
      { addresses: [{ type: 'work', formatted: '911 Universal City Plaza' }] },
    ],
    [
      '3.5.2.3',
      { op: 'replace', path: 'addresses[type eq "work"].formatted', value: '1010 Broadway Ave' },
      { addresses: [{ type: 'work', formatted: '1010 Broadway Ave' }] },
    ],
  ])('7644 section %s: %j', async (_, operation, changed) => {
    const { body } = await ask(own, 'PATCH', '/Users/28190', { schemas: [PATCH_OP], Operations: [operation] });
    expect(Object.keys(changed).map((name) => body[name])).toEqual(Object.values(changed));
  });

  it('7644 section 3.7: makes Alice in bulk and changes her in the same request', async () => {
    const { body } = await ask(own, 'POST', '/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      failOnErrors: 1,
      Operations: [
        {
          method: 'POST',
          path: '/Users',
          bulkId: 'qwerty',
          data: { schemas: [USER], userName: '28191', name: { formatted: 'Alice' }, [DOCTOR]: membership },
        },
        {
          method: 'PATCH',
          path: '/Users/bulkId:qwerty',
          data: { schemas: [PATCH_OP], Operations: [{ op: 'add', path: 'emails', value: [{ value: 'alice@example.com' }] }] },
        },
      ],
    });
    expect(body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
      Operations: [
        { method: 'POST', bulkId: 'qwerty', location: 'https://hub.example/scim/v2/Users/28191', version: expect.any(String), status: '201' },
        { method: 'PATCH', location: 'https://hub.example/scim/v2/Users/28191', version: expect.any(String), status: '200' },
      ],
    });
  });

  it('7644 section 3.12: tells errors in its shape', async () =>
    expect((await ask(own, 'GET', '/Users/2819c223-7f76-453a-919d-413861904646')).body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '404',
      detail: 'no such doctor',
    }));
});

describe('discovery', () => {
  it('RFC 7643 section 8.5, RFC 9865 section 4: what the service can do', async () =>
    expect((await ask(AUTHORITY, 'GET', '/ServiceProviderConfig')).body).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1_000, maxPayloadSize: 1_048_576 },
      filter: { supported: true, maxResults: 1_000 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      pagination: { cursor: true, index: true, defaultPaginationMethod: 'index', cursorTimeout: 3_600 },
    }));

  it('RFC 7643 section 8.6: kinds of resources, each by its name', async () => {
    const { body } = await ask(AUTHORITY, 'GET', '/ResourceTypes');
    expect(body.Resources.map(({ id, endpoint, schema }: Record<string, string>) => [id, endpoint, schema])).toEqual([
      ['User', '/Users', USER],
      ['Group', '/Groups', 'urn:ietf:params:scim:schemas:core:2.0:Group'],
    ]);
    expect((await ask(AUTHORITY, 'GET', '/ResourceTypes/User')).body).toEqual(body.Resources[0]);
  });

  it('RFC 7643 section 8.7: schemas, each by its name and with every characteristic', async () => {
    const { body } = await ask(AUTHORITY, 'GET', '/Schemas');
    expect(body.totalResults).toBe(4);
    for (const schema of body.Resources) {
      expect((await ask(AUTHORITY, 'GET', `/Schemas/${schema.id}`)).body).toEqual(schema);
      for (const attribute of schema.attributes)
        expect(Object.keys(attribute)).toEqual(
          expect.arrayContaining(['name', 'type', 'multiValued', 'description', 'required', 'caseExact', 'mutability', 'returned', 'uniqueness']),
        );
    }
  });

  it.each([
    ['/Schemas/urn:x', 404],
    ['/ResourceTypes/Printer', 404],
    ['/Schemas?filter=id%20pr', 403],
    ['/Me', 501],
    ['/Printers', 404],
  ])('%s is answered by %i', async (path, status) => expect((await ask(own, 'GET', path)).status).toBe(status));
});
