import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkOrder } from '../../../../main/api/schema/credentials.ts';
import { previewBulk, proposeBulk } from '../../../../main/credentials/bulk/bulk.ts';
import { importRegistry } from '../../../../main/credentials/transfer/import-registry.ts';
import { type Flow, openFlow, refusalOf, TODAY } from '../../support/credential-flow.ts';
import { registryCsv } from '../../support/registry-csv.ts';

const PEOPLE = 300;

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

const bulk = (order: Partial<BulkOrder>): BulkOrder => ({
  task: 'open-renewals',
  until: '2027-01-31',
  association: null,
  queue: null,
  transition: null,
  objects: null,
  evidence: [],
  reason: '',
  ...order,
});
const preview = (order: Partial<BulkOrder>, by = flow.seats.clerk) => previewBulk(flow.authority.parts, by.acting, bulk(order));
async function propose(order: Partial<BulkOrder>, by = flow.seats.clerk): Promise<string> {
  const { digest } = await preview(order, by);
  return proposeBulk(flow.authority.parts, flow.authority.proposals, by.acting, { ...bulk(order), digest });
}
const confirm = (proposal: string) => flow.authority.proposals.confirm(flow.seats.approver.acting, proposal);
const reopen = (proposal: string) => flow.store.db.updateTable('credential_proposal').set({ state: 'open' }).where('id', '=', proposal).execute();
const lastOf = async (action: string) => (await flow.authority.parts.audit.list(null, 1, { action }))[0]!.facts;
const applications = (holder: number) =>
  flow.store.db.selectFrom('credential_object').selectAll().where('holder', '=', holder).where('kind', '=', 'application').execute();
const counted = (of: 'credential_object' | 'credential_event' | 'credential_letter') =>
  flow.store.db
    .selectFrom(of)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();

describe('the renewal of three hundred', () => {
  let holders: readonly number[];
  beforeAll(async () => {
    const people = Array.from({ length: PEOPLE }, (_none, index) => {
      const fields = flow.newFields();
      const ends = index === 0 ? '2027-01-31' : '2026-12-31';
      return {
        fields,
        association: index % 2 ? '青葉区医師会' : '文京区医師会',
        member: index % 3 > 0,
        card: { serial: `BULK-${index}`, expires: ends, issuer: 'CN=x', signatureSerial: `5${index}A`, authenticationSerial: `6${index}A` },
      };
    });
    await importRegistry(flow.authority.parts, flow.seats.operator.acting, registryCsv(people), true);
    // On the day after the span, so not among them.
    await flow.withCard({ expires: '2027-02-01' });
    holders = (await flow.store.db.selectFrom('credential_holder').select('id').orderBy('id').limit(PEOPLE).execute()).map(({ id }) => id);
  });

  it('is previewed row by row, with what it costs', async () => {
    const { rows, changes, left, fees } = await preview({});
    expect([rows.length, changes, left, fees]).toEqual([PEOPLE, PEOPLE, 0, 100 * 5_500]);
    expect(rows[0]).toMatchObject({ from: 'active', to: 'draft', because: null, letters: ['renewal-notice'], name: '検証　太郎' });
    expect(rows.map(({ holder }) => holder).toSorted((a, b) => a - b)).toEqual(holders);
    const proposal = await propose({});
    const shown = (await flow.authority.proposals.list(flow.seats.approver.acting)).find(({ id }) => id === proposal)!;
    expect([shown.count, shown.details.length]).toEqual([PEOPLE, Math.min(PEOPLE, 200)]);
    const [{ object, holder, name } = rows[0]!] = rows;
    expect(shown.details[0]).toEqual({ label: 'row', value: name, object, state: 'active', holder });
    await flow.authority.proposals.refuse(flow.seats.approver.acting, proposal, 'x');
    expect((await preview({ association: '青葉区医師会' })).changes).toBe(PEOPLE / 2);
    expect((await preview({ until: '2027-01-30' })).changes).toBe(PEOPLE - 1);
    expect((await previewBulk(flow.authority.parts, flow.acting(['operator'], '青葉区医師会'), bulk({ association: '文京区医師会' }))).changes).toBe(
      PEOPLE / 2,
    );
  });

  it('is proposed as it was previewed, and not once anything changed', async () => {
    const { digest } = await preview({});
    const { card } = await flow.withCard({ expires: '2026-12-30' });
    const work = () => proposeBulk(flow.authority.parts, flow.authority.proposals, flow.seats.clerk.acting, { ...bulk({}), digest });
    expect(await refusalOf(work())).toBe('BULK_CHANGED');
    await flow.take(card, 'damage');
    expect(await refusalOf(work())).toBeNull();
  });

  it('is done with a second person, leaves those who moved on, and a second time changes nothing', async () => {
    const [byHand, ended, held, foreign] = holders as [number, number, number, number];
    const proposal = await propose({});
    // Meanwhile: one renewed by hand, one who died, one who is held, one who moved (who is nobody's stranger here).
    const cardOf = async (holder: number) =>
      (
        await flow.store.db
          .selectFrom('credential_object')
          .select('id')
          .where('holder', '=', holder)
          .where('kind', '=', 'card')
          .executeTakeFirstOrThrow()
      ).id;
    await flow.apply({ procedure: 'renewal', holder: byHand });
    await flow.take(await cardOf(ended), 'note-death');
    await flow.take(await cardOf(held), 'hold');
    const { fields } = await flow.seats.clerk.page(foreign);
    const moved = await flow.seats.clerk.change({ holder: foreign, fields, association: '別の医師会', member: true, reason: '異動' });
    for (const joined of moved.proposals) await flow.confirm(joined);
    expect(await refusalOf(flow.authority.proposals.confirm(flow.seats.clerk.acting, proposal))).toBe('SECOND_PERSON_NEEDED');
    expect(await refusalOf(flow.authority.proposals.confirm(flow.seats.operator.acting, proposal))).toBe('STAFF_ROLE_NEEDED');
    await confirm(proposal);
    expect(await lastOf('credential.bulk')).toMatchObject({
      proposal,
      task: 'open-renewals',
      changed: PEOPLE - 3,
      left: 3,
      by: flow.seats.clerk.acting.id,
      second: flow.seats.approver.acting.id,
    });
    for (const [index, holder] of holders.entries()) {
      const own = await applications(holder);
      expect([index, own.length]).toEqual([index, holder === ended || holder === held ? 0 : 1]);
    }
    const [made] = await applications(foreign);
    expect(made).toMatchObject({ state: 'draft', queue: 'application-submit', procedure: 'renewal', association: '別の医師会' });
    expect(JSON.parse(made!.facts)).toMatchObject({ channel: 'paper', receivedOn: TODAY, member: true });
    const before = [await counted('credential_object'), await counted('credential_event'), await counted('credential_letter')];
    await reopen(proposal);
    await confirm(proposal);
    expect([await counted('credential_object'), await counted('credential_event'), await counted('credential_letter')]).toEqual(before);
    expect(await lastOf('credential.bulk')).toMatchObject({ changed: 0 });
  });

  it('once it is open is not opened again', async () => {
    const { rows, changes, left } = await preview({});
    expect([changes, left]).toEqual([1, rows.length - 1]);
    expect(new Set(rows.filter(({ to }) => to === null).map(({ because }) => because))).toEqual(new Set(['under-way']));
    expect(rows.filter(({ to }) => to !== null).map(({ holder }) => holder)).toEqual([holders[2]]);
  });

  it('goes on step by step, those apart whose papers are not there', async () => {
    const some = await Promise.all(holders.slice(10, 14).map(async (holder) => (await applications(holder))[0]!.id));
    const submitted = await propose({ task: 'advance', objects: some, transition: 'submit', evidence: ['application-form'] });
    await confirm(submitted);
    const [with_] = some;
    await flow.addPapers(with_!, await flow.seats.clerk.page(holders[10]!));
    const checked = await preview({ task: 'advance', objects: some, transition: 'check-documents' });
    expect(checked.rows.map(({ object, to, because }) => [object, to, because])).toEqual([
      [with_, 'documents-checked', null],
      ...some.slice(1).map((object) => [object, null, 'evidence']),
    ]);
    await confirm(await propose({ task: 'advance', objects: some, transition: 'check-documents' }));
    expect(await Promise.all(some.map(async (object) => (await flow.row(object)).state))).toEqual([
      'documents-checked',
      'submitted',
      'submitted',
      'submitted',
    ]);
  });

  it('by queue takes what waits there', async () => {
    const { rows } = await preview({ task: 'advance', queue: 'application-check-documents', transition: 'return', reason: '書類不足' });
    expect(rows.map(({ from, to, letters }) => [from, to, letters.join()])).toEqual(rows.map(() => ['submitted', 'returned', 'missing-items']));
    expect(rows.length).toBe(4);
  });
});

