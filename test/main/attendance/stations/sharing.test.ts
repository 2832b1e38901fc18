import { describe, expect, it } from 'vitest';
import type { SharedBinding, SharedPerson } from '../../../../main/attendance/stations/shared.ts';
import { chain, draft } from '../../support/facts.ts';
import { cable } from './strangers.ts';
import { connected, desk, newSeminar, pair, revisionOf, until, untilFacts, type VenueDesk } from './venue.ts';

const hashes = async ({ log }: VenueDesk, seminar: string) => (await log.of(seminar)).map(({ hash }) => hash).sort();
const rowCount = async ({ store }: VenueDesk) => (await store.db.selectFrom('attendance_fact').select('hash').execute()).length;

const person = (registration: string, name = '山田 太郎'): SharedPerson => ({
  registration,
  name,
  kana: 'やまだ たろう',
  affiliation: '山田医院',
  birthDate: '1970-01-31',
  myPage: null,
  code: `B-${registration}`,
});

const binding = (certificate: string): SharedBinding => {
  const { code: _code, ...bearer } = person('123456');
  return { person: bearer, certificate, chain: [], atr: '3B00', way: null, boundAt: '2026-11-20T00:00:00.000Z', by: '受付' };
};

/** Facts that somebody else has written, as if merged from a file. */
const foreign = (seminar: string, count: number, device = 'f'.repeat(32)) =>
  chain(
    device,
    Array.from({ length: count }, () => draft({ seminar, payload: { registration: null } })),
  );

describe('facts', () => {
  it('reach the other station as they happen, in both directions', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    await using b = await desk();
    await pair(a, b);
    const there = untilFacts(b, seminar, 1);
    const first = await a.log.append(draft({ seminar, payload: { name: '髙橋 花子' } }));
    await there;
    const back = untilFacts(a, seminar, 2);
    const second = await b.log.append(draft({ seminar }));
    await back;
    expect(await b.log.one(first.hash)).toMatchObject({ body: first.body, payload: first.payload });
    expect([await hashes(a, seminar), await hashes(b, seminar)]).toEqual(Array.from({ length: 2 }, () => [first.hash, second.hash].sort()));
  });

  it('of before are caught up with, and the view says how many are missing', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    await using b = await desk({ runs: [seminar] });
    await a.log.merge(foreign(seminar, 400));
    await b.log.merge(foreign(seminar, 100, 'e'.repeat(32)));
    const behind: number[] = [];
    using _watch = b.stations.watch(({ peers }) => behind.push(peers[0]?.behind ?? 0));
    const done = Promise.all([untilFacts(a, seminar, 500), untilFacts(b, seminar, 500)]);
    await pair(a, b);
    await done;
    expect(await hashes(b, seminar)).toEqual(await hashes(a, seminar));
    await until(b, ({ peers }) => peers[0]?.behind === 0);
    expect(Math.max(...behind)).toBe(400);
  });

  it('are all there and none is doubled when the connection breaks in the middle of them again and again', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    await using b = await desk({ runs: [seminar] });
    await a.stations.invite({ host: '127.0.0.1' });
    await using line = await cable(a.stations.view.listening!.port);
    await pair(a, b, line.port);
    line.cut();
    await Promise.all([until(a, connected(0)), until(b, connected(0))]);
    await a.log.merge(foreign(seminar, 700));
    await b.log.merge(foreign(seminar, 700, 'e'.repeat(32)));
    const done = Promise.all([untilFacts(a, seminar, 1403), untilFacts(b, seminar, 1403)]);
    const shared: number[] = [];
    for (let cuts = 0; cuts < 3; cuts++) {
      await line.mend(450_000);
      shared.push((await hashes(a, seminar)).length);
      await a.log.append(draft({ seminar }));
    }
    void line.mend();
    await done;
    expect(await hashes(b, seminar)).toEqual(await hashes(a, seminar));
    expect([await rowCount(a), await rowCount(b)]).toEqual([1403, 1403]);
    // Each time some had come through, and not all.
    expect([...shared, 1403].filter((count, index) => count <= (shared[index - 1] ?? 700))).toEqual([]);
  });

  it('go along a line of three, and none is sent to a station that has it', async () => {
    const seminar = newSeminar();
    await using a = await desk({ name: 'A', runs: [seminar] });
    await using b = await desk({ name: 'B', runs: [seminar] });
    await using c = await desk({ name: 'C', runs: [seminar] });
    await a.log.merge(foreign(seminar, 300));
    await pair(a, b);
    await pair(b, c);
    const done = Promise.all([a, b, c].map((each) => untilFacts(each, seminar, 330)));
    for (let count = 0; count < 10; count++) await Promise.all([a, b, c].map((each) => each.log.append(draft({ seminar }))));
    await done;
    const all = await hashes(a, seminar);
    expect([await hashes(b, seminar), await hashes(c, seminar)]).toEqual([all, all]);
    expect([a, b, c].map(({ shared }) => shared.received)).toEqual([20, 320, 320]);
  });

  it('come together among three that all know each other', async () => {
    const seminar = newSeminar();
    const desks = await Promise.all(['A', 'B', 'C'].map((name) => desk({ name, runs: [seminar] })));
    const [a, b, c] = desks as [VenueDesk, VenueDesk, VenueDesk];
    await pair(a, b);
    await pair(b, c);
    await pair(c, a);
    const done = Promise.all(desks.map((each) => untilFacts(each, seminar, 60)));
    await Promise.all(desks.flatMap((each) => Array.from({ length: 20 }, () => each.log.append(draft({ seminar })))));
    await done;
    for (const each of desks) expect((await until(each, ({ peers }) => peers.every(({ behind }) => behind === 0))).peers).toHaveLength(2);
    for (const each of desks) await each[Symbol.asyncDispose]();
  });

  it('of a device that wrote two under one number are there on both sides', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    await using b = await desk({ runs: [seminar] });
    const common = Array.from({ length: 3 }, () => draft({ seminar }));
    await a.log.merge(chain('f'.repeat(32), [...common, draft({ seminar })]));
    await b.log.merge(chain('f'.repeat(32), [...common, draft({ seminar })]));
    const done = Promise.all([untilFacts(a, seminar, 5), untilFacts(b, seminar, 5)]);
    await pair(a, b);
    await done;
    expect(await hashes(b, seminar)).toEqual(await hashes(a, seminar));
  });
});

