import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '../../../../main/hub/hub.ts';
import { type Actor, HUB } from '../../../../main/hub/store/actor.ts';
import type { HubTables } from '../../../../main/hub/store/schema.ts';
import { enrolled, openHubOfTest, populate, type TestClient } from '../../support/hub.ts';

let hub: Hub;
let cityA: TestClient;
beforeAll(async () => {
  const wide = { burst: 10_000, perSecond: 10_000 };
  hub = await openHubOfTest({ limits: { client: wide, person: wide, address: wide } });
  await populate(hub);
  await hub.parts.store.within(HUB, (tx) => tx.updateTable('membership').set({ affiliation: AT, class: 'A1' }).execute());
  cityA = await enrolled(hub);
}, 60_000);
afterAll(() => hub?.[Symbol.asyncDispose]());

const TERMS = { terms: '2026-11' };
const AT = '検証病院';
const join = (affiliation = '新医院') => ({ kind: 'join', affiliation, classes: [{ association: 'city-a', class: 'A1' }] });
const withdraw = (warned: readonly string[]) => ({
  ...{ kind: 'withdraw', affiliation: AT, associations: ['city-a'], wishedOn: '2099-12-31', reason: 'retired', warned },
});

async function signedIn(registration: string, { consents = true } = {}): Promise<TestClient> {
  const client = await enrolled(hub, { kind: 'person', registration });
  if (consents) expect((await client.ask('POST', `/membership/people/${registration}/consents`, TERMS)).status).toBe(204);
  return client;
}
/** What is read of answers here. */
interface Told {
  readonly error?: string;
  readonly id?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly consented?: boolean;
  readonly rows?: readonly { readonly association: string }[];
  readonly warnings?: readonly { readonly id: string }[];
  readonly procedures?: readonly {
    readonly id: string;
    readonly own: boolean;
    readonly byProxy: boolean;
    readonly person: object;
    readonly steps: readonly { readonly note: string }[];
  }[];
}
const told = async (answer: Promise<Response>): Promise<{ readonly status: number; readonly body: Told }> => {
  const response = await answer;
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as Told) : {} };
};
const refusal = async (answer: Promise<Response>) => {
  const { status, body } = await told(answer);
  return [status, body.error];
};
const asked = async (client: TestClient, registration: string, request: object, more: object = {}): Promise<string> => {
  const { status, body } = await told(client.ask('POST', '/membership/procedures', { registration, request, ...more }));
  expect([status, body.error]).toEqual([200, undefined]);
  return body.id!;
};

describe('before somebody has consented to the handling of personal data', () => {
  it.each([
    ['their record', 'GET', '/membership/people/1001', undefined],
    ['their procedures', 'GET', '/membership/procedures', undefined],
    ['what would follow', 'POST', '/membership/plan', { registration: '1001', request: join() }],
    ['a request', 'POST', '/membership/procedures', { registration: '1001', request: join() }],
    ['an association', 'GET', '/membership/associations/city-a', undefined],
  ])('%s stays closed', async (_what, method, path, body) => {
    const client = await signedIn('1001', { consents: false });
    expect(await refusal(client.ask(method, path, body))).toEqual([409, 'CONSENT_NEEDED']);
  });

  it('nobody else consents for them: neither their association, nor with a request for them', async () => {
    const client = await signedIn('1001', { consents: false });
    expect((await cityA.ask('POST', '/membership/people/1001/consents', TERMS)).status).toBe(204);
    const terms = { consents: [{ document: 'terms', ...TERMS }] };
    const id = await asked(cityA, '1001', { kind: 'certificate', affiliation: AT, association: 'city-a' }, terms);
    expect(await refusal(client.ask('GET', '/membership/people/1001'))).toEqual([409, 'CONSENT_NEEDED']);
    await cityA.ask('DELETE', `/membership/procedures/${id}`);
  });

  it('and once it was taken back, it is closed again, whatever their association says', async () => {
    const client = await signedIn('1001');
    const record = () => client.ask('GET', '/membership/people/1001');
    expect((await record()).status).toBe(200);
    await client.ask('POST', '/membership/people/1001/consents', { ...TERMS, state: 'taken-back' });
    await cityA.ask('POST', '/membership/people/1001/consents', TERMS);
    expect(await refusal(record())).toEqual([409, 'CONSENT_NEEDED']);
    expect((await told(cityA.ask('GET', '/membership/people/1001'))).body.consented).toBe(false);
  });
});

