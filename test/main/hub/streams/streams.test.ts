import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeStatusList } from '../../../../main/attendance/status-list/write.ts';
import { readJwks } from '../../../../main/exchange/events/keys.ts';
import { readSet } from '../../../../main/exchange/events/read.ts';
import type { Hub } from '../../../../main/hub/hub.ts';
import { HUB } from '../../../../main/hub/store/actor.ts';
import type { HubStore } from '../../../../main/hub/store/hub-store.ts';
import { append, onlyClient } from '../../../../main/hub/streams/append.ts';
import { openBell } from '../../../../main/hub/streams/bell.ts';
import { tell } from '../../../../main/hub/streams/tell.ts';
import { enrolled, openHubOfTest, populate, type TestClient } from '../../support/hub.ts';

let hub: Hub;
let authority: TestClient;
let cityA: TestClient;
let cityB: TestClient;
let prefA: TestClient;

beforeAll(async () => {
  hub = await openHubOfTest();
  await populate(hub);
  authority = await enrolled(hub, { kind: 'authority' });
  cityA = await enrolled(hub, { association: 'city-a' });
  cityB = await enrolled(hub, { association: 'city-b' });
  prefA = await enrolled(hub, { association: 'pref-a' });
});
afterAll(() => hub?.[Symbol.asyncDispose]());

const doctor = (registration: string) => ({ format: 'doctor', registration }) as const;
const lost = (registration: string, from = authority) =>
  from.event({ name: 'card.lost', subject: doctor(registration), payload: { object: 'C-1', kind: 'card', state: 'lost' } });
const stop = () =>
  authority.event({
    name: 'stop.status_changed',
    subject: { format: 'opaque', id: Buffer.alloc(16, 1).toString('base64url') },
    payload: { status: 'lost', key: Buffer.alloc(32, 2).toString('base64url') },
  });
const withdrawn = (from: TestClient, association: string, registration: string) =>
  from.event({ name: 'membership.withdrawn', subject: doctor(registration), payload: { association, effective_on: '2027-04-01', cause: 'wish' } });

const jtis = async (client: TestClient, feed: string, request?: object) => Object.keys((await client.poll(feed, request)).sets);
const err = async (response: Response) => `${response.status} ${((await response.json()) as { err?: string }).err}`;
const empty = (client: TestClient) =>
  Promise.all(
    ['stop', 'credential', 'membership'].map(async (feed) => {
      for (let ack: readonly string[] = []; ; ) {
        const { sets } = await client.poll(feed, { ack, returnImmediately: true });
        ack = Object.keys(sets);
        if (ack.length === 0) return;
      }
    }),
  );

