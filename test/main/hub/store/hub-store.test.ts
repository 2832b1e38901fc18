import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Insertable, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, GATE, HUB } from '../../../../main/hub/store/actor.ts';
import { type HubStore, openHubStore } from '../../../../main/hub/store/hub-store.ts';
import { listenTo } from '../../../../main/hub/store/postgres.ts';
import type { HubTables } from '../../../../main/hub/store/schema.ts';
import { describeWithPostgres, startPostgres, type TestPostgres } from '../../../support/postgres.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { AUTHORITY_DESK, deskOf, openTestHub, seedAssociations, seedPerson } from '../../support/hub-store.ts';

const TOKYO = deskOf('TOKYO');
const OSAKA = deskOf('OSAKA');
type Table = keyof HubTables;
type Row = Readonly<Record<string, string | number | null>>;

/** A network before a server, whose connections can fall silent without ending, and that can hold new ones before they reach the server. */
async function silentNetwork(address: string) {
  const { hostname, port } = new URL(address);
  let holding = false;
  const through = new Set<Socket>();
  const held = new Set<Socket>();
  const lead = (near: Socket) => {
    const far = connect(Number(port), hostname);
    through.add(near);
    near.pipe(far).pipe(near);
    for (const [each, other] of [
      [near, far],
      [far, near],
    ] as const) {
      each.on('error', () => {}).once('close', () => other.destroy());
    }
    near.once('close', () => through.delete(near));
  };
  const proxy = createServer((near) => {
    if (!holding) return lead(near);
    held.add(near);
    near.on('error', () => {}).once('close', () => held.delete(near));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const own = new URL(address);
  own.port = String((proxy.address() as AddressInfo).port);
  return {
    address: own.href,
    held: () => held.size,
    silence() {
      for (const near of through) near.unpipe().pause();
    },
    refuse() {
      holding = true;
    },
    resume() {
      holding = false;
      for (const near of through) near.destroy();
      for (const near of held) lead(near);
    },
    async [Symbol.asyncDispose]() {
      for (const near of [...through, ...held]) near.destroy();
      proxy.close();
    },
  };
}

/** What there is: a person of Tokyo, one of Osaka, one of both; and a row of each kind for each prefecture. */
async function seed(store: HubStore): Promise<void> {
  await seedAssociations(store);
  await seedPerson(store, '100001', ['TOKYO', 'JMA'], { name: '東京　一郎' });
  await seedPerson(store, '100002', ['OSAKA'], { name: '大阪　二郎' });
  await seedPerson(store, '100003', ['TOKYO', 'OSAKA'], { name: '両方　三郎' });
  await store.within(HUB, async (tx) => {
    for (const [at, association, registration] of [
      [1, 'TOKYO', '100001'],
      [2, 'OSAKA', '100002'],
    ] as const) {
      const id = `00000000-0000-4000-8000-00000000000${at}`;
      await tx
        .insertInto('procedure')
        .values({ id, registration, kind: 'leave', body: '{}', state: 'pending', asked_by: 'person', closed_at: null })
        .execute();
      const step = {
        procedure: id,
        association,
        position: 1,
        part: 'decides',
        state: 'waiting',
        decided_by: null,
        decided_at: null,
        note: '',
      } as const;
      await tx.insertInto('procedure_step').values(step).execute();
      const event = { feed: 'membership', issuer: 'x', jti: association, registration, token: 'x' } as const;
      const { sequence } = await tx.insertInto('event').values(event).returning('sequence').executeTakeFirstOrThrow();
      await tx.insertInto('event_audience').values({ audience: association, feed: 'membership', sequence }).execute();
      const item = { id, kind: 'name', association, registration, body: '{}', state: 'open', settled_by: null, settled_at: null, note: '' } as const;
      await tx.insertInto('reconciliation').values(item).execute();
      await tx.insertInto('member_import').values({ id, association, by: 'x', sha256: 'x', body: '{}', state: 'applied' }).execute();
      await tx
        .insertInto('place')
        .values({ client: `desk of ${association}`, feed: 'stop', cursor: 0, ahead: '[]' })
        .execute();
      await tx
        .insertInto('stream')
        .values({
          ...{ id, client: `desk of ${association}`, method: 'urn:ietf:rfc:8936', endpoint_url: null, authorization_sealed: null },
          ...{ events_requested: '[]', description: '', state: 'enabled', retry_at: null },
        })
        .execute();
    }
    const { sequence } = await tx
      .insertInto('event')
      .values({ feed: 'stop', issuer: 'x', jti: 'stop', registration: null, token: 'x' })
      .returning('sequence')
      .executeTakeFirstOrThrow();
    await tx.insertInto('event_audience').values({ audience: '*', feed: 'stop', sequence }).execute();
    await tx
      .insertInto('enrolment_code')
      .values({ sha256: 'x', kind: 'authority', association: null, scopes: '', made_by: 'x', expires_at: new Date() })
      .execute();
  });
}

const columnOf: Partial<Record<Table, string>> = {
  person: 'registration',
  membership: 'association',
  procedure: 'registration',
  procedure_step: 'association',
  event: 'jti',
  event_audience: 'audience',
  client: 'id',
  place: 'client',
  stream: 'client',
  reconciliation: 'association',
  member_import: 'association',
  enrolment_code: 'sha256',
};

/** What somebody sees of a table, by the column that tells rows apart. */
const seen = (store: HubStore, actor: Actor, table: Table): Promise<readonly string[]> =>
  store.within(actor, async (tx) => {
    const { rows } = await sql<{ value: string | null }>`SELECT DISTINCT ${sql.ref(columnOf[table]!)} AS value FROM ${sql.table(table)}`.execute(tx);
    return rows.map(({ value }) => value ?? '').toSorted();
  });

const ALL: readonly (readonly [table: Table, tokyo: string, authority: string, gate: string])[] = [
  ['person', '100001 100003', '100001 100002 100003', ''],
  ['membership', 'TOKYO', 'JMA', ''],
  ['procedure', '100001', '', ''],
  ['procedure_step', 'TOKYO', '', ''],
  ['event', 'TOKYO stop', 'stop', 'stop'],
  ['event_audience', '* TOKYO', '*', '*'],
  ['client', 'desk of TOKYO', 'desk of the authority', '6'],
  ['place', 'desk of TOKYO', '', ''],
  ['stream', 'desk of TOKYO', '', ''],
  ['reconciliation', 'TOKYO', '', ''],
  ['member_import', 'TOKYO', '', ''],
  ['enrolment_code', '', '', 'x'],
];

/** Rows that an association must not be able to write. */
const FORBIDDEN: readonly (readonly [what: string, write: (tx: Parameters<Parameters<HubStore['within']>[1]>[0]) => Promise<unknown>])[] = [
  ['a row of another association', (tx) => tx.insertInto('membership').values(membership('OSAKA', '100001')).execute()],
  ['a person', (tx) => tx.insertInto('person').values({ registration: '5', fields: '{}' }).execute()],
  ['an event', (tx) => tx.insertInto('event').values({ feed: 'stop', issuer: 'x', jti: 'forged', registration: null, token: 'x' }).execute()],
  ['an audience', (tx) => tx.insertInto('event_audience').values({ audience: 'TOKYO', feed: 'membership', sequence: 2 }).execute()],
  [
    'an association',
    (tx) => tx.insertInto('association').values({ code: 'X', name: 'x', tier: 2, above: 'JMA', mastered_by: 'hub', rules: '{}' }).execute(),
  ],
  [
    'a code',
    (tx) =>
      tx
        .insertInto('enrolment_code')
        .values({ sha256: 'y', kind: 'hub', association: null, scopes: '', made_by: 'x', expires_at: new Date() })
        .execute(),
  ],
  [
    'a status list',
    (tx) =>
      tx
        .insertInto('status_list')
        .values({ version: 1, thumbprint: 'x', file: Buffer.alloc(1) })
        .execute(),
  ],
  ['somebody else’s place', (tx) => tx.insertInto('place').values({ client: 'desk of OSAKA', feed: 'credential', cursor: 0, ahead: '[]' }).execute()],
];
const membership = (association: string, registration: string): Insertable<HubTables['membership']> =>
  ({
    ...{ association, id: randomUUID(), registration, affiliation: '', class: 'A1', national_class: '' },
    ...{ state: 'active', joined_on: null, left_on: null, cause: null },
  }) as const;

function cases(open: () => Promise<HubStore>): void {
  let store: HubStore;
  beforeAll(async () => {
    store = await open();
    await seed(store);
  }, 120_000);
  afterAll(() => store?.[Symbol.asyncDispose]());

  it.each(ALL)('of %s Tokyo sees [%s], the authority [%s], whoever knocks [%s]', async (table, tokyo, authority, gate) => {
    expect((await seen(store, TOKYO, table)).join(' ')).toBe(tokyo);
    expect((await seen(store, AUTHORITY_DESK, table)).join(' ')).toBe(authority);
    const knocking = await seen(store, GATE, table);
    expect(table === 'client' ? String(knocking.length) : knocking.join(' ')).toBe(gate);
  });

  it('a transaction that says nothing sees and writes nothing', async () => {
    const nobody = { kind: '' as 'gate', client: null, association: null } as const;
    for (const table of Object.keys(columnOf) as Table[]) {
      const rows = await seen(store, nobody, table);
      expect([table, table === 'event' || table === 'event_audience' ? rows.filter((row) => row !== '*' && row !== 'stop') : rows]).toEqual([
        table,
        [],
      ]);
    }
  });

  it('every table is closed to the role but for its policies', async () => {
    const { rows } = await store.within(HUB, (tx) =>
      sql<{
        name: string;
      }>`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND NOT relrowsecurity ORDER BY 1`.execute(
        tx,
      ),
    );
    expect(rows.map(({ name }) => name)).toEqual(['kysely_migration', 'kysely_migration_lock']);
  });

  it('parts of a table are not reached beside it', async () => {
    const direct = store.within(TOKYO, (tx) => sql`SELECT * FROM membership_0`.execute(tx));
    await expect(direct).rejects.toThrow(/permission denied/);
  });

  it.each(FORBIDDEN)('Tokyo cannot write %s', async (_what, write) => {
    await expect(store.within(TOKYO, write)).rejects.toThrow(/row-level security/);
  });

  it('a row is not moved to another association, nor is another’s changed', async () => {
    const moved = store.within(TOKYO, (tx) => tx.updateTable('membership').set({ association: 'OSAKA' }).execute());
    await expect(moved).rejects.toThrow(/row-level security/);
    const result = await store.within(OSAKA, (tx) =>
      tx.updateTable('membership').set({ class: 'C' }).where('registration', '=', '100001').executeTakeFirst(),
    );
    expect(Number(result.numUpdatedRows)).toBe(0);
  });

  it('the role cannot be left for its owner', async () => {
    for (const statement of ['SET row_security = off', 'ALTER TABLE person DISABLE ROW LEVEL SECURITY', 'DROP POLICY person_seen ON person']) {
      const tried = store.within(TOKYO, async (tx) => {
        await sql.raw(statement).execute(tx);
        return (await tx.selectFrom('person').select('registration').execute()).length;
      });
      await expect(tried).rejects.toThrow();
    }
  });

  it('what was said of who acts ends with the transaction', async () => {
    await store.within(TOKYO, (tx) => tx.selectFrom('person').selectAll().execute());
    const { rows } = await store.within(GATE, (tx) =>
      sql<Row>`SELECT current_setting('hpki.association', true) AS association, current_user::text AS role`.execute(tx),
    );
    expect(rows).toEqual([{ association: '', role: 'hpki_hub' }]);
  });

  it('is told by whoever committed, and not before', async () => {
    let heard = 0;
    await using _listening = await store.listen('hpki_test', () => {
      heard += 1;
    });
    await store.within(HUB, async (tx) => {
      await sql`SELECT pg_notify('hpki_test', '')`.execute(tx);
      expect(heard).toBe(0);
    });
    await expect.poll(() => heard).toBe(1);
    await store.within(HUB, (tx) => sql`SELECT pg_notify('hpki_test', '')`.execute(tx).then(() => Promise.reject(new Error('no')))).catch(() => {});
    await store.within(HUB, (tx) => sql`SELECT 1`.execute(tx));
    expect(heard).toBe(1);
  });
}

describe('the hub’s database within the process', () => {
  cases(() => openTestHub());

  it('is one process’s: a second is refused by name', async () => {
    const folder = await temporaryFolder();
    await using first = await openHubStore({ folder });
    await expect(openHubStore({ folder })).rejects.toMatchObject({ code: 'DATA_FOLDER_LOCKED' });
    expect(first.engine).toBe('pglite');
  }, 60_000);

  it('that is not there is told', async () => {
    const folder = await temporaryFolder();
    await expect(openHubStore({ folder, database: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({
      code: 'HUB_DATABASE_UNREACHABLE',
    });
  });
});

describeWithPostgres('the hub’s database on a server', () => {
  let server: TestPostgres;
  let address: string;
  beforeAll(async () => {
    server = await startPostgres();
    address = await server.database();
  }, 120_000);
  afterAll(() => server?.[Symbol.asyncDispose]());

  cases(async () => openHubStore({ database: address, folder: await temporaryFolder() }));

  it('is opened by one that may log in, owns nothing and bypasses nothing', async () => {
    await server.query(address, 'CREATE ROLE desk LOGIN NOSUPERUSER NOBYPASSRLS; GRANT hpki_hub TO desk');
    const folder = await temporaryFolder();
    await using store = await openHubStore({ database: address.replace('owner@', 'desk@'), folder });
    expect(await seen(store, TOKYO, 'person')).toEqual(['100001', '100003']);
  });

  it('is shared: another process hears what this one commits', async () => {
    await using one = await openHubStore({ database: address, folder: '' });
    await using other = await openHubStore({ database: address, folder: '' });
    let heard = 0;
    await using _listening = await other.listen('hpki_test', () => {
      heard += 1;
    });
    await one.within(HUB, (tx) => sql`SELECT pg_notify('hpki_test', '')`.execute(tx));
    await expect.poll(() => heard).toBe(1);
  });

  it('that crashed is found again, and is listened to', async () => {
    await using store = await openHubStore({ database: address, folder: '' });
    let heard = 0;
    await using _listening = await store.listen('hpki_test', () => {
      heard += 1;
    });
    await server.crash();
    await expect.poll(() => heard, { timeout: 10_000 }).toBe(1);
    await store.within(HUB, (tx) => sql`SELECT pg_notify('hpki_test', '')`.execute(tx));
    await expect.poll(() => heard).toBe(2);
  }, 60_000);

  describe('listened to through a network that fails', () => {
    const watch = { every: 50, within: 500 };
    const notify = () => server.query(address, 'NOTIFY hpki_test');

    it('is listened to again when its connection answers no more', async () => {
      await using network = await silentNetwork(address);
      let heard = 0;
      await using _listening = await listenTo(network.address, 'hpki_test', () => (heard += 1), watch);
      await notify();
      await expect.poll(() => heard).toBe(1);
      network.silence();
      await expect.poll(() => heard, { timeout: 10_000 }).toBe(2);
      await notify();
      await expect.poll(() => heard).toBe(3);
    }, 30_000);

    it('leaves no connection behind that was on its way when it was closed', async () => {
      await using network = await silentNetwork(address);
      const listening = await listenTo(network.address, 'hpki_test', () => {}, watch);
      network.refuse();
      network.silence();
      await expect.poll(() => network.held(), { timeout: 10_000 }).toBeGreaterThan(0);
      await listening[Symbol.asyncDispose]();
      network.resume();
      await expect.poll(() => network.held(), { timeout: 10_000 }).toBe(0);
      const open = `SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()`;
      await expect.poll(() => server.query(address, open), { timeout: 10_000 }).toBe('0');
    }, 30_000);
  });
});
