import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '../../../../main/hub/hub.ts';
import type { ProcedureView } from '../../../../main/hub/membership/procedures.ts';
import { HUB } from '../../../../main/hub/store/actor.ts';
import { enrolled, openHubOfTest, populate, type TestClient } from '../../support/hub.ts';

let hub: Hub;
const desks: Record<string, TestClient> = {};
beforeAll(async () => {
  hub = await openHubOfTest();
  await populate(hub);
  for (const association of ['city-a', 'pref-a', 'national', 'city-b'])
    desks[association] = await enrolled(hub, { kind: 'association', association });
  desks['authority'] = await enrolled(hub, { kind: 'authority' });
  desks['reader'] = await enrolled(hub, { kind: 'association', association: 'city-a', scopes: ['members:read'] });
}, 120_000);
afterAll(() => hub[Symbol.asyncDispose]());

const as = async (who: string, method: string, path: string, body?: unknown) => {
  const answer = await desks[who]!.ask(method, `/membership${path}`, body);
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text };
};
const listed = async (who: string, query = ''): Promise<readonly ProcedureView[]> => (await as(who, 'GET', `/procedures${query}`)).body.procedures;

const CLINIC = '青柳皮膚科医院';
const join = (...associations: readonly string[]) => ({
  kind: 'join',
  affiliation: CLINIC,
  classes: associations.map((association) => ({ association, class: 'A1' })),
});
const WITHDRAW = { kind: 'withdraw', affiliation: CLINIC, associations: ['national'], wishedOn: '2026-12-31', reason: 'retired' };
let number = 5000;
/** Somebody who has joined. */
async function member(): Promise<string> {
  const registration = String(++number);
  const all = ['city-a', 'pref-a', 'national'];
  const { body } = await as('city-a', 'POST', '/procedures', {
    registration,
    person: { name: `会員${registration}`, birthDate: '1970-01-01' },
    request: join(...all),
  });
  for (const association of all) await as(association, 'POST', `/procedures/${body.id}/decisions`, { decision: 'approve', corrected: 0 });
  return registration;
}

