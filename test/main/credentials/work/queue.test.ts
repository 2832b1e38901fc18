import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duplicateHolders } from '../../../../main/credentials/work/duplicates.ts';
import { monthAfter, renewalForecast } from '../../../../main/credentials/work/forecast.ts';
import { queueCounts, queuePage } from '../../../../main/credentials/work/queue.ts';
import type { QueueRow } from '../../../../main/api/schema/credentials.ts';
import { type Flow, openFlow, TODAY } from '../../support/credential-flow.ts';

const [BUNKYO, AOBA] = ['文京区医師会', '青葉区医師会'];

describe('the queue', () => {
  let flow: Flow;
  const DAYS = ['2026-11-20', '2026-11-28', TODAY, '2026-11-30', '2026-12-24'];
  beforeAll(async () => {
    flow = await openFlow();
    for (let count = 0; count < 24; count += 1) {
      const { holder } = await flow.withCard({ association: count % 3 === 0 ? AOBA : BUNKYO });
      const { application } = await flow.apply({
        procedure: ['hold', 'contact-change', 'renewal'][count % 3]!,
        ...(count % 3 === 0 && { reason: 'holder-wish' }),
        holder,
      });
      if (count % 2 === 0) await flow.take(application, 'return');
      // Several on one day, so that pages end within it.
      await flow.store.db
        .updateTable('credential_object')
        .set({ due: DAYS[count % DAYS.length]! })
        .where('id', '=', application)
        .execute();
    }
  });
  afterAll(() => flow[Symbol.asyncDispose]());

  const ask = (order: Partial<Parameters<typeof queuePage>[2]> = {}, acting = flow.seats.clerk.acting) =>
    queuePage(flow.authority.parts, acting, { queue: null, association: null, after: null, limit: 200, ...order });

  it('is in the order in which it should be done', async () => {
    const { rows, more } = await ask();
    const order = rows.map(({ due, object }) => `${due} ${object}`);
    expect([rows.length, more, order]).toEqual([24, false, order.toSorted()]);
    expect(rows[0]).toMatchObject({
      kind: 'application',
      name: '検証　太郎',
      kana: 'けんしょう　たろう',
      registration: expect.stringMatching(/^\d+$/),
      queue: expect.stringMatching(/^application-/),
    });
  });

  it('comes page by page without a gap and without anything twice, whatever the page', async () => {
    const queues = [null, 'application-submit', 'application-check-documents', 'card-lose'];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(...queues),
        fc.constantFrom(null, BUNKYO!, AOBA!, 'nowhere'),
        async (limit, queue, association) => {
          const whole = await ask({ queue, association });
          const seen: QueueRow[] = [];
          for (let after: { due: string; object: string } | null = null; ; ) {
            const { rows, more } = await ask({ queue, association, limit, after });
            seen.push(...rows);
            expect(rows.length).toBeLessThanOrEqual(limit);
            expect(more).toBe(seen.length < whole.rows.length);
            if (!more) break;
            const { due, object } = rows.at(-1)!;
            after = { due, object };
          }
          expect(seen).toEqual(whole.rows);
          expect(
            whole.rows.every((row) => (queue === null || row.queue === queue) && (association === null || row.association === association)),
          ).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is counted: how many, the oldest, and those whose day is over', async () => {
    const { rows, counts } = await ask();
    const told = counts.map(({ queue, count, overdue, oldest, kind }) => ({ queue, count, overdue, oldest, kind }));
    const expected = [...Map.groupBy(rows, ({ queue }) => queue)].map(([queue, list]) => ({
      ...{ queue, count: list.length, kind: 'application' },
      overdue: list.filter(({ due }) => due < TODAY).length,
      oldest: list.map(({ since }) => since).toSorted()[0]!,
    }));
    expect(told.toSorted((a, b) => (a.queue < b.queue ? -1 : 1))).toEqual(expected.toSorted((a, b) => (a.queue < b.queue ? -1 : 1)));
    expect(counts.map(({ overdue }) => overdue)).toEqual(counts.map(({ overdue }) => overdue).toSorted((a, b) => b - a));
    expect((await queueCounts(flow.authority.parts, AOBA!)).reduce((sum, { count }) => sum + count, 0)).toBe(8);
  });

  it('shows an association its own people alone, whatever it asks for', async () => {
    const { rows, counts } = await ask({ association: BUNKYO }, flow.acting(['association'], AOBA));
    expect(new Set(rows.map(({ association }) => association))).toEqual(new Set([AOBA]));
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(8);
  });

  it('counts the proposals of one’s own people', async () => {
    const { card } = await flow.withCard({ association: AOBA });
    await flow.seats.approver.advance({ nonce: 'one nonce of many', object: card, transition: 'lose', evidence: ['caller-checks'], reason: 'x' });
    const seen = await Promise.all(
      [flow.acting(['association'], AOBA), flow.acting(['association'], BUNKYO), flow.seats.clerk.acting].map(
        async (acting) => (await ask({}, acting)).proposals,
      ),
    );
    expect(seen).toEqual([1, 0, 1]);
  });
});

describe('the forecast of renewals', () => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await openFlow();
    for (const [expires, association] of [
      ['2026-11-30', BUNKYO],
      ['2026-12-01', BUNKYO],
      ['2026-12-31', AOBA],
      ['2027-01-01', BUNKYO],
      ['2027-01-31', BUNKYO],
      ['2027-02-28', BUNKYO],
      ['2028-02-29', AOBA],
    ] as const)
      await flow.withCard({ expires, association: association! });
    const { card } = await flow.withCard({ expires: '2027-01-15' });
    await flow.take(card, 'lose');
  });
  afterAll(() => flow[Symbol.asyncDispose]());
  const ask = async (from: string, months: number, acting = flow.seats.clerk.acting) =>
    (await renewalForecast(flow.authority.parts, acting, from, months)).map(({ month, association, cards }) => `${month} ${association} ${cards}`);

  it.each<[from: string, months: number, rows: readonly string[]]>([
    ['2026-11-30', 1, [`2026-11 ${BUNKYO} 1`]],
    ['2026-12-15', 2, [`2026-12 ${BUNKYO} 1`, `2026-12 ${AOBA} 1`, `2027-01 ${BUNKYO} 2`]],
    ['2027-02-01', 1, [`2027-02 ${BUNKYO} 1`]],
    ['2028-01-31', 2, [`2028-02 ${AOBA} 1`]],
    ['2028-03-01', 12, []],
  ])('from %s for %d months', async (from, months, rows) => expect((await ask(from, months)).toSorted()).toEqual(rows.toSorted()));

  it('tells an association of its own', async () => {
    expect(await ask('2026-11-01', 24, flow.acting(['association'], AOBA))).toEqual([`2026-12 ${AOBA} 1`, `2028-02 ${AOBA} 1`]);
  });

  it.each([
    ['2026-12-31', 0, '2026-12-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-01-31', 13, '2027-02-01'],
    ['2027-03-01', -1, '2027-02-01'],
  ])('%s and %d months on: %s', (day, months, month) => expect(monthAfter(day, months)).toBe(month));
});

