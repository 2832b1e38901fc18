import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { IncomingEvent } from '../../../../main/exchange/inbox/incoming-event.ts';
import { openInbox } from '../../../../main/exchange/inbox/inbox.ts';
import { MEMBER_EVENTS } from '../../../../main/exchange/inbox/member.ts';
import { openMembers } from '../../../../main/exchange/inbox/members.ts';
import type { MemberPage } from '../../../../main/exchange/link/hub.ts';
import { migrations } from '../../../../main/store/migrations/index.ts';
import { HUB, openDesk } from '../support.ts';

const NUMBERS = ['1001', '1002', '1003'];

/** A desk's members and the inbox through which events reach them. */
async function openWithInbox() {
  const { store, clock } = await openDesk('tokyo');
  const members = openMembers(store);
  const effects = Object.fromEntries(MEMBER_EVENTS.map((name) => [name, members.effect]));
  const inbox = openInbox({ store, effects, together: members.together, committed: async () => {} });
  const all = () => Promise.all(NUMBERS.map((number) => members.find(store.db, number)));
  const told = (pages: readonly MemberPage[]) => {
    let asked = 0;
    return members.refresh({ clockOffsetMs: 0, members: async () => pages[asked++]! });
  };
  return { store, clock, members, inbox, all, told };
}

const row = (association: string) => ({
  association,
  id: `${association}-1`,
  class: 'A1',
  national_class: 'A1',
  state: 'active',
  joined_on: null,
  left_on: null,
});
const somebody = (registration: string, name = '山田　太郎') => ({ registration, fields: { name }, memberships: [row('tokyo')] });

describe('a snapshot', () => {
  it('counts a person once, as the last row of a page and the last page tell', async () => {
    const { members, all, told } = await openWithInbox();
    await told([
      { rows: [somebody('1001', '一'), somebody('1001', '二'), somebody('1002')], next: '1002' },
      { rows: [somebody('1002', '三')], next: null },
    ]);
    expect((await members.view()).count).toBe(2);
    expect((await all()).map((each) => each?.fields.name)).toEqual(['二', '三', undefined]);
  });

  it('is not taken from a page of which one row cannot be read', async () => {
    const { members, told } = await openWithInbox();
    await expect(told([{ rows: [somebody('1001'), { registration: 'x' }], next: null }])).rejects.toThrow();
    expect((await members.view()).count).toBe(0);
  });
});

describe('an event that is taken while a page is on its way', () => {
  const page = (rows: readonly object[], next: string | null): MemberPage => ({ rows, next });
  const event = (now: Date, name: keyof typeof PAYLOADS, registration: string): IncomingEvent => ({
    ...{ issuer: HUB, jti: randomUUID(), event: name, feed: 'membership', payload: PAYLOADS[name] },
    happenedAt: new Date(now.getTime() + 2_000).toISOString(),
    subject: { format: 'doctor', registration },
  });
  /** Pages of which the second is asked for before the event is taken, and comes after it. */
  async function refreshed(during: 1 | 2, name: keyof typeof PAYLOADS, registration: string, pages: readonly [MemberPage, MemberPage]) {
    const { store, clock, members, inbox } = await openWithInbox();
    await members.refresh({ clockOffsetMs: 0, members: async () => page([somebody('1001'), somebody('1002')], null) });
    clock.at += 8 * 86_400_000;
    const [first, second] = [Promise.withResolvers<MemberPage>(), Promise.withResolvers<MemberPage>()];
    const both = [first, second];
    const asked: (string | null)[] = [];
    const done = members.refresh({
      clockOffsetMs: 0,
      members(cursor) {
        asked.push(cursor);
        return both[asked.length - 1]!.promise;
      },
    });
    await expect.poll(() => asked.length).toBe(1);
    if (during === 1) expect(await inbox.take([event(store.now(), name, registration)])).toEqual(['applied']);
    first.resolve(pages[0]);
    await expect.poll(() => asked.length).toBe(2);
    if (during === 2) expect(await inbox.take([event(store.now(), name, registration)])).toEqual(['applied']);
    second.resolve(pages[1]);
    await done;
    return members.find(store.db, registration);
  }

  it.each([
    ['of the second page', 2, '1002'],
    ['of the first page', 1, '1001'],
    ['of the second while the first is on its way', 1, '1002'],
  ] as const)('stands over that page: the end of a membership %s', async (_which, during, registration) => {
    const found = await refreshed(during, 'membership.withdrawn', registration, [page([somebody('1001')], '1001'), page([somebody('1002')], null)]);
    expect(found?.memberships.map((each) => each.state)).toEqual(['ended']);
  });

  it.each([1, 2] as const)('and somebody who joins during page %i is not let go of as one who is not shown any more', async (during) => {
    const found = await refreshed(during, 'membership.joined', '1003', [page([somebody('1001')], '1001'), page([somebody('1002')], null)]);
    expect(found?.memberships.map((each) => each.id)).toEqual(['tokyo-2']);
  });
});

