import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dayInJapan } from '../../../../main/day-in-japan.ts';
import { keepSetting } from '../../../../main/store/setting.ts';
import { openAuthorityDesk } from '../../../support/authority-desk.ts';
import { proposeRetention } from '../../../../main/credentials/records/retention.ts';
import { dayInDoubt } from '../../../../main/credentials/work/day.ts';
import { queuePage } from '../../../../main/credentials/work/queue.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';

let flow: Flow;
/** It is so late, and the day is believed. */
async function at(time: string): Promise<void> {
  flow.clock.at = Date.parse(time);
  await keepSetting(flow.store.db, 'credential day', dayInJapan(flow.clock.at));
}
beforeAll(async () => {
  flow = await openFlow();
});
beforeEach(() => at('2026-11-29T03:00:00Z'));
afterAll(() => flow[Symbol.asyncDispose]());

const states = async (holder: number) =>
  (await flow.seats.clerk.page(holder)).objects.filter(({ kind }) => kind !== 'application').map(({ state }) => state);

describe('what days bring by themselves', () => {
  it.each<[now: string, states: readonly string[], why: string]>([
    ['2027-06-30T14:59:59Z', ['active', 'active', 'active'], 'the last second of its last day in Japan'],
    ['2027-06-30T15:00:00Z', ['expired', 'expired', 'expired'], 'the day after has begun there'],
  ])('at %s: %s (%s)', async (now, expected) => {
    const { holder } = await flow.withCard({ expires: '2027-06-30' });
    await at(now);
    await flow.authority.passDays();
    expect(await states(holder)).toEqual(expected);
  });

  it.each([
    ['block-pin', 'expired'],
    ['hold', 'expired'],
    ['damage', 'damaged'],
    ['lose', 'lost'],
  ])('to a card after %s: %s', async (step, state) => {
    const { holder, card } = await flow.withCard({ expires: '2027-06-30' });
    await flow.take(card, step);
    await at('2027-07-02T00:00:00Z');
    await flow.authority.passDays();
    expect((await states(holder))[0]).toBe(state);
  });

  it('a card that nobody fetched is overdue after its day, the holder told once more, and it is handed over all the same', async () => {
    const { holder, order } = await flow.atDesk();
    const { due } = await flow.row(order);
    expect(due).toBe('2027-01-28');
    await at(`${due}T14:59:59Z`);
    await flow.authority.passDays();
    expect((await flow.row(order)).state).toBe('notified');
    await at(`${due}T15:00:00Z`);
    expect(await flow.authority.passDays()).toBeGreaterThan(0);
    expect(await flow.row(order)).toMatchObject({ state: 'overdue', queue: 'order-notify' });
    expect((await flow.events(holder)).at(-1)).toMatchObject({ transition: 'miss-deadline', by: 'program', event: 'card.order.overdue' });
    expect(await flow.authority.passDays()).toBe(0);
    await flow.handOver(order);
    expect((await flow.row(order)).state).toBe('handed-over');
  });

  it('a proposal that nobody confirmed lapses', async () => {
    const { holder, card } = await flow.withCard();
    const { proposal } = await flow.seats.approver.advance({
      nonce: 'a nonce of a lapsed one',
      object: card,
      transition: 'lose',
      evidence: ['caller-checks'],
      reason: 'x',
    });
    await at('2026-12-02T02:00:00Z');
    await flow.authority.passDays();
    expect((await flow.seats.approver.page(holder)).proposals).toEqual([proposal]);
    await at('2026-12-02T04:00:00Z');
    await flow.authority.passDays();
    expect((await flow.seats.approver.page(holder)).proposals).toEqual([]);
    expect(await refusalOf(flow.confirm(proposal!))).toBe('PROPOSAL_UNKNOWN');
  });

  it('once, however many look at the same time', async () => {
    await at('2027-07-02T00:00:00Z');
    await flow.authority.passDays();
    await at('2026-11-29T03:00:00Z');
    const cards = [];
    for (let count = 0; count < 3; count += 1) cards.push(await flow.withCard({ expires: '2027-06-30' }));
    await at('2027-07-02T00:00:00Z');
    const taken = await Promise.all(Array.from({ length: 5 }, () => flow.authority.passDays()));
    expect(taken.reduce((sum, each) => sum + each, 0)).toBe(9);
    for (const { holder } of cards) expect((await flow.events(holder)).filter(({ transition }) => transition === 'expire')).toHaveLength(3);
  });

  it('to more than are taken in one go', async () => {
    const holders = [];
    for (let count = 0; count < 70; count += 1) holders.push((await flow.withCard({ expires: '2027-06-30' })).holder);
    await at('2027-07-02T00:00:00Z');
    expect(await flow.authority.passDays()).toBe(210);
    expect(await flow.authority.passDays()).toBe(0);
  });
});