describe('those who may be one', () => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await openFlow();
  });
  afterAll(() => flow[Symbol.asyncDispose]());
  const pairs = async (acting = flow.seats.clerk.acting) =>
    (await duplicateHolders(flow.authority.parts, acting)).map(({ holder, other, by }) => ({ pair: [holder.holder, other.holder], by }));

  it.each<[what: string, changed: Parameters<Flow['newFields']>[0], by: readonly string[]]>([
    ['name and birth date', { name: '会田　甲', kana: 'べつ　こう', birthDate: '1950-01-01' }, ['name-and-birth']],
    ['the old form of the name', { name: '會田　甲', kana: 'ほか　こう', birthDate: '1950-01-01' }, ['name-and-birth']],
    ['reading and birth date', { name: '別名　乙', kana: 'アイダ　コー', birthDate: '1950-01-01' }, ['kana-and-birth']],
    ['the member number', { name: '別名　丙', kana: 'べつめい　へい', memberId: '5555555555' }, ['member-id']],
  ])('share %s', async (_what, changed, by) => {
    const { holder } = await flow.withCard({ fields: { name: '会田　甲', kana: 'あいだ　こう', birthDate: '1950-01-01', memberId: '5555555555' } });
    const before = await pairs();
    const other = await flow.withCard({ fields: changed });
    const told = (await pairs()).filter(({ pair }) => pair.includes(other.holder));
    expect(told.flatMap((each) => each.by)).toEqual(expect.arrayContaining([...by]));
    expect((await flow.seats.clerk.page(other.holder)).duplicates.map((hit) => hit.holder)).toContain(holder);
    expect((await pairs()).length).toBeGreaterThan(before.length);
  });

  it('are told each with the first, also where they are three', async () => {
    const three: number[] = [];
    for (let count = 0; count < 3; count += 1)
      three.push((await flow.withCard({ fields: { name: '三人　同', kana: 'さんにん　どう', birthDate: '1951-01-01' } })).holder);
    const [first, second, third] = three;
    const told = (await pairs()).filter(({ pair }) => three.includes(pair[0]!));
    expect(told.map(({ pair }) => pair).toSorted()).toEqual(
      [
        [first, second],
        [first, third],
      ].toSorted(),
    );
    expect(told.every(({ by }) => by.includes('name-and-birth') && by.includes('kana-and-birth'))).toBe(true);
  });

  it.each<[what: string, changed: Parameters<Flow['newFields']>[0]]>([
    ['another birth date', { birthDate: '1952-01-02' }],
    ['no birth date', { birthDate: '' }],
    ['another name and reading', { name: '他人　某', kana: 'たにん　ぼう' }],
  ])('are not those with %s', async (_what, changed) => {
    const one = { name: '一人　丁', kana: 'ひとり　てい', birthDate: '1952-01-01' };
    await flow.withCard({ fields: one });
    const { holder } = await flow.withCard({ fields: { ...one, ...changed } });
    expect((await pairs()).filter(({ pair }) => pair.includes(holder))).toEqual([]);
    await flow.store.db
      .deleteFrom('credential_token')
      .where('holder', 'in', [holder, holder - 1])
      .execute();
  });

  it('are told to an association only where both are its own', async () => {
    const one = { name: '両会　戊', kana: 'りょうかい　ぼ', birthDate: '1953-01-01' };
    const here = await flow.withCard({ fields: one, association: AOBA });
    await flow.withCard({ fields: one, association: BUNKYO });
    const acting = flow.acting(['association'], AOBA);
    expect(await pairs(acting)).toEqual([]);
    const also = await flow.withCard({ fields: one, association: AOBA });
    expect((await pairs(acting)).map(({ pair }) => pair)).toEqual([[here.holder, also.holder]]);
  });
});