const PAYLOADS = {
  'membership.joined': { association: 'tokyo', membership: 'tokyo-2', class: 'B', national_class: 'B', effective_on: '2026-04-01' },
  'membership.class_changed': { association: 'tokyo', class: 'C', national_class: 'C', effective_on: '2026-04-01' },
  'membership.withdrawn': { association: 'tokyo', membership: 'tokyo-1', effective_on: '2026-04-01' },
  'person.name_changed': { name: '新　名', kana: 'シン　メイ', former_name: '山田　太郎' },
} as const;

const anEvent = fc
  .record({
    event: fc.constantFrom(...(Object.keys(PAYLOADS) as (keyof typeof PAYLOADS)[])),
    registration: fc.constantFrom(...NUMBERS),
    /** Seconds after or before the snapshot. */
    at: fc.integer({ min: -5, max: 20 }),
  })
  .map(({ event, registration, at }): ((now: number) => IncomingEvent) => {
    const jti = randomUUID();
    return (now) => ({
      ...{ issuer: HUB, jti, event, feed: 'membership', payload: PAYLOADS[event] },
      happenedAt: new Date(now + at * 1_000).toISOString(),
      subject: { format: 'doctor', registration },
    });
  });

it('events that come together leave what they leave one by one', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anEvent, { maxLength: 12 }), async (events) => {
      const [together, apart] = [await openWithInbox(), await openWithInbox()];
      const now = together.store.now().getTime();
      for (const desk of [together, apart]) await desk.told([{ rows: [somebody('1001'), somebody('1002')], next: null }]);
      const told = events.map((at) => at(now));
      const outcomes = await together.inbox.take(told);
      const singly: unknown[] = [];
      for (const each of told) singly.push(...(await apart.inbox.take([each])));
      expect(outcomes).toEqual(singly);
      expect(await together.all()).toEqual(await apart.all());
    }),
    { numRuns: 25 },
  );
});

it('one that meets a fault takes nothing of the others back', async () => {
  const { store, members, all, told } = await openWithInbox();
  await told([{ rows: [somebody('1001'), somebody('1002')], next: null }]);
  const broken = async () => {
    throw new Error('fault');
  };
  const effects = { 'membership.class_changed': members.effect, 'membership.withdrawn': broken };
  const inbox = openInbox({ store, effects, together: members.together, committed: async () => {} });
  const event = (registration: string, name: keyof typeof PAYLOADS): IncomingEvent => ({
    ...{ issuer: HUB, jti: randomUUID(), event: name, feed: 'membership', payload: PAYLOADS[name] },
    happenedAt: new Date(store.now().getTime() + 5_000).toISOString(),
    subject: { format: 'doctor', registration },
  });
  expect(await inbox.take([event('1001', 'membership.class_changed'), event('1002', 'membership.withdrawn')])).toEqual(['applied', 'waiting']);
  expect((await all()).map((each) => each?.memberships[0]?.class)).toEqual(['C', 'A1', undefined]);
});

it('members that rested in the order of their hashes are there in the new table', async () => {
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Database(':memory:') }) });
  const names = Object.keys(migrations);
  for (const name of names.slice(0, names.indexOf('0009-members-in-order'))) await migrations[name]!.up(db);
  await sql`INSERT INTO person (id, created_at) VALUES ('p', 't'), ('q', 't')`.execute(db);
  await sql`INSERT INTO exchange_member VALUES (x'02', 'p', x'aa', 'then', 3), (x'01', 'q', x'bb', 'later', 4)`.execute(db);
  const all = async () => (await sql`SELECT * FROM exchange_member ORDER BY subject`.execute(db)).rows;
  const before = await all();
  await migrations['0009-members-in-order']!.up(db);
  expect(await all()).toEqual(before);
});