describe('notices of renewal', () => {
  it('go out and change no state', async () => {
    const { holder, card } = await flow.withCard({ expires: '2026-12-01', association: '通知医師会' });
    const order = { task: 'renewal-notices' as const, association: '通知医師会' };
    expect((await preview(order)).rows).toMatchObject([{ object: card, from: 'active', to: 'active', letters: ['renewal-notice'] }]);
    await confirm(await propose(order));
    const page = await flow.seats.clerk.page(holder);
    expect(flow.view(page, card)).toMatchObject({ state: 'active', queue: null, facts: { noticedOn: TODAY } });
    expect(page.timeline[0]).toMatchObject({ transition: 'notice', letters: [{ template: 'renewal-notice' }] });
  });
});

describe('a bulk of steps that two persons take each', () => {
  it('is taken by the proposer and the one who confirms', async () => {
    const known = [await flow.withCard(), await flow.withCard()];
    const cards = known.map(({ card }) => card);
    const order = { task: 'advance' as const, objects: cards, transition: 'note-death', evidence: ['death-notice'] };
    await confirm(await propose(order, flow.seats.second));
    for (const card of cards) expect((await flow.row(card)).state).toBe('deceased');
    const [event] = (await flow.events(known[0]!.holder)).filter(({ transition }) => transition === 'note-death');
    expect(event).toMatchObject({ by: flow.seats.second.acting.id, second: flow.seats.approver.acting.id });
  });
});

describe('what makes no bulk', () => {
  it.each<[what: string, order: Partial<BulkOrder>, code: string]>([
    ['an advance without a step', { task: 'advance', queue: 'card-lose' }, 'USAGE_WRONG'],
    ['an advance of nothing', { task: 'advance', transition: 'lose' }, 'USAGE_WRONG'],
    ['one that changes nothing', { task: 'advance', objects: ['C99-0000001'], transition: 'lose' }, 'BULK_CHANGED'],
    ['a step that the machine does not know', { task: 'advance', queue: 'application-submit', transition: 'fly' }, 'BULK_CHANGED'],
  ])('%s', async (_what, order, code) => expect(await refusalOf(propose(order))).toBe(code));
});