describe('events', () => {
  it('about a person reach the authority and the associations of the person, and nobody else', async () => {
    const event = lost('1001');
    expect((await authority.push(event.token)).status).toBe(202);
    const seen = await Promise.all([authority, cityA, prefA, cityB].map(async (client) => (await jtis(client, 'credential')).includes(event.jti)));
    expect(seen).toEqual([true, true, true, false]);
  });

  it('of a stop reach everybody, in a feed of its own', async () => {
    const event = stop();
    expect((await authority.push(event.token)).status).toBe(202);
    expect(await Promise.all([cityA, cityB].map((client) => jtis(client, 'stop')))).toEqual([[event.jti], [event.jti]]);
  });

  it('are taken twice and told once', async () => {
    await empty(cityA);
    const event = lost('1001');
    expect([(await authority.push(event.token)).status, (await authority.push(event.token)).status]).toEqual([202, 202]);
    expect(await jtis(cityA, 'credential')).toEqual([event.jti]);
  });

  it('arrive as they were signed, and verify by the issuer’s published keys', async () => {
    await empty(cityA);
    const event = lost('1001');
    await authority.push(event.token);
    const { sets } = await cityA.poll('credential');
    expect(sets[event.jti]).toBe(event.token);
    const keys = await readJwks(await (await fetch(`${authority.issuer}/jwks.json`)).json());
    expect((await readSet(event.token, async () => keys, { audience: hub.url, now: new Date() })).type.name).toBe('card.lost');
  });

  it('that the hub tells verify by the hub’s keys', async () => {
    await empty(cityB);
    const payload = { association: 'city-b', effective_on: '2027-04-01' };
    const jti = await hub.parts.store.within(HUB, (tx) => tell(hub.parts, tx, { name: 'membership.joined', subject: doctor('2002'), payload }));
    const { sets } = await cityB.poll('membership');
    const keys = await readJwks(await (await fetch(`${hub.url}/jwks.json`)).json());
    expect((await readSet(sets[jti]!, async () => keys, { audience: hub.url, now: new Date() })).payload).toEqual(payload);
  });

  it.each<[string, string, () => Promise<Response>]>([
    ['about a card by an association', '403 access_denied', () => cityA.push(lost('1001', cityA).token)],
    ['in another’s name', '400 invalid_issuer', () => cityA.push(lost('1001').token)],
    ['of another association', '403 access_denied', () => cityA.push(withdrawn(cityA, 'city-b', '1001').token)],
    ['about a person of another association', '403 access_denied', () => cityA.push(withdrawn(cityA, 'city-a', '2002').token)],
    [
      'of a stream',
      '403 access_denied',
      () => authority.push(authority.event({ name: 'stream.verification', subject: { format: 'opaque', id: 'x' }, payload: {} }).token),
    ],
    ['of another type of content', '400 invalid_request', () => authority.ask('POST', '/events', lost('1001').token)],
    ['that are none', '400 invalid_request', () => authority.push('abc')],
    ['without a token', '401 authentication_failed', () => fetch(`${hub.url}/events`, { method: 'POST', body: 'abc' })],
  ])('%s are refused: %s', async (_what, expected, push) => {
    expect(await err(await push())).toBe(expected);
  });

  it('of an association about its own person are taken', async () => {
    expect((await cityA.push(withdrawn(cityA, 'city-a', '1001').token)).status).toBe(202);
  });
});

describe('a poll', () => {
  it('repeats what is not acknowledged, and passes over what is, in whatever order', async () => {
    await empty(cityA);
    const events = [lost('1001'), lost('1001'), lost('1001')] as const;
    for (const { token } of events) await authority.push(token);
    const [first, second, third] = events.map(({ jti }) => jti);
    expect(await jtis(cityA, 'credential', { maxEvents: 2, returnImmediately: true })).toEqual([first, second]);
    expect(await jtis(cityA, 'credential', { ack: [second], returnImmediately: true })).toEqual([first, third]);
    expect(await jtis(cityA, 'credential', { ack: [third, first], returnImmediately: true })).toEqual([]);
    const place = await hub.parts.store.within(HUB, (tx) =>
      tx.selectFrom('place').selectAll().where('client', '=', cityA.id).where('feed', '=', 'credential').executeTakeFirstOrThrow(),
    );
    expect(place.ahead).toEqual([]);
  });

  it('says when more is there', async () => {
    await empty(cityA);
    for (const { token } of [lost('1001'), lost('1001')]) await authority.push(token);
    expect((await cityA.poll('credential', { maxEvents: 1 })).moreAvailable).toBe(true);
    expect((await cityA.poll('credential', { maxEvents: 2 })).moreAvailable).toBe(false);
    expect(await cityA.poll('credential', { maxEvents: 0 })).toEqual({ sets: {}, moreAvailable: true });
  });

  it('is woken by an event for it, and by no other', async () => {
    await Promise.all([empty(cityA), empty(cityB)]);
    const other = new AbortController();
    let woken = false;
    const asleep = cityB.ask('POST', '/streams/credential/poll', {}).then(() => (woken = true));
    const waiting = jtis(cityA, 'credential', {});
    while ((await (await fetch(`${hub.url}/metrics`)).text()).match(/polls_waiting (\d+)/)?.[1] !== '2');
    const event = lost('1001');
    await authority.push(event.token);
    expect(await waiting).toEqual([event.jti]);
    expect(woken).toBe(false);
    await authority.push(lost('2002').token);
    await asleep;
    other.abort();
  });

  it('turns what a receiver cannot take into an item that people settle, and sends it no more', async () => {
    await empty(cityA);
    const event = lost('1001');
    await authority.push(event.token);
    const refused = { [event.jti]: { err: 'invalid_request', description: 'x' }, unknown: { err: 'invalid_key' } };
    expect(await jtis(cityA, 'credential', { setErrs: refused, returnImmediately: true })).toEqual([]);
    const items = await hub.parts.store.within(HUB, (tx) => tx.selectFrom('reconciliation').selectAll().execute());
    expect(items.map(({ kind, association, body }) => [kind, association, body['jti']])).toEqual([['event-refused', 'city-a', event.jti]]);
  });

  it('acknowledges nothing that the caller does not see', async () => {
    await empty(cityA);
    const event = lost('1001');
    await authority.push(event.token);
    await cityB.poll('credential', { ack: [event.jti], returnImmediately: true });
    expect(await jtis(cityA, 'credential')).toEqual([event.jti]);
  });

  it.each([
    ['of no feed', '/streams/other/poll', {}, 404],
    ['of another shape', '/streams/stop/poll', { maxEvents: -1 }, 400],
  ])('%s is refused', async (_what, path, request, status) => {
    expect((await cityA.ask('POST', path, request)).status).toBe(status);
  });
});

