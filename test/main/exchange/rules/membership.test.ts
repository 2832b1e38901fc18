import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openExchange } from '../../../../main/exchange/exchange.ts';
import type { IncomingEvent } from '../../../../main/exchange/inbox/incoming-event.ts';
import { codeOf } from '../../support/staff-desk.ts';
import { openFlow } from '../../support/credential-flow.ts';
import { HUB } from '../support.ts';

const http = { send: () => Promise.reject(new Error('no network')) };

/** The authority's desk, known to a hub whose national association is `jma`. */
async function openRules(enrolled = true) {
  const flow = await openFlow();
  const { application, authority } = flow.desk;
  const { store, audit } = application;
  const { status } = await application.venue();
  const exchange = await openExchange({ store, audit, http, status, authority: authority.parts });
  if (enrolled)
    await exchange.identity.enrol({
      ...{ url: HUB, client: 'a', issuer: `${HUB}/issuers/a`, hub: HUB, kind: 'authority', association: null, scopes: [], national: 'jma' },
    });
  const events = (registration: string) => ({
    tell: async (event: string, payload: object, happenedAt = '2026-11-29T02:59:00.000Z', jti: string = randomUUID()) => {
      const told: IncomingEvent = {
        ...{ issuer: HUB, jti, event, feed: 'membership', happenedAt },
        subject: { format: 'doctor', registration },
        payload: { effective_on: '2026-11-29', ...payload },
      };
      return (await exchange.inbox.take([told]))[0];
    },
  });
  const holder = (id: number) => authority.parts.holders.get(store.db, id);
  const drafts = async (id: number) =>
    (await store.db.selectFrom('credential_object').selectAll().where('holder', '=', id).where('kind', '=', 'application').execute()).map(
      ({ procedure, state, facts }) => [procedure, state, (JSON.parse(facts) as { reason: string | null }).reason],
    );
  const certificates = async (id: number) =>
    (
      await store.db.selectFrom('credential_object').select(['state', 'queue']).where('holder', '=', id).where('kind', '=', 'certificate').execute()
    ).map(({ state, queue }) => `${state} ${queue ?? ''}`.trim());
  const person = async (member = true) => {
    const given = await flow.withCard({ member });
    return { ...given, ...events(given.fields.registration) };
  };
  return { ...flow, exchange, store, holder, drafts, certificates, person, events, [Symbol.asyncDispose]: () => flow.desk[Symbol.asyncDispose]() };
}
const LATER = '2026-11-29T04:00:00.000Z';