describe('a clock that went on far', () => {
  const late = '2031-07-02';
  it.each<[days: number, doubt: boolean]>([
    [35, false],
    [36, true],
  ])('by %i days: in doubt %s', async (days, doubt) => {
    await using own = await openFlow();
    const { holder } = await own.withCard({ expires: '2026-11-30' });
    own.clock.at += days * 86_400_000;
    expect(await own.authority.passDays()).toBe(doubt ? 0 : 3);
    const { objects } = await own.seats.clerk.page(holder);
    expect(objects.every(({ state }) => (state === 'active') === doubt)).toBe(true);
  });

  it('expires nothing before somebody of the centre says that the day is right', async () => {
    await using own = await openFlow();
    const { holder } = await own.withCard({ expires: '2027-06-30' });
    own.clock.at = Date.parse(`${late}T00:00:00Z`);
    const state = async () => (await own.seats.clerk.page(holder)).objects[0]!.state;
    const page = () => queuePage(own.authority.parts, own.seats.clerk.acting, { queue: null, association: null, after: null, limit: 10 });
    expect([await own.authority.passDays(), await state(), (await page()).doubt]).toEqual([0, 'active', { last: '2026-11-29', today: late }]);
    expect(await refusalOf(own.seats.approver.confirmDay('2031-07-01'))).toMatch(/^USAGE_WRONG/);
    for (const role of ['auditor', 'reception', 'examiner', 'association'] as const)
      expect(await refusalOf(own.seatAs([role], role === 'association' ? '文京区医師会' : null).confirmDay(late))).toMatch(/^STAFF_ROLE_NEEDED/);
    expect(await state()).toBe('active');
    const doubted = [
      own.authority.production.export(own.seats.operator.acting, null, 'utf-8'),
      proposeRetention(own.authority.parts, own.authority.proposals, own.seats.approver.acting, [holder]),
    ];
    for (const work of doubted) expect(await refusalOf(work)).toMatch(/^DAY_IN_DOUBT/);
    await own.seats.approver.confirmDay(late);
    expect([await state(), (await page()).doubt]).toEqual(['expired', null]);
    expect((await own.authority.parts.audit.list(null, 50)).find(({ action }) => action === 'settings.changed')).toMatchObject({
      facts: { setting: 'credential day', day: late, by: own.seats.approver.acting.id },
    });
  });

  it('is doubted where the desk never noted a day, by the log', async () => {
    await using own = await openFlow();
    await own.withCard({ expires: '2026-11-30' });
    await own.store.db.deleteFrom('setting').where('name', '=', 'credential day').execute();
    own.clock.at += 36 * 86_400_000;
    expect(await own.authority.passDays()).toBe(0);
  });

  it('that went back by more than a day is doubted too', async () => {
    await using own = await openFlow();
    own.clock.at -= 2 * 86_400_000;
    expect(await dayInDoubt(own.authority.parts)).toEqual({ last: '2026-11-29', today: '2026-11-27' });
  });

  it('and is put back leaves what was not confirmed as it was', async () => {
    await using own = await openFlow();
    const { holder } = await own.withCard({ expires: '2027-06-30' });
    const { at: right } = own.clock;
    own.clock.at = Date.parse(`${late}T00:00:00Z`);
    await own.authority.passDays();
    own.clock.at = right;
    expect([await own.authority.passDays(), (await own.seats.clerk.page(holder)).objects[0]!.state]).toEqual([0, 'active']);
  });
});

it('what days brought while the desk was closed is done when it opens', async () => {
  await at('2027-06-29T00:00:00Z');
  const { holder } = await flow.withCard({ expires: '2027-06-30' });
  await flow[Symbol.asyncDispose]();
  await using desk = await openAuthorityDesk(flow.folder, { now: () => new Date('2027-07-02T00:00:00Z') });
  expect((await desk.seats.clerk.page(holder)).objects.map(({ state }) => state)).toEqual(['expired', 'expired', 'expired']);
});