describe('status list', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const list = (version: number) => writeStatusList([], privateKey, { version, issuedAt: new Date(), authority: '認証センター' });

  it('is told by the authority, each newer than the last, and read with its tag', async () => {
    expect((await cityA.ask('GET', '/status-list')).status).toBe(404);
    const file = await list(2);
    expect((await authority.ask('PUT', '/status-list', file)).status).toBe(204);
    expect((await authority.ask('PUT', '/status-list', file)).status).toBe(204);
    expect((await authority.ask('PUT', '/status-list', await list(1))).status).toBe(409);
    expect((await authority.ask('PUT', '/status-list', await list(2))).status).toBe(409);
    expect((await authority.ask('PUT', '/status-list', 'abc')).status).toBe(400);
    expect((await cityA.ask('PUT', '/status-list', await list(3))).status).toBe(403);
    const found = await cityA.ask('GET', '/status-list');
    expect(Buffer.from(await found.arrayBuffer()).equals(Buffer.from(file))).toBe(true);
    const again = await cityA.ask('GET', '/status-list', undefined, { 'if-none-match': found.headers.get('etag')! });
    expect(again.status).toBe(304);
  });
});

describe('many events at once', () => {
  const WIDE = 4_000;
  const COUNT = 1_200;
  const fill = () =>
    hub.parts.store.within(HUB, async (tx) => {
      const made: string[] = [];
      for (let index = 0; index < COUNT; index += 1) {
        const jti = randomUUID();
        const event = { feed: 'membership', issuer: hub.url, jti, registration: null, token: 'x'.repeat(WIDE), audiences: ['city-b'] } as const;
        await append(tx, event);
        made.push(jti);
      }
      return made;
    });

  it('come in answers of two mebibytes at most, all of them once, whatever is acknowledged out of turn', async () => {
    await empty(cityB);
    const made = await fill();
    const got: string[] = [];
    const late: string[] = [];
    for (let ack: string[] = []; ; ) {
      const { sets, moreAvailable } = await cityB.poll('membership', { returnImmediately: true, ack });
      const told = Object.keys(sets);
      expect(told.length * WIDE).toBeLessThanOrEqual(2 * 1024 * 1024);
      if (told.length === 0) break;
      if (got.length === 0) expect(moreAvailable).toBe(true);
      got.push(...told.filter((jti) => !got.includes(jti)));
      // The first of each answer is acknowledged later than what came with it.
      late.push(told[0]!);
      ack = told.slice(1);
      if (told.length === 1) ack = told;
      if (late.length === 3) ack.push(...late.splice(0));
    }
    expect(got).toEqual(made);
    expect(await jtis(cityB, 'membership')).toEqual([]);
  });

  it('acknowledged far ahead are found', async () => {
    const made = await fill();
    const far = made.at(-1)!;
    await cityB.poll('membership', { returnImmediately: true, maxEvents: 0, ack: [far] });
    const got: string[] = [];
    for (let ack: readonly string[] = []; ; got.push(...ack)) {
      ack = await jtis(cityB, 'membership', { returnImmediately: true, ack });
      if (ack.length === 0) break;
    }
    expect(got).toEqual(made.slice(0, -1));
  });
});

