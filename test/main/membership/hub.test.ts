import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { hubSettings } from '../../../main/api/schema/membership.ts';
import { openHub } from '../../../main/membership/hub.ts';
import { offlineClient } from '../../../main/network/client.ts';
import { nodeHttpClient } from '../../../pki/network/node-client.ts';
import { loopbackOnly } from '../../support/loopback-only.ts';
import { web } from '../../support/web.ts';
import { fields, membershipDesk } from './support/membership-desk.ts';

const DOCTOR = 'urn:hpki-desk:params:scim:schemas:doctor:2.0:User';
const http = nodeHttpClient({ proxy: loopbackOnly });

const user = (registrationNumber: string, more: object = {}) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', DOCTOR],
  id: '1',
  userName: registrationNumber,
  name: { familyName: '田中', givenName: '太郎' },
  [DOCTOR]: { registrationNumber, phoneticName: 'タナカ　タロウ', affiliation: '甲病院', birthDate: '1970-01-02', myPage: true, ...more },
  meta: { resourceType: 'User' },
});

const list = (...Resources: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: Resources.length,
  startIndex: 1,
  itemsPerPage: Resources.length,
  ...(Resources.length > 0 && { Resources }),
});

const json =
  (body: unknown, status = 200) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/scim+json' }).end(typeof body === 'string' ? body : JSON.stringify(body));

/** A desk with a hub on loopback that gives one answer. */
async function deskWithHub(answer: (response: ServerResponse) => void, token = 'secret-token') {
  const desk = await membershipDesk();
  const server = await web((_request, response) => answer(response));
  const hub = await openHub({ ...desk, http });
  await hub.change({ url: `${server.origin}/scim/v2`, token });
  const questions = async () => (await desk.audit.list(null, 100)).filter(({ action }) => action === 'hub.asked').map(({ facts }) => facts);
  return { ...desk, server, hub, questions };
}

const question = { registration: '第123456号', reason: '当日受付', by: '受付 山田' };

describe('a question to the hub', () => {
  it('asks for exactly one number, with the token, and holds who was found', async () => {
    const { hub, server, people, questions } = await deskWithHub(json(list(user('123456'))));
    const found = await hub.ask(question);
    expect(found).toEqual({
      person: expect.any(String),
      registration: '123456',
      name: '田中　太郎',
      kana: 'タナカ　タロウ',
      affiliation: '甲病院',
      birthDate: '1970-01-02',
      myPage: true,
      booked: [],
      member: false,
    });
    expect(people.byRegistration('123456')).toEqual(found);
    const [asked] = server.seen;
    const url = new URL(asked!.path, server.origin);
    expect([asked!.method, url.pathname, Object.fromEntries(url.searchParams), asked!.headers.authorization, asked!.headers.accept]).toEqual([
      'GET',
      '/scim/v2/Users',
      { filter: `${DOCTOR}:registrationNumber eq "123456"`, count: '2' },
      'Bearer secret-token',
      'application/scim+json',
    ]);
    expect(await questions()).toEqual([{ hub: server.host, outcome: 'found', person: found!.person, reason: '当日受付', by: '受付 山田' }]);
  });

  it('gives nobody where the hub knows nobody', async () => {
    const { hub, people, questions } = await deskWithHub(json(list()));
    expect(await hub.ask(question)).toBeNull();
    expect(people.byRegistration('123456')).toBeNull();
    expect(await questions()).toMatchObject([{ outcome: 'not-found', person: null }]);
  });

  it('takes a number that the hub writes otherwise, and names that are not in parts', async () => {
    const { hub } = await deskWithHub(json(list({ displayName: '田中太郎', [DOCTOR]: { registrationNumber: '0123456' } })));
    expect(await hub.ask(question)).toMatchObject({ registration: '123456', name: '田中太郎', kana: '', birthDate: '', myPage: null });
  });

  it('leaves no number, name, reason or token in clear on the disk', async () => {
    const { hub, store } = await deskWithHub(json(list(user('123456'))));
    await hub.ask(question);
    const { database } = store.folder;
    const rest = Buffer.concat([await readFile(database), await readFile(`${database}-wal`)]);
    for (const text of ['123456', '田中', '当日受付', '山田', 'secret-token']) expect([text, rest.includes(text)]).toEqual([text, false]);
  });

  it.each([
    ['another person than asked for', json(list(user('123457'))), 'HUB_REFUSED'],
    ['two persons', json(list(user('123456'), user('123456'))), 'HUB_REFUSED'],
    ['more than it shows', json({ ...list(user('123456')), totalResults: 2 }), 'HUB_REFUSED'],
    ['fewer than it says', json({ ...list(), totalResults: 1 }), 'HUB_REFUSED'],
    ['no list', json({ ...list(user('123456')), schemas: [] }), 'HUB_REFUSED'],
    ['a user without number', json(list({ ...user('123456'), [DOCTOR]: {} })), 'HUB_REFUSED'],
    ['a birth date that is none', json(list(user('123456', { birthDate: '1970-02-31' }))), 'HUB_REFUSED'],
    ['a name that is too long', json(list(user('123456', { phoneticName: 'ア'.repeat(1_001) }))), 'HUB_REFUSED'],
    ['no JSON', json('<html>'), 'HUB_REFUSED'],
    ['that the token is wrong', json({}, 401), 'HUB_REFUSED'],
    ['that it may not', json({}, 403), 'HUB_REFUSED'],
    ['a fault of its own', json({}, 500), 'NETWORK_STATUS'],
    ['too much', json(' '.repeat(70_000)), 'NETWORK_TOO_LARGE'],
    ['another server', (response: ServerResponse) => void response.writeHead(302, { location: 'http://127.0.0.2/' }).end(), 'HOST_NOT_ALLOWED'],
    ['nothing', (response: ServerResponse) => void response.destroy(), 'NETWORK_INTERRUPTED'],
  ])('is refused when it answers %s', async (_what, answer, code) => {
    const { hub, people, questions } = await deskWithHub(answer);
    await expect(hub.ask(question)).rejects.toMatchObject({ code });
    expect(people.byRegistration('123456')).toBeNull();
    expect(await questions()).toMatchObject([{ outcome: code, person: null }]);
  });

  it.each([
    ['no number', { registration: '12345678' }, 'REGISTRATION_WRONG'],
    ['no reason', { reason: '　' }, 'REASON_NEEDED'],
    ['nobody who asks', { by: ' ' }, 'REASON_NEEDED'],
  ])('with %s is not put', async (_what, change, code) => {
    const { hub, server, questions } = await deskWithHub(json(list()));
    await expect(hub.ask({ ...question, ...change })).rejects.toMatchObject({ code });
    expect([server.seen, await questions()]).toEqual([[], []]);
  });

  it('needs a hub', async () => {
    const desk = await membershipDesk();
    const hub = await openHub({ ...desk, http });
    await expect(hub.ask(question)).rejects.toMatchObject({ code: 'HUB_NOT_SET' });
  });

  it('needs a network', async () => {
    const desk = await membershipDesk();
    const hub = await openHub({ ...desk, http: offlineClient });
    await hub.change({ url: 'https://hub.example/', token: 't' });
    await expect(hub.ask(question)).rejects.toMatchObject({ code: 'NETWORK_OFF' });
  });

  it('fills what was not known of somebody held, and changes nothing that was', async () => {
    const { hub, people } = await deskWithHub(json(list(user('123456'))));
    const { person } = await people.ensure(fields('123456', '田中　太郎', { affiliation: '乙医院' }));
    expect(await hub.ask(question)).toMatchObject({ person, affiliation: '乙医院', kana: 'タナカ　タロウ' });
  });
});