describe('membership at the authority’s desk', () => {
  it('leaving the national association: the fee, a draft, and no revocation', async () => {
    await using desk = await openRules();
    const { holder, card, tell } = await desk.person();
    const jti = randomUUID();
    expect(await tell('membership.withdrawn', { association: 'jma' }, LATER, jti)).toBe('applied');
    expect((await desk.holder(holder)).member).toBe(false);
    expect(await desk.drafts(holder)).toEqual([['reissue', 'draft', 'left-membership']]);
    expect(await desk.certificates(holder)).toEqual(['active', 'active']);
    expect((await desk.seats.approver.page(holder)).objects.find(({ id }) => id === card)!.state).toBe('active');
    expect(await tell('membership.withdrawn', { association: 'jma' }, LATER, jti)).toBe('known');
    expect(await desk.drafts(holder)).toHaveLength(1);
  });

  it('leaving another association, or one of two groups, changes nothing', async () => {
    await using desk = await openRules();
    const { holder, tell } = await desk.person();
    await tell('membership.withdrawn', { association: 'tokyo' }, LATER);
    const [one, two] = [randomUUID(), randomUUID()];
    for (const membership of [one, two]) await tell('membership.joined', { association: 'jma', membership }, '2026-11-29T03:30:00.000Z');
    const before = await desk.drafts(holder);
    await tell('membership.withdrawn', { association: 'jma', membership: one }, LATER);
    expect((await desk.holder(holder)).member).toBe(true);
    expect(await desk.drafts(holder)).toEqual(before);
  });

  it('a withdrawal of a later day waits for that day', async () => {
    await using desk = await openRules();
    const { holder, tell } = await desk.person();
    expect(await tell('membership.withdrawn', { association: 'jma', effective_on: '2026-12-31' }, LATER)).toBe('waiting');
    expect(await desk.exchange.inbox.retry()).toBe(0);
    expect((await desk.holder(holder)).member).toBe(true);
    desk.clock.at = Date.parse('2026-12-31T03:00:00Z');
    expect(await desk.exchange.inbox.retry()).toBe(1);
    expect((await desk.holder(holder)).member).toBe(false);
    expect((await desk.exchange.view()).held).toEqual([]);
  });

  it('joining opens a reissue, which is free', async () => {
    await using desk = await openRules();
    const { holder, tell } = await desk.person(false);
    await tell('membership.joined', { association: 'jma' }, LATER);
    expect((await desk.holder(holder)).member).toBe(true);
    expect(await desk.drafts(holder)).toEqual([['reissue', 'draft', 'became-member']]);
  });

  it.each([
    ['joins again', true, 'withdrawn', 'joined', 'left-membership'],
    ['leaves again', false, 'joined', 'withdrawn', 'became-member'],
  ] as const)(
    'who %s before anybody began with the reissue needs none, and the next change opens its own',
    async (_name, member, away, back, reason) => {
      await using desk = await openRules();
      const { holder, tell } = await desk.person(member);
      await tell(`membership.${away}`, { association: 'jma' }, LATER);
      await tell(`membership.${back}`, { association: 'jma' }, '2026-11-29T05:00:00.000Z');
      expect((await desk.holder(holder)).member).toBe(member);
      expect(await desk.drafts(holder)).toEqual([['reissue', 'withdrawn', reason]]);
      expect(await desk.exchange.disagreements()).toEqual([]);
      await tell(`membership.${away}`, { association: 'jma' }, '2026-11-29T06:00:00.000Z');
      expect((await desk.drafts(holder)).map(([, state, why]) => `${state} ${why}`)).toEqual([`withdrawn ${reason}`, `draft ${reason}`]);
    },
  );

  it.each([
    [
      'a paper of it has come',
      async ({ seats }, application) =>
        void (await seats.clerk.addEvidence({ object: application, item: 'application-form', dated: null, note: '' })),
    ],
    ['it was submitted', async ({ take }, application) => void (await take(application, 'submit'))],
  ] as readonly [string, (desk: Awaited<ReturnType<typeof openRules>>, application: string) => Promise<void>][])(
    'who joins again after somebody began with the reissue, for %s: people settle it',
    async (_name, begin) => {
      await using desk = await openRules();
      const { holder, tell } = await desk.person();
      await tell('membership.withdrawn', { association: 'jma' }, LATER);
      const { id } = (await desk.seats.clerk.page(holder)).objects.find(({ procedure }) => procedure === 'reissue')!;
      await begin(desk, id);
      const begun = await desk.drafts(holder);
      await tell('membership.joined', { association: 'jma' }, '2026-11-29T05:00:00.000Z');
      expect(await desk.drafts(holder)).toEqual(begun);
      const [item] = await desk.exchange.disagreements();
      expect(item).toMatchObject({ kind: 'member', sides: { ours: { member: 'false' }, theirs: { member: 'true' } } });
      // Once it is taken back and their word counts, the card says so for nothing.
      await desk.take(id, 'withdraw');
      const settled = await desk.exchange.settle({ id: item!.id, decision: 'theirs', reason: '再入会を確認', by: 'x' });
      expect(settled).toEqual({ record: true, draft: true });
      expect((await desk.holder(holder)).member).toBe(true);
      expect((await desk.drafts(holder)).at(-1)).toEqual(['reissue', 'draft', 'became-member']);
    },
  );

  it('of two that came in the wrong order the later one counts', async () => {
    await using desk = await openRules();
    const { holder, tell } = await desk.person();
    expect(await tell('membership.joined', { association: 'jma' }, '2026-11-29T05:00:00.000Z')).toBe('applied');
    expect(await tell('membership.withdrawn', { association: 'jma' }, LATER)).toBe('superseded');
    expect((await desk.holder(holder)).member).toBe(true);
    expect(await desk.drafts(holder)).toEqual([]);
  });

  it('a death opens its procedure and ends nothing by itself', async () => {
    await using desk = await openRules();
    const { holder, tell } = await desk.person();
    await tell('person.deceased', {}, LATER);
    expect(await desk.drafts(holder)).toEqual([['death', 'draft', null]]);
    expect(await desk.certificates(holder)).toEqual(['active', 'active']);
  });

  it.each([
    ['the name that is known here was the former one', { name: '新姓　太郎', former_name: '検証　太郎' }, [['reissue', 'draft', 'name-change']], 0],
    ['somebody is known here under yet another name', { name: '新姓　太郎', former_name: '別名　太郎' }, [], 1],
    ['the name is the one that is known here', { name: '検証 太郎' }, [], 0],
  ] as const)('a change of name where %s', async (_name, payload, drafts, items) => {
    await using desk = await openRules();
    const { holder, tell } = await desk.person();
    await tell('person.name_changed', payload, LATER);
    expect(await desk.drafts(holder)).toEqual(drafts);
    expect(await desk.exchange.disagreements()).toHaveLength(items);
  });

  it('a change of name that two associations tell is one draft', async () => {
    await using desk = await openRules();
    const { holder, tell } = await desk.person();
    for (const _association of ['jma', 'tokyo']) await tell('person.name_changed', { name: '新姓　太郎', former_name: '検証　太郎' }, LATER);
    expect(await desk.drafts(holder)).toEqual([['reissue', 'draft', 'name-change']]);
    expect(await desk.exchange.disagreements()).toEqual([]);
  });

  it('a change of name while another card is being made is left to people', async () => {
    await using desk = await openRules();
    const { holder, tell } = await desk.person();
    await tell('membership.withdrawn', { association: 'jma' }, LATER);
    await tell('person.name_changed', { name: '新姓　太郎', former_name: '検証　太郎' }, LATER);
    expect(await desk.drafts(holder)).toEqual([['reissue', 'draft', 'left-membership']]);
    expect(await desk.exchange.disagreements()).toMatchObject([
      { kind: 'name', sides: { ours: { name: '検証　太郎' }, theirs: { name: '新姓　太郎', formerName: '検証　太郎' } } },
    ]);
  });

  it.each([
    ['ours', [], { record: false, draft: false }],
    ['theirs', [['reissue', 'draft', 'name-change']], { record: false, draft: true }],
  ] as const)('a name that is settled for %s: the name stays until its papers are checked', async (decision, drafts, entered) => {
    await using desk = await openRules();
    const { holder, tell } = await desk.person();
    await tell('person.name_changed', { name: '新姓　太郎', former_name: '別名　太郎' }, LATER);
    const [item] = await desk.exchange.disagreements();
    expect(await desk.exchange.settle({ id: item!.id, decision, reason: '戸籍で確認', by: 'x' })).toEqual(entered);
    expect(await desk.drafts(holder)).toEqual(drafts);
    expect((await desk.holder(holder)).fields!.name).toBe('検証　太郎');
    expect(await desk.exchange.disagreements('settled')).toMatchObject([{ settled: { by: 'x', decision, reason: '戸籍で確認' } }]);
    // Where it is under way already, nothing is opened a second time.
    await tell('person.name_changed', { name: '別姓　太郎', former_name: '別名　太郎' }, '2026-11-29T05:00:00.000Z');
    const [again] = await desk.exchange.disagreements();
    const nothing = decision === 'theirs' ? { record: false, draft: false } : { record: false, draft: true };
    expect(await desk.exchange.settle({ id: again!.id, decision: 'theirs', reason: 'x', by: 'x' })).toEqual(nothing);
    expect(await desk.drafts(holder)).toHaveLength(1);
  });

  it('what staff changed since the event is left, and people settle it with a reason', async () => {
    await using desk = await openRules();
    const { holder, tell } = await desk.person();
    await tell('membership.withdrawn', { association: 'jma' }, '2026-11-28T00:00:00.000Z');
    expect((await desk.holder(holder)).member).toBe(true);
    const [item] = await desk.exchange.disagreements();
    expect(item).toMatchObject({
      kind: 'member',
      holder,
      sides: { ours: { member: 'true' }, theirs: { member: 'false', effectiveOn: '2026-11-29' } },
    });
    const settled = { id: item!.id, decision: 'ours', by: 'x' } as const;
    expect(await codeOf(desk.exchange.settle({ ...settled, reason: ' ' }))).toBe('REASON_NEEDED');
    await desk.exchange.settle({ ...settled, reason: '電話で確認' });
    expect(await desk.exchange.disagreements()).toEqual([]);
    expect(await codeOf(desk.exchange.settle({ ...settled, reason: 'x' }))).toBe('RECONCILIATION_UNKNOWN');
  });

  it('somebody who is not known waits until there is a record', async () => {
    await using desk = await openRules();
    const fields = desk.newFields();
    expect(await desk.events(fields.registration).tell('membership.withdrawn', { association: 'jma' }, LATER)).toBe('waiting');
    expect((await desk.exchange.view()).held).toEqual([{ because: 'person-unknown', count: 1 }]);
    expect(await desk.exchange.inbox.retry()).toBe(0);
    const { holder } = await desk.withCard({ fields });
    expect(await desk.exchange.inbox.retry()).toBe(1);
    expect((await desk.holder(holder)).member).toBe(false);
  });

  it('before the hub has told its associations nothing is decided', async () => {
    await using desk = await openRules(false);
    const { tell } = await desk.person();
    expect(await tell('membership.withdrawn', { association: 'jma' }, LATER)).toBe('waiting');
  });

  it('an event of a kind that nobody here knows is kept', async () => {
    await using desk = await openRules();
    const told = { issuer: HUB, jti: randomUUID(), event: 'urn:later', feed: null, happenedAt: LATER, payload: { a: 1 } };
    expect(await desk.exchange.inbox.take([{ ...told, subject: { format: 'opaque', id: 'x' } }])).toEqual(['unknown']);
    expect((await desk.exchange.view()).unknown).toBe(1);
  });
});