describe('somebody who signed in', () => {
  it('sees their memberships in every association', async () => {
    const client = await signedIn('1001');
    const { body } = await told(client.ask('GET', '/membership/people/1001'));
    expect([body.fields, body.consented, body.rows!.map((row) => row.association).toSorted()]).toEqual([
      { name: '医師　a' },
      true,
      ['city-a', 'national', 'pref-a'],
    ]);
  });

  it.each([
    ['the record', 'GET', '/membership/people/2002', undefined, [404, 'PERSON_UNKNOWN']],
    ['a plan', 'POST', '/membership/plan', { registration: '2002', request: join() }, [403, 'MEMBERSHIP_NOT_YOURS']],
    ['a request', 'POST', '/membership/procedures', { registration: '2002', request: join() }, [403, 'MEMBERSHIP_NOT_YOURS']],
    ['a consent', 'POST', '/membership/people/2002/consents', TERMS, [404, 'PERSON_UNKNOWN']],
  ])('does not get at another’s: %s', async (_what, method, path, body, expected) => {
    const client = await signedIn('1001');
    expect(await refusal(client.ask(method, path, body))).toEqual(expected);
  });

  it('asks, corrects and takes back, from any client of their own, and nobody else does', async () => {
    const [one, other, stranger] = [await signedIn('1001'), await signedIn('1001'), await signedIn('2002')];
    const id = await asked(one, '1001', { kind: 'certificate', affiliation: AT, association: 'city-a' });
    const { body } = await told(other.ask('GET', '/membership/procedures'));
    expect(body.procedures!.map(({ id: each, own, byProxy }) => [each, own, byProxy])).toEqual([[id, true, false]]);
    const path = `/membership/procedures/${id}`;
    expect(await refusal(stranger.ask('DELETE', path))).toEqual([404, 'MEMBERSHIP_PROCEDURE_UNKNOWN']);
    expect(await refusal(cityA.ask('DELETE', path))).toEqual([403, 'MEMBERSHIP_NOT_YOURS']);
    expect((await other.ask('DELETE', path)).status).toBe(204);
  });

  it('reads what their association asked for them, and leaves it to the association', async () => {
    const client = await signedIn('1001');
    const id = await asked(cityA, '1001', { kind: 'certificate', affiliation: AT, association: 'city-a' });
    const { body } = await told(client.ask('GET', '/membership/procedures'));
    expect(body.procedures!.map(({ id: each, own, byProxy }) => [each, own, byProxy])).toEqual([[id, false, true]]);
    expect(await refusal(client.ask('DELETE', `/membership/procedures/${id}`))).toEqual([403, 'MEMBERSHIP_NOT_YOURS']);
    await cityA.ask('DELETE', `/membership/procedures/${id}`);
  });

  it('is told no note that offices write for each other, but why they refuse', async () => {
    const client = await signedIn('1001');
    const notes = async (decision: 'approve' | 'refuse') => {
      const id = await asked(client, '1001', { kind: 'certificate', affiliation: AT, association: 'city-a' });
      await cityA.ask('POST', `/membership/procedures/${id}/decisions`, { decision, note: '覚書', corrected: 0 });
      const { body } = await told(client.ask('GET', '/membership/procedures?state=all'));
      return body.procedures!.find((each) => each.id === id)!.steps.map(({ note }) => note);
    };
    expect([await notes('approve'), await notes('refuse')]).toEqual([[''], ['覚書']]);
  });

  it('is not shown whom an office meant by a mistyped number', async () => {
    const client = await signedIn('4004');
    const id = await asked(cityA, '4004', join('誤記医院'), { person: { name: '他人　花子', birthDate: '1990-01-02' } });
    const { body } = await told(client.ask('GET', '/membership/procedures'));
    expect(body.procedures!.map((each) => [each.id, each.person])).toEqual([[id, {}]]);
  });

  it('does not fill an office’s list: ten requests wait at once', async () => {
    const client = await signedIn('5005');
    const person = { name: '多数　一郎', birthDate: '1990-01-01' };
    for (let index = 0; index < 10; index += 1) await asked(client, '5005', join(`第${index}医院`), { person });
    const another = () => client.ask('POST', '/membership/procedures', { registration: '5005', person, request: join('第十一医院') });
    expect(await refusal(another())).toEqual([409, 'MEMBERSHIP_PENDING']);
    const { body } = await told(client.ask('GET', '/membership/procedures'));
    await client.ask('DELETE', `/membership/procedures/${body.procedures![0]!.id}`);
    expect((await another()).status).toBe(200);
  });

  it('does not tell of their own death', async () => {
    const client = await signedIn('1001');
    const request = { ...withdraw(['benefits', 'certain']), reason: 'death', wishedOn: '2026-11-01' };
    for (const path of ['/membership/plan', '/membership/procedures'])
      expect(await refusal(client.ask('POST', path, { registration: '1001', request }))).toEqual([400, 'MEMBERSHIP_REQUEST_WRONG']);
  });

  it('has what they asked for changed by nobody; whoever runs the hub may take it back', async () => {
    const [client, admin] = [await signedIn('1001'), await enrolled(hub, { kind: 'hub' })];
    const request = { kind: 'certificate', affiliation: AT, association: 'city-a' };
    const path = `/membership/procedures/${await asked(client, '1001', request)}`;
    expect(await refusal(admin.ask('PUT', path, { request, corrected: 0 }))).toEqual([403, 'MEMBERSHIP_NOT_YOURS']);
    expect((await admin.ask('DELETE', path)).status).toBe(204);
  });

  it('gets the certificate once the association approved it', async () => {
    const client = await signedIn('1001');
    const id = await asked(client, '1001', { kind: 'certificate', affiliation: AT, association: 'city-a' });
    const file = () => client.ask('GET', `/membership/procedures/${id}/certificate`);
    expect(await refusal(file())).toEqual([409, 'MEMBERSHIP_PROCEDURE_CLOSED']);
    expect((await cityA.ask('POST', `/membership/procedures/${id}/decisions`, { decision: 'approve', corrected: 0 })).status).toBe(200);
    const answer = await file();
    expect([
      answer.status,
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ]).toEqual([200, '%PDF-']);
  });

  it('withdraws after both warnings, also when the request is corrected', async () => {
    const client = await signedIn('1001');
    const request = (warned: readonly string[]) => client.ask('POST', '/membership/procedures', { registration: '1001', request: withdraw(warned) });
    expect(await refusal(request(['benefits']))).toEqual([400, 'MEMBERSHIP_REQUEST_WRONG']);
    const { body } = await told(client.ask('POST', '/membership/plan', { registration: '1001', request: withdraw([]) }));
    const all = body.warnings!.map(({ id }) => id);
    const id = await asked(client, '1001', withdraw(all));
    const correct = (warned: readonly string[]) =>
      client.ask('PUT', `/membership/procedures/${id}`, { request: { ...withdraw(warned), wishedOn: '2098-12-31' }, corrected: 0 });
    expect(await refusal(correct(['benefits']))).toEqual([400, 'MEMBERSHIP_REQUEST_WRONG']);
    expect((await correct(all)).status).toBe(204);
    await client.ask('DELETE', `/membership/procedures/${id}`);
  });

  it('joins as somebody whom the hub did not know, by the name and birth date that they say', async () => {
    const client = await signedIn('3003');
    expect(await refusal(client.ask('GET', '/membership/people/3003'))).toEqual([404, 'PERSON_UNKNOWN']);
    for (const person of [undefined, { name: '新人　三郎' }, { birthDate: '1990-01-01' }])
      expect(await refusal(client.ask('POST', '/membership/procedures', { registration: '3003', person, request: join() }))).toEqual([
        404,
        'PERSON_UNKNOWN',
      ]);
    const id = await asked(client, '3003', join(), { person: { name: '新人　三郎', birthDate: '1990-01-01' } });
    expect((await cityA.ask('POST', `/membership/procedures/${id}/decisions`, { decision: 'approve', corrected: 0 })).status).toBe(200);
    const { body } = await told(client.ask('GET', '/membership/people/3003'));
    expect([body.fields!.name, body.rows!.map((row) => row.association)]).toEqual(['新人　三郎', ['city-a']]);
  });

  it('is nobody any more once the client was removed', async () => {
    const [client, admin] = [await signedIn('1001'), await enrolled(hub, { kind: 'hub' })];
    expect((await admin.ask('DELETE', `/admin/clients/${client.id}`)).status).toBe(204);
    expect((await client.ask('GET', '/membership/people/1001')).status).toBe(401);
  });
});