describe('what is acknowledged without having been given', () => {
  const COUNT = 10_020;
  it('is looked for among the next ten thousand, and beyond that given in its turn', async () => {
    const reader = await enrolled(hub, { association: 'city-b' });
    await empty(reader);
    await hub.parts.store.within(HUB, async (tx) => {
      await sql`INSERT INTO event (feed, issuer, jti, token) SELECT 'membership', ${hub.url}, 'far-' || n, 'x' FROM generate_series(1, ${sql.lit(COUNT)}) AS n`.execute(
        tx,
      );
      await sql`INSERT INTO event_audience SELECT ${onlyClient(reader.id)}, feed, sequence FROM event WHERE jti LIKE 'far-%'`.execute(tx);
    });
    const ack = ['far-5000', `far-${COUNT}`, 'nothing'];
    expect(await reader.poll('membership', { returnImmediately: true, maxEvents: 0, ack })).toEqual({ sets: {}, moreAvailable: true });
    const settled = await hub.parts.store.within(HUB, async (tx) => {
      const { ahead } = await tx
        .selectFrom('place')
        .select('ahead')
        .where('client', '=', reader.id)
        .where('feed', '=', 'membership')
        .executeTakeFirstOrThrow();
      return tx.selectFrom('event').select('jti').where('sequence', 'in', ahead).execute();
    });
    expect(settled).toEqual([{ jti: 'far-5000' }]);
    expect(await jtis(reader, 'membership', { returnImmediately: true, maxEvents: 2 })).toEqual(['far-1', 'far-2']);
  });
});

describe('a client that is removed while its poll waits', () => {
  it('is told nothing more', async () => {
    const gone = await enrolled(hub, { association: 'city-b' });
    await Promise.all([empty(gone), empty(cityB)]);
    const waiting = async () => /polls_waiting (\d+)/.exec(await (await fetch(`${hub.url}/metrics`)).text())?.[1];
    const asked = [gone, cityB].map((client) => client.ask('POST', '/streams/stop/poll', {}));
    while ((await waiting()) !== '2');
    await hub.parts.store.within(HUB, (tx) => hub.parts.clients.remove(tx, gone.id));
    const event = stop();
    await authority.push(event.token);
    const [refused, told] = await Promise.all(asked);
    expect([refused!.status, await refused!.json()]).toMatchObject([401, { error: 'invalid_token' }]);
    expect(Object.keys(((await told!.json()) as { sets: object }).sets)).toEqual([event.jti]);
  });
});

describe('a bell', () => {
  it('asks again when the database failed once, and says what is known by then', async () => {
    const { store } = hub.parts;
    let failures = 0;
    const failing: HubStore = {
      ...store,
      within: (actor, work) => (failures-- > 0 ? Promise.reject(new Error('away')) : store.within(actor, work)),
    };
    await using bell = await openBell(failing);
    failures = 1;
    using expected = bell.expect({ client: cityA.id, feeds: ['stop'], audiences: ['*'] });
    const event = stop();
    await authority.push(event.token);
    const woken = await expected.within(20_000, new AbortController().signal);
    expect([woken?.everybody.map(({ jti }) => jti), woken?.removed, failures < 0]).toEqual([[event.jti], false, true]);
  });
});