describe('a procedure over HTTP', () => {
  it('is planned without a trace, asked for, counted, seen where it has a part, decided in order', async () => {
    const registration = '3003';
    const request = join('city-a', 'pref-a');
    const plan = await as('city-a', 'POST', '/plan', { registration, request });
    expect(plan.body.steps.map(({ association, part }: { association: string; part: string }) => `${association} ${part}`)).toEqual([
      'city-a decides',
      'pref-a decides',
    ]);
    expect(await listed('city-a', `?state=all&registration=${registration}`)).toEqual([]);
    const asked = await as('city-a', 'POST', '/procedures', { registration, person: { name: '日医　太郎', birthDate: '1970-01-01' }, request });
    expect(asked.status).toBe(200);
    const { id } = asked.body;
    expect((await as('city-a', 'GET', '/pending')).body.counts).toEqual([{ association: 'city-a', kind: 'join', decides: 1, informed: 0 }]);
    const [seen] = await listed('pref-a');
    expect(seen).toMatchObject({ id, registration, state: 'pending', turn: 'city-a', own: false, byProxy: true, person: { name: '日医　太郎' } });
    expect([await listed('city-b', '?state=all'), await listed('national')]).toEqual([[], []]);
    const decided = (who: string) => as(who, 'POST', `/procedures/${id}/decisions`, { decision: 'approve', note: '可', corrected: 0 });
    expect(await decided('pref-a')).toEqual({
      status: 409,
      body: { error: 'MEMBERSHIP_DECISION_REFUSED', description: '', detail: { reason: 'not_yet' } },
    });
    expect((await decided('city-b')).status).toBe(404);
    expect((await decided('city-a')).body).toEqual({ state: 'pending' });
    expect((await decided('pref-a')).body).toEqual({ state: 'effective' });
    expect((await as('city-a', 'GET', `/people/${registration}`)).body).toMatchObject({
      fields: { name: '日医　太郎' },
      rows: [{ association: 'city-a', affiliation: CLINIC, class: 'A1', state: 'active', reliefs: [] }],
      consented: false,
    });
  });

  it('is corrected and taken back by whoever asked, while it waits', async () => {
    const registration = await member();
    const { id } = (await as('city-a', 'POST', '/procedures', { registration, request: WITHDRAW })).body;
    const corrected = { ...WITHDRAW, wishedOn: '2027-03-31' };
    expect((await as('pref-a', 'PUT', `/procedures/${id}`, { request: corrected, corrected: 0 })).status).toBe(403);
    expect((await as('city-a', 'PUT', `/procedures/${id}`, { request: { ...corrected, kind: 'certificate' }, corrected: 0 })).status).toBe(400);
    expect((await as('city-a', 'PUT', `/procedures/${id}`, { request: corrected, corrected: 0 })).status).toBe(204);
    expect((await listed('city-a')).find((each) => each.id === id)).toMatchObject({ own: true, corrected: 1, request: { wishedOn: '2027-03-31' } });
    expect((await as('pref-a', 'DELETE', `/procedures/${id}`)).status).toBe(403);
    expect((await as('city-a', 'DELETE', `/procedures/${id}`)).status).toBe(204);
    expect((await as('city-a', 'DELETE', `/procedures/${id}`)).body.error).toBe('MEMBERSHIP_PROCEDURE_CLOSED');
  });

  it('warns of what is lost before a withdrawal, in the order of the papers', async () => {
    const registration = await member();
    const { body } = await as('city-a', 'POST', '/plan', { registration, request: WITHDRAW });
    expect(body.warnings.map(({ id }: { id: string }) => id)).toEqual(['benefits', 'certain']);
    expect(body.pattern).not.toBeNull();
  });

  it('issues the certificate of membership once it is approved', async () => {
    const registration = await member();
    const request = { kind: 'certificate', affiliation: CLINIC, association: 'city-a' };
    const { id } = (await as('city-a', 'POST', '/procedures', { registration, request })).body;
    expect((await as('city-a', 'GET', `/procedures/${id}/certificate`)).body.error).toBe('MEMBERSHIP_PROCEDURE_CLOSED');
    await as('city-a', 'POST', `/procedures/${id}/decisions`, { decision: 'approve', corrected: 0 });
    const file = await desks['city-a']!.ask('GET', `/membership/procedures/${id}/certificate`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await file.text()).startsWith('%PDF-')).toBe(true);
    expect((await as('city-b', 'GET', `/procedures/${id}/certificate`)).status).toBe(404);
  });

  it('pages through many, the newest first', async () => {
    const rows = await listed('city-a', '?state=all');
    const older = await listed('city-a', `?state=all&before=${rows[1]!.id}`);
    expect(older.map(({ id }) => id)).toEqual(rows.slice(2).map(({ id }) => id));
  });

  it.each([
    [403, 'insufficient_scope', 'reader', 'POST', '/plan', { registration: '1001', request: WITHDRAW }],
    [403, 'insufficient_scope', 'authority', 'POST', '/procedures', { registration: '1001', request: WITHDRAW }],
    [403, 'MEMBERSHIP_NOT_YOURS', 'city-b', 'POST', '/plan', { registration: '1001', request: { ...WITHDRAW, affiliation: 'x' } }],
    [403, 'MEMBERSHIP_NOT_YOURS', 'city-b', 'POST', '/procedures', { registration: '1001', request: { ...WITHDRAW, affiliation: 'x' } }],
    [400, 'order_wrong', 'city-a', 'POST', '/procedures', { registration: '01001', request: WITHDRAW }],
    [400, 'MEMBERSHIP_REQUEST_WRONG', 'city-a', 'POST', '/procedures', { registration: '1001', request: { kind: 'none' } }],
    [404, 'PERSON_UNKNOWN', 'city-b', 'GET', '/people/1001', undefined],
    [404, 'PERSON_UNKNOWN', 'city-a', 'GET', '/people/999999', undefined],
    [400, 'order_wrong', 'city-a', 'GET', '/procedures?state=some', undefined],
  ])('refuses with %i %s: %s %s %s', async (status, error, who, method, path, body) => {
    expect(await as(who, method, path, body)).toMatchObject({ status, body: { error } });
  });
});