describe('a code for somebody', () => {
  it.each([
    ['of a person without a number', { kind: 'person' }],
    ['of an association with one', { kind: 'association', association: 'city-a', registration: '1001' }],
    ['with scopes of a desk', { kind: 'person', registration: '1001', scopes: ['members:read'] }],
    ['for a number that is none', { kind: 'person', registration: '０' }],
  ])('is not made %s', async (_how, order) => {
    const admin = await enrolled(hub, { kind: 'hub' });
    expect((await admin.ask('POST', '/admin/codes', order)).status).toBe(400);
  });

  it.each([
    ['an association', () => enrolled(hub)],
    ['a person', () => signedIn('1001')],
    ['an administrator who may less', () => enrolled(hub, { kind: 'hub', scopes: ['admin'] })],
  ])('is not made by %s', async (_who, client) => {
    expect((await (await client()).ask('POST', '/admin/codes', { kind: 'person', registration: '2002' })).status).toBe(403);
  });
});

it('row-level security alone shows a person their own rows, and no desk’s', async () => {
  const { store } = hub.parts;
  const actor: Actor = { kind: 'person', client: 'own', association: null, registration: '1001' };
  await cityA.push(
    cityA.event({
      name: 'membership.moved',
      subject: { format: 'doctor', registration: '1001' },
      payload: { association: 'city-a', affiliation: 'x', effective_on: '2026-04-01' },
    }).token,
  );
  const count = (of: Actor, table: keyof HubTables) =>
    store.within(of, async (tx) =>
      Number(
        (
          await tx
            .selectFrom(table)
            .select(({ fn }) => fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      ),
    );
  const own = (table: 'person' | 'membership' | 'consent' | 'procedure') =>
    store.within(HUB, async (tx) =>
      Number(
        (
          await tx
            .selectFrom(table)
            .select(({ fn }) => fn.countAll().as('n'))
            .where('registration', '=', '1001')
            .executeTakeFirstOrThrow()
        ).n,
      ),
    );
  for (const table of ['person', 'membership', 'consent', 'procedure'] as const)
    expect([table, await count(actor, table)]).toEqual([table, await own(table)]);
  for (const table of ['event', 'event_audience', 'status_list', 'reconciliation', 'member_import', 'enrolment_code', 'stream', 'place'] as const)
    expect([table, await count(actor, table)]).toEqual([table, 0]);
  expect(await count(HUB, 'event')).toBeGreaterThan(0);
});