describe('what is shared', () => {
  it('is a seminar that the other station was invited to: plan, bookings, cards and facts', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    await using b = await desk();
    a.shared.book(seminar, ...Array.from({ length: 450 }, (_, index) => person(String(200_000 + index))));
    a.shared.bind(seminar, binding('MAAA'), binding('MAAB'));
    await a.log.append(draft({ seminar }));
    const done = b.shared.until(() => b.shared.people.get(seminar)?.size === 450 && b.shared.bindings.get(seminar)?.size === 2);
    await pair(a, b);
    await Promise.all([done, untilFacts(b, seminar, 1)]);
    expect(await b.seminars.revisions(seminar)).toEqual(await a.seminars.revisions(seminar));
    expect([b.shared.people, b.shared.bindings]).toEqual([a.shared.people, a.shared.bindings]);
    expect(b.seminars.get(seminar)).toEqual(a.seminars.get(seminar));
  });

  it('follows what changes later, and is not sent back', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    await using b = await desk({ runs: [seminar] });
    await pair(a, b);
    const taken: string[] = [];
    for (const each of [a, b]) each.shared.onTake = (kind, rows) => taken.push(`${each === a ? 'a' : 'b'} took ${rows} ${kind}`);
    const booked = b.shared.until(() => b.shared.people.get(seminar)?.size === 1);
    a.shared.book(seminar, person('300001'));
    await booked;
    const bound = a.shared.until(() => a.shared.bindings.get(seminar)?.size === 1);
    b.shared.bind(seminar, binding('MAAA'));
    await bound;
    const second = b.shared.until(() => b.shared.people.get(seminar)?.size === 2);
    // The new row alone is told; what this desk has is not read again.
    a.shared.tell({ kind: 'people', seminar, rows: [person('300002', '佐藤 二郎')] });
    await second;
    const revised = new Promise<void>((resolve) => b.seminars.watch(({ revision }) => revision === 2 && resolve()));
    await a.seminars.adopt([revisionOf(seminar, 'running', 2)]);
    await revised;
    // A fact after all that, both ways: whatever was to be sent back would have come before it.
    for (const [from, to, count] of [[a, b, 1] as const, [b, a, 2] as const]) {
      const there = untilFacts(to, seminar, count);
      await from.log.append(draft({ seminar }));
      await there;
    }
    expect(taken).toEqual(['b took 1 people', 'a took 1 bindings', 'b took 1 people', 'b took 1 plan']);
  });

  it('is not a seminar that only one of them has open', async () => {
    const [both, his, hers] = [newSeminar(), newSeminar(), newSeminar()];
    await using c = await desk({ runs: [both, his] });
    await using d = await desk();
    await pair(d, c);
    await d.seminars.adopt([revisionOf(both), revisionOf(hers)]);
    const done = untilFacts(d, both, 1);
    await c.log.append(draft({ seminar: his }));
    await d.log.append(draft({ seminar: hers }));
    await c.log.append(draft({ seminar: both }));
    await done;
    expect([
      await d.log.of(his),
      await c.log.of(hers),
      d.seminars
        .list()
        .map(({ id }) => id)
        .includes(his),
    ]).toEqual([[], [], false]);
  });

  it('ends with the word that one of them has settled the seminar', async () => {
    const [seminar, other] = [newSeminar(), newSeminar()];
    await using a = await desk({ runs: [seminar, other] });
    await using b = await desk({ runs: [seminar, other] });
    await pair(a, b);
    const told = new Promise<void>((resolve) => b.seminars.watch(({ state }) => state === 'settled' && resolve()));
    await a.seminars.adopt([revisionOf(seminar, 'settled', 2)]);
    await a.log.append(draft({ seminar }));
    await told;
    const through = untilFacts(b, other, 1);
    await a.log.append(draft({ seminar: other }));
    await through;
    expect([await b.log.of(seminar), b.seminars.get(other).state]).toEqual([[], 'running']);
  });

  it('may be one more seminar, to which a connected station is invited', async () => {
    const seminar = newSeminar();
    await using a = await desk();
    await using b = await desk();
    await pair(a, b);
    await a.seminars.adopt([revisionOf(seminar)]);
    const adopted = new Promise<void>((resolve) => b.seminars.watch(({ id }) => id === seminar && resolve()));
    a.stations.share(b.identity.fingerprint, seminar);
    await adopted;
    const there = untilFacts(a, seminar, 1);
    await b.log.append(draft({ seminar }));
    await there;
    expect(() => a.stations.share(b.identity.fingerprint, newSeminar())).toThrow('SEMINAR_UNKNOWN');
    expect(() => a.stations.share('0'.repeat(64), seminar)).toThrow('STATION_UNKNOWN');
  });
});