describe('what everybody is told, while many wait', () => {
  it('comes to each with what is theirs alone, and to nobody twice once it is acknowledged', async () => {
    await Promise.all([empty(cityA), empty(cityB)]);
    const wait = (client: TestClient, ack: readonly string[] = []) => jtis(client, 'stop', { ack });
    const waiting = [wait(cityA), wait(cityB)];
    const first = stop();
    expect((await authority.push(first.token)).status).toBe(202);
    expect(await Promise.all(waiting)).toEqual([[first.jti], [first.jti]]);
    const next = [wait(cityA, [first.jti]), wait(cityB, [first.jti])];
    const second = stop();
    expect((await authority.push(second.token)).status).toBe(202);
    expect(await Promise.all(next)).toEqual([[second.jti], [second.jti]]);
    expect(await jtis(cityA, 'stop', { returnImmediately: true, ack: [second.jti] })).toEqual([]);
  });
});

describe('snapshot', () => {
  const lines = async (client: TestClient, query = '') =>
    (await (await client.ask('GET', `/snapshot/members${query}`)).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { registration?: string; memberships?: { association: string }[]; next?: string; end?: boolean });
  const seen = async (client: TestClient) =>
    (await lines(client)).map(({ registration, memberships, end }) => [registration ?? end, memberships?.map(({ association }) => association)]);

  it('holds the caller’s own people with its own rows', async () => {
    expect(await seen(cityA)).toEqual([
      ['1001', ['city-a']],
      [true, undefined],
    ]);
    expect(await seen(authority)).toEqual([
      ['1001', ['national']],
      ['2002', ['national']],
      [true, undefined],
    ]);
  });

  it('shows the card authority names alone', async () => {
    const all = {
      name: '医師　a',
      kana: 'イシ',
      formerName: '旧姓　a',
      birthDate: '1970-01-01',
      address: '小樽市',
      email: 'a@example.invalid',
      phone: '1',
    };
    await hub.parts.store.within(HUB, (tx) =>
      tx
        .updateTable('person')
        .set({ fields: JSON.stringify(all) })
        .where('registration', '=', '1001')
        .execute(),
    );
    const fields = async (client: TestClient) =>
      ((await lines(client)).find(({ registration }) => registration === '1001') as unknown as { fields: object }).fields;
    expect(await fields(cityA)).toEqual(all);
    expect(await fields(authority)).toEqual({ name: all.name, kana: all.kana, formerName: all.formerName });
  });

  it('goes on page by page', async () => {
    const [first, more] = await lines(authority, '?count=1');
    expect([first?.registration, more]).toEqual(['1001', { next: '1001' }]);
    expect((await lines(authority, '?count=1&cursor=1001'))[0]?.registration).toBe('2002');
    expect((await authority.ask('GET', '/snapshot/members?cursor=x')).status).toBe(400);
  });
});

describe('service', () => {
  it('tells its health, its counts without anybody’s data, and its table', async () => {
    expect(await (await fetch(`${hub.url}/health`)).json()).toEqual({ status: 'pass', database: 'pglite' });
    const metrics = await (await fetch(`${hub.url}/metrics`)).text();
    expect(metrics).toContain('hpki_hub_requests_total{route="/events",method="POST",status="202"}');
    expect(metrics).not.toMatch(/1001|city-a/);
    const { paths } = (await (await fetch(`${hub.url}/openapi.json`)).json()) as { paths: Record<string, object> };
    expect(Object.keys(paths['/streams/{feed}/poll'] ?? {})).toEqual(['post']);
  });
});