describe('the settings of the hub', () => {
  const sent = async (changes: readonly (readonly [path: string, token: string])[]) => {
    const { hub, server } = await deskWithHub(json(list()), 'first');
    for (const [path, token] of changes) await hub.change({ url: path === '' ? '' : new URL(path, server.origin).href, token });
    if (hub.settings.url === '') return null;
    await hub.ask(question);
    return server.seen.at(-1)!.headers.authorization ?? '';
  };

  it.each([
    ['an empty token keeps the one known', [['/other', '']], 'Bearer first'],
    ['a new token counts', [['/scim', 'second']], 'Bearer second'],
    [
      'a hub that was forgotten takes its token along',
      [
        ['', ''],
        ['/scim', ''],
      ],
      '',
    ],
    ['no hub', [['', '']], null],
  ] as const)('%s', async (_what, changes, authorization) => expect(await sent(changes)).toBe(authorization));

  it('send a token to no other server', async () => {
    const { hub } = await deskWithHub(json(list()));
    expect(await hub.change({ url: 'https://hub.example/', token: '' })).toEqual({ url: 'https://hub.example/', hasToken: false });
  });

  it('are there again, and are in the audit log without the token', async () => {
    const { hub, store, audit, people, server } = await deskWithHub(json(list(user('123456'))));
    expect(hub.settings).toEqual({ url: `${server.origin}/scim/v2`, hasToken: true });
    const again = await openHub({ store, audit, people, http });
    await again.ask(question);
    expect(server.seen[0]!.headers.authorization).toBe('Bearer secret-token');
    const changes = (await audit.list(null, 10)).filter(({ action }) => action === 'hub.changed');
    expect(changes.map(({ facts }) => facts)).toEqual([{ url: `${server.origin}/scim/v2`, token: true }]);
  });

  it.each([
    ['https://hub.example/scim/v2', true],
    ['http://127.0.0.1:8080/scim', true],
    ['http://localhost/scim', true],
    ['http://[::1]:8080/', true],
    ['', true],
    ['http://hub.example/scim', false],
    ['http://127.0.0.1.example/', false],
    ['https://user:secret@hub.example/', false],
    ['https://hub.example/?a=b', false],
    ['https://hub.example/#a', false],
    ['ftp://hub.example/', false],
    ['hub.example', false],
  ])('take %j: %s', (url, taken) => expect(hubSettings.shape.url.safeParse(url).success).toBe(taken));
});