describe('an association and people who are not its own', () => {
  const SECRET = { name: '医師　b', kana: 'イシ', birthDate: '1961-02-03', address: '秘密の住所', mobile: '090-0000-0000' };
  beforeAll(() =>
    hub.parts.store.within(HUB, (tx) =>
      tx
        .updateTable('person')
        .set({ fields: JSON.stringify(SECRET) })
        .where('registration', '=', '2002')
        .execute(),
    ),
  );
  const joinAt = (affiliation: string) => ({ ...join('city-a'), affiliation });
  const known = { name: '医師　b', birthDate: '1961-02-03' };
  const asked = (order: object) => as('city-a', 'POST', '/procedures', { registration: '2002', request: joinAt('甲医院'), ...order });

  it.each([
    ['without saying who it is', {}, 'identity_needed'],
    ['without the birth date', { person: { name: '医師　b' } }, 'identity_needed'],
    ['with another birth date', { person: { ...known, birthDate: '1961-02-04' } }, 'identity_differs'],
    ['with another name', { person: { ...known, name: '別人　太郎' } }, 'identity_differs'],
    ['into a group of others', { person: known, request: joinAt('') }, null],
  ])('cannot have them join %s', async (_how, order, reason) => {
    const { status, body } = await asked(order);
    expect(status).toBe(400);
    if (reason !== null) expect(body.detail.reason).toBe(reason);
  });

  it('reads of a stranger what it said itself, before and after it is taken back, and no consent is made', async () => {
    const { body } = await asked({ person: known, consents: [{ document: 'terms', terms: '2026-11' }] });
    const seen = async () => (await listed('city-a', '?state=all&registration=2002')).map(({ person }) => person);
    expect(await seen()).toEqual([known]);
    expect((await as('city-b', 'GET', '/people/2002')).body.consented).toBe(false);
    expect(await listed('city-b', '?state=all&registration=2002')).toEqual([]);
    await as('city-a', 'DELETE', `/procedures/${body.id}`);
    expect(await seen()).toEqual([known]);
    expect((await as('city-a', 'GET', '/people/2002')).status).toBe(404);
  });

  it('keeps no group of theirs from its own association by asking', async () => {
    const pending = await asked({ person: known, request: joinAt('新しい病院') });
    const own = await as('city-b', 'POST', '/procedures', { registration: '2002', request: { ...join('city-b'), affiliation: '新しい病院' } });
    expect(own.status).toBe(200);
    for (const [who, { body }] of [
      ['city-a', pending],
      ['city-b', own],
    ] as const)
      await as(who, 'DELETE', `/procedures/${body.id}`);
  });

  it('leaves nobody behind who never joined, whatever was said of them', async () => {
    const first = await as('city-a', 'POST', '/procedures', {
      registration: '7777',
      person: { name: '嘘　太郎', birthDate: '1900-01-01' },
      request: join('city-a'),
    });
    await as('city-a', 'DELETE', `/procedures/${first.body.id}`);
    const person = { name: '本当　花子', birthDate: '1980-01-01' };
    expect((await as('city-b', 'POST', '/procedures', { registration: '7777', person, request: join('city-b') })).status).toBe(200);
  });

  it.each([
    ['a birth date that is none', { name: 'あ　い', birthDate: 'garbage' }],
    ['a sex that is none', { ...known, sex: 'x' }],
    ['a control character', { ...known, kana: 'ア\u0000イ' }],
    ['a field that is none', { ...known, secret: 'x' }],
  ])('cannot write %s', async (_what, person) => {
    expect((await as('city-a', 'POST', '/procedures', { registration: '7778', person, request: join('city-a') })).body.error).toBe('order_wrong');
  });

  it('has no move planned from a workplace that it does not know', async () => {
    const transfer = { kind: 'transfer', affiliation: '', to: CLINIC, classes: [{ association: 'city-a', class: 'A1' }] };
    for (const affiliation of ['どこかの病院', '乙病院'])
      expect((await as('city-a', 'POST', '/plan', { registration: '2002', request: { ...transfer, affiliation } })).status).toBe(403);
  });

  it('cannot turn a correction to them', async () => {
    const registration = await member();
    const { body } = await as('city-a', 'POST', '/procedures', { registration, request: WITHDRAW });
    const elsewhere = { ...WITHDRAW, affiliation: '別院', associations: ['city-b'] };
    const refusal = await as('city-a', 'PUT', `/procedures/${body.id}`, { request: elsewhere, corrected: 0 });
    expect([refusal.status, refusal.body.detail.reason]).toEqual([400, 'group_fixed']);
  });

  it('the card authority is shown names alone, of national members alone', async () => {
    expect((await as('authority', 'GET', '/people/2002')).body.fields).toEqual({ name: SECRET.name, kana: SECRET.kana });
    expect((await as('authority', 'GET', '/people/3003')).status).toBe(404);
  });

  it('a plan tells associations and no rows', async () => {
    const registration = await member();
    const { body } = await as('city-a', 'POST', '/plan', { registration, request: WITHDRAW });
    expect(body.intents).toEqual([{ intent: 'end', association: 'national' }]);
  });
});

