import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '../../../main/hub/hub.ts';
import { type Actor, GATE, HUB } from '../../../main/hub/store/actor.ts';
import { describeWithPostgres, startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { enrolled, openHubOfTest, populate, type TestClient } from '../support/hub.ts';

/** Tables whose rows concern persons or clients, each with what marks a row of the other side; 2002 is of city-b alone. */
const TABLES: Readonly<Record<string, string>> = {
  person: `registration = '2002'`,
  membership: `registration = '2002' OR association = 'city-b'`,
  procedure: `registration = '2002'`,
  procedure_step: `association = 'city-b'`,
  client: `association = 'city-b'`,
  enrolment_code: 'true',
  used_assertion: 'true',
  event: `registration = '2002'`,
  event_audience: `audience = 'city-b'`,
  place: `client <> hub_client()`,
  stream: `client <> hub_client()`,
  reconciliation: `association = 'city-b'`,
  member_import: `association = 'city-b'`,
};

/** What must not be in an answer to city-a: the person of city-b, by number or by name. */
const FOREIGN = /2002|医師　b/;

/** The same suite on each engine. */
function escapes(open: () => Promise<Hub>): void {
  let hub: Hub;
  let cityA: TestClient;
  let cityB: TestClient;
  let stream: string;
  let foreigner: Actor;

  beforeAll(async () => {
    hub = await open();
    await populate(hub);
    const authority = await enrolled(hub, { kind: 'authority' });
    cityA = await enrolled(hub, { association: 'city-a' });
    cityB = await enrolled(hub, { association: 'city-b' });
    foreigner = { kind: 'association', client: cityA.id, association: 'city-a' };
    const payload = { object: 'C-2', kind: 'card', state: 'held' };
    await authority.push(authority.event({ name: 'card.held', subject: { format: 'doctor', registration: '2002' }, payload }).token);
    await cityB.poll('credential');
    stream = ((await (await cityB.ask('POST', '/streams', {})).json()) as { stream_id: string }).stream_id;
    await hub.parts.store.within(HUB, async (tx) => {
      const procedure = randomUUID();
      await tx
        .insertInto('procedure')
        .values({ id: procedure, registration: '2002', kind: 'withdraw', body: '{}', state: 'pending', asked_by: 'person', closed_at: null })
        .execute();
      const step = {
        procedure,
        association: 'city-b',
        position: 1,
        part: 'decides',
        state: 'waiting',
        decided_by: null,
        decided_at: null,
        note: '',
      } as const;
      await tx.insertInto('procedure_step').values(step).execute();
      const item = { id: randomUUID(), kind: 'x', association: 'city-b', registration: '2002', body: '{}', state: 'open', note: '' } as const;
      await tx
        .insertInto('reconciliation')
        .values({ ...item, settled_by: null, settled_at: null })
        .execute();
      const list = { id: randomUUID(), association: 'city-b', by: cityB.id, sha256: '', body: '{}', state: 'applied' } as const;
      await tx.insertInto('member_import').values(list).execute();
    });
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  const count = (actor: Actor, table: string, where: string) =>
    hub.parts.store.within(actor, async (tx) => {
      const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)} WHERE ${sql.raw(where)}`.execute(tx);
      return rows[0]!.n;
    });

  it.each(Object.entries(TABLES))(
    '%s: row-level security alone, without any filter of the code, shows nothing of the others',
    async (table, where) => {
      // Whoever asks for a token is nobody yet.
      const knower = table === 'used_assertion' ? GATE : HUB;
      expect(await count(knower, table, where.replace('hub_client()', `'${cityA.id}'`))).toBeGreaterThan(0);
      expect(await count(foreigner, table, where)).toBe(0);
    },
  );

  it.each(Object.keys(TABLES).filter((table) => !['client', 'enrolment_code', 'used_assertion'].includes(table)))(
    '%s: whoever is nobody yet sees nothing',
    async (table) => {
      expect(await count(GATE, table, 'true')).toBe(0);
    },
  );

  it.each(Object.entries(TABLES))('%s: nothing of the others is changed or deleted', async (table, where) => {
    const touched = await hub.parts.store.within(foreigner, async (tx) => {
      const { numAffectedRows } = await sql`DELETE FROM ${sql.table(table)} WHERE ${sql.raw(where)}`.execute(tx);
      return Number(numAffectedRows ?? 0);
    });
    expect(touched).toBe(0);
  });

  it('a row for another association, or in another’s place, is not written', async () => {
    const { store } = hub.parts;
    const row = {
      id: randomUUID(),
      association: 'city-b',
      registration: '1001',
      affiliation: '',
      class: 'A',
      national_class: '',
      state: 'active',
    } as const;
    const attempts = [
      store.within(foreigner, (tx) =>
        tx
          .insertInto('membership')
          .values({ ...row, joined_on: null, left_on: null, cause: null })
          .execute(),
      ),
      store.within(foreigner, (tx) => tx.insertInto('place').values({ client: cityB.id, feed: 'stop', cursor: 9, ahead: '[]' }).execute()),
      store.within(foreigner, (tx) => tx.insertInto('event_audience').values({ audience: 'city-a', feed: 'credential', sequence: 1 }).execute()),
      store.within(foreigner, (tx) => tx.insertInto('client_key').values({ kid: 'k', client: cityB.id, jwk: '{}', until: null }).execute()),
    ];
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  });

  const routes: readonly [string, string, (body: { readonly stream: string }) => unknown][] = [
    ['GET', '/snapshot/members', () => undefined],
    ['GET', '/snapshot/members?cursor=1001', () => undefined],
    ['POST', '/streams/credential/poll', () => ({ returnImmediately: true })],
    ['POST', '/streams/membership/poll', () => ({ returnImmediately: true })],
    ['POST', '/streams/stop/poll', () => ({ returnImmediately: true })],
    ['GET', '/streams', () => undefined],
    ['PATCH', '/streams', ({ stream: stream_id }) => ({ stream_id, description: 'x' })],
    ['PUT', '/streams', ({ stream: stream_id }) => ({ stream_id })],
    ['POST', '/streams/status', ({ stream: stream_id }) => ({ stream_id, status: 'disabled' })],
    ['POST', '/streams/verify', ({ stream: stream_id }) => ({ stream_id })],
    ['GET', '/scim/v2/Users', () => undefined],
    ['GET', '/scim/v2/Groups', () => undefined],
    ['GET', '/admin/clients', () => undefined],
    ['GET', '/admin/stats', () => undefined],
    ['POST', '/admin/codes', () => ({ kind: 'association', association: 'city-b' })],
    ['PUT', '/admin/associations/city-b', () => ({ name: 'x', tier: 3, above: 'pref-b', mastered_by: 'hub' })],
    ['PUT', '/status-list', () => 'abc'],
  ];
  it.each(routes)('%s %s tells another association nothing', async (method, path, body) => {
    const response = await cityA.ask(method, path, body({ stream }));
    expect(await response.text()).not.toMatch(FOREIGN);
    const owns = ['/snapshot/members', '/streams/credential', '/streams/membership', '/streams/stop', '/scim'];
    const reads = owns.some((own) => path.startsWith(own)) || (method === 'GET' && path === '/streams');
    expect(response.ok).toBe(reads);
  });

  it('the stream of another is as it was', async () => {
    const { status } = (await (await cityB.ask('GET', `/streams/status?stream_id=${stream}`)).json()) as { status: string };
    expect(status).toBe('enabled');
  });
}

describe('nobody sees beyond their own people, on PGlite', () => escapes(() => openHubOfTest()));

describeWithPostgres('nobody sees beyond their own people, on PostgreSQL', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  escapes(async () => openHubOfTest({ database: await server.database() }));
});
