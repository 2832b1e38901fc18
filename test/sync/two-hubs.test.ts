import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jwkOf } from '../../main/exchange/events/keys.ts';
import { askToken, assertion, enrolledWith, newKey, type TestClient } from '../main/support/hub.ts';
import { freePorts } from '../support/free-ports.ts';
import { describeWithPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { prepared } from './support/before-hub.ts';
import { type HubProcess, startHub } from './support/hub-process.ts';

const SECRET = 'a secret of two hubs, long enough';
const EVENTS = 60;
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
const held = (registration = '1001') => ({
  name: 'card.held',
  subject: { format: 'doctor' as const, registration },
  payload: { object: 'C-1', kind: 'card', state: 'held' },
});

describeWithPostgres('two hubs on one database', () => {
  let server: TestPostgres;
  let ports: number;
  beforeAll(async () => {
    [server, ports] = await Promise.all([startPostgres(), freePorts(2)]);
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  /** Both at once; known under the address of the first. */
  const startBoth = async (database: string): Promise<[HubProcess, HubProcess]> => {
    const publicUrl = `http://127.0.0.1:${ports}`;
    const [one, two] = await Promise.allSettled(
      [ports, ports + 1].map(async (port) => startHub({ folder: await temporaryFolder(), port, database, secret: SECRET, publicUrl })),
    );
    if (one?.status === 'fulfilled' && two?.status === 'fulfilled') return [one.value, two.value];
    for (const each of [one, two]) if (each?.status === 'fulfilled') await each.value.kill();
    throw new AggregateError([one, two].flatMap((each) => (each?.status === 'rejected' ? [each.reason] : [])));
  };

  describe('that were both started on it while it was empty', () => {
    it('bring it up to date once, and have one key', async () => {
      const database = await server.database();
      const [one, two] = await startBoth(database);
      await using _one = one;
      await using _two = two;
      const keys = await Promise.all([ports, ports + 1].map(async (port) => json(await fetch(`http://127.0.0.1:${port}/jwks.json`))));
      expect(keys[0]).toEqual(keys[1]);
      expect(await server.query(database, 'SELECT count(*) FROM hub_key')).toBe('1');
      expect(await server.query(database, 'SELECT count(*) FROM kysely_migration')).toBe(
        await server.query(database, 'SELECT count(DISTINCT name) FROM kysely_migration'),
      );
      // Whoever brings the first administrator in uses either code; both are of this one hub.
      for (const { adminCode } of [one, two]) {
        const body = JSON.stringify({ code: adminCode, name: 'admin', jwk: await jwkOf((await newKey()).privateKey) });
        expect((await fetch(`http://127.0.0.1:${ports + 1}/enrol`, { method: 'POST', body })).status).toBe(201);
      }
    });
  });

  it('of two databases on one server that are started at once do not disturb each other', async () => {
    const databases = [await server.database(), await server.database()];
    await server.query(databases[0]!, 'DROP OWNED BY hpki_hub').catch(() => {});
    const hubs = await Promise.all(
      databases.map(async (database, index) => startHub({ folder: await temporaryFolder(), port: ports + index, database })),
    );
    for (const hub of hubs) await hub[Symbol.asyncDispose]();
    expect(hubs).toHaveLength(2);
  });

  describe('at work', () => {
    let database: string;
    let hubs: [HubProcess, HubProcess];
    let authority: TestClient;
    let other: TestClient;
    let cityA: TestClient;
    let cityB: TestClient;
    let admin: TestClient;
    const at = (index: number, path: string) => `http://127.0.0.1:${ports + index}${path}`;
    const push = (client: TestClient, index: number, token: string) =>
      client.ask('POST', at(index, '/events'), token, { 'content-type': 'application/secevent+jwt' });
    const poll = async (client: TestClient, index: number, feed: string, request: object) =>
      (await json(await client.ask('POST', at(index, `/streams/${feed}/poll`), request))) as { sets: Record<string, string>; moreAvailable: boolean };

    beforeAll(async () => {
      database = await server.database();
      const orders = [{ kind: 'authority' }, { kind: 'authority' }, { association: 'city-a' }, { association: 'city-b' }, { kind: 'hub' }] as const;
      const codes = await prepared({ database, folder: await temporaryFolder() }, orders);
      hubs = await startBoth(database);
      [authority, other, cityA, cityB, admin] = (await Promise.all(codes.map((code) => enrolledWith(hubs[0].url, code)))) as [
        TestClient,
        TestClient,
        TestClient,
        TestClient,
        TestClient,
      ];
    });
    afterAll(async () => {
      for (const hub of hubs ?? []) await hub[Symbol.asyncDispose]();
    });

    /** Whose association is meant hears at once, at the other hub, and whose is not goes on waiting until it is. */
    const wakes = async (from: number, to: number) => {
      const [own, foreign] = [authority.event(held()), authority.event(held('2002'))];
      const asleep = poll(cityA, to, 'credential', {});
      const stranger = poll(cityB, to, 'credential', {});
      const waiting = async () => /hpki_hub_polls_waiting (\d+)/.exec(await (await fetch(at(to, '/metrics'))).text())?.[1];
      await expect.poll(waiting, { timeout: 20_000 }).toBe('2');
      expect((await push(authority, from, own.token)).status).toBe(202);
      // A poll that nobody wakes answers after 25 seconds, and empty.
      expect(Object.keys((await asleep).sets)).toEqual([own.jti]);
      expect(await waiting()).toBe('1');
      expect((await push(authority, from, foreign.token)).status).toBe(202);
      expect(Object.keys((await stranger).sets)).toEqual([foreign.jti]);
      await poll(cityA, to, 'credential', { returnImmediately: true, ack: [own.jti] });
      await poll(cityB, to, 'credential', { returnImmediately: true, ack: [foreign.jti] });
    };

    it.each([
      [0, 1],
      [1, 0],
    ])('an event that hub %d takes wakes the polls that wait at hub %d, and nobody else’s', { timeout: 120_000 }, wakes);

    it('give every event once and in the order of each sender, whichever of them is told and asked', { timeout: 120_000 }, async () => {
      const told = new Map([authority, other].map((client) => [client, Array.from({ length: EVENTS }, () => client.event(held()))]));
      const sending = [...told].map(async ([client, events]) => {
        // Each twice, as when an answer is lost: to one hub and then to the other.
        for (const [index, { token }] of events.entries())
          for (const hub of [index % 2, (index + 1) % 2]) expect((await push(client, hub, token)).status).toBe(202);
      });
      const came: string[] = [];
      let ack: string[] = [];
      const ended = Promise.all(sending).then(() => true);
      for (let turn = 0, over = false; !over; turn += 1) {
        const all = await Promise.race([ended, Promise.resolve(false)]);
        const { sets } = await poll(cityA, turn % 2, 'credential', { returnImmediately: true, maxEvents: 17, ack });
        ack = Object.keys(sets);
        came.push(...ack);
        over = all && ack.length === 0;
      }
      expect(new Set(came).size).toBe(came.length);
      for (const events of told.values()) {
        const own = new Set(events.map(({ jti }) => jti));
        expect(came.filter((jti) => own.has(jti))).toEqual(events.map(({ jti }) => jti));
      }
      expect(came).toHaveLength(2 * EVENTS);
      expect((await poll(cityB, 1, 'credential', { returnImmediately: true })).sets).toEqual({});
    });

    it('count an assertion once between them', async () => {
      const client_assertion = assertion(cityA.id, cityA.key, hubs[0].url);
      const answers = await Promise.all([0, 1].map((index) => askToken(at(index, ''), { client_assertion })));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    });

    it('let go of a client together', async () => {
      const victim = await enrolledWith(
        hubs[0].url,
        String((await json(await admin.ask('POST', at(0, '/admin/codes'), { kind: 'association', association: 'city-a' })))['code']),
      );
      expect((await victim.ask('GET', at(1, '/associations'))).status).toBe(200);
      expect((await admin.ask('DELETE', at(0, `/admin/clients/${victim.id}`))).status).toBe(204);
      expect((await victim.ask('GET', at(0, '/associations'))).status).toBe(401);
      await expect.poll(async () => (await victim.ask('GET', at(1, '/associations'))).status, { timeout: 10_000 }).toBe(401);
    });

    it('go on, and wake each other, after the server of the database was killed', { timeout: 120_000 }, async () => {
      await server.crash();
      for (const index of [0, 1]) await expect.poll(async () => (await fetch(at(index, '/health'))).status, { timeout: 20_000 }).toBe(200);
      // Notifications are heard again once the connection for them is back, and what was told meanwhile is looked for.
      const { jti, token } = authority.event(held());
      const asleep = poll(cityA, 1, 'credential', {});
      expect((await push(authority, 0, token)).status).toBe(202);
      const { sets } = await asleep;
      expect(Object.keys(sets)).toEqual([jti]);
      await poll(cityA, 1, 'credential', { returnImmediately: true, ack: [jti] });
      await wakes(0, 1);
    });

    it('goes on where the other was killed', async () => {
      await hubs[0].kill();
      const { jti, token } = authority.event(held());
      expect((await push(authority, 1, token)).status).toBe(202);
      expect(Object.keys((await poll(cityA, 1, 'credential', { returnImmediately: true })).sets)).toEqual([jti]);
    });
  });
});