describe('an answer is to what was looked at', () => {
  it('and not to what it was corrected to meanwhile', async () => {
    const registration = await member();
    const change = (id: string) => ({ kind: 'change-class', affiliation: CLINIC, classes: [{ association: 'pref-a', class: id }] });
    const { id } = (await as('city-a', 'POST', '/procedures', { registration, request: change('B') })).body;
    expect((await as('city-a', 'PUT', `/procedures/${id}`, { request: change('C'), corrected: 0 })).status).toBe(204);
    const decide = (corrected: number) => as('pref-a', 'POST', `/procedures/${id}/decisions`, { decision: 'approve', corrected });
    expect((await decide(0)).body.error).toBe('MEMBERSHIP_CHANGED_SINCE');
    expect((await as('city-a', 'PUT', `/procedures/${id}`, { request: change('B'), corrected: 0 })).body.error).toBe('MEMBERSHIP_CHANGED_SINCE');
    expect((await decide(1)).body).toEqual({ state: 'effective' });
  });

  it('and not to what others would have to be asked about by now', async () => {
    const registration = String(++number);
    const { id } = (
      await as('city-a', 'POST', '/procedures', {
        registration,
        person: { name: `会員${registration}`, birthDate: '1970-01-01' },
        request: join('city-a'),
      })
    ).body;
    await as('city-a', 'POST', `/procedures/${id}/decisions`, { decision: 'approve', corrected: 0 });
    const leave = await as('city-a', 'POST', '/procedures', { registration, request: { ...WITHDRAW, associations: ['city-a'] } });
    await hub.parts.store.within(HUB, (tx) =>
      tx
        .insertInto('membership')
        .values({
          ...{ association: 'pref-a', id: randomUUID(), registration, affiliation: CLINIC, class: 'A1', national_class: 'A1' },
          ...{ state: 'active', joined_on: null, left_on: null, cause: null },
        })
        .execute(),
    );
    const decided = await as('city-a', 'POST', `/procedures/${leave.body.id}/decisions`, { decision: 'approve', corrected: 0 });
    expect(decided.body.error).toBe('MEMBERSHIP_CHANGED_SINCE');
  });
});

describe('consent at the first login', () => {
  it('stands until it is taken back', async () => {
    const stands = async () => (await as('city-a', 'GET', '/people/1001')).body.consented;
    const write = (who: string, order: object) => as(who, 'POST', '/people/1001/consents', { terms: '2026-04', ...order });
    expect((await write('city-b', {})).status).toBe(404);
    expect([(await write('city-a', {})).status, await stands()]).toEqual([204, true]);
    await write('city-a', { state: 'taken-back' });
    expect(await stands()).toBe(false);
  });
});

describe('what sources do not agree on', () => {
  const PRINTED = { male: { A1: 10 }, female: { A1: 5 }, all: { total: 16 } };

  it('is opened, seen by its association alone, and settled once with a reason', async () => {
    const { body } = await as('national', 'POST', '/figures', { association: 'national', printed: PRINTED });
    expect(body.differences.length).toBeGreaterThan(0);
    const open = (await as('national', 'GET', '/reconciliation')).body;
    expect([open.count, open.items[0].kind]).toEqual([body.differences.length, 'figure']);
    expect((await as('city-b', 'GET', '/reconciliation')).body).toEqual({ items: [], count: 0 });
    const settle = (who: string, note: string) => as(who, 'POST', `/reconciliation/${open.items[0].id}/settlement`, { note });
    expect((await settle('city-b', '確認')).status).toBe(404);
    expect((await settle('national', ' ')).status).toBe(400);
    expect((await settle('national', '印刷の誤り')).status).toBe(204);
    expect((await settle('national', '印刷の誤り')).status).toBe(404);
    expect((await as('national', 'GET', '/reconciliation?state=settled')).body.items[0]).toMatchObject({ state: 'settled', note: '印刷の誤り' });
  });
});
