import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../../../main/audit/verify.ts';
import { previewRetention, proposeRetention, setRetention } from '../../../../main/credentials/records/retention.ts';
import { isUnaltered } from '../../../../main/credentials/registry/events.ts';
import { nonce } from '../../../support/authority-desk.ts';
import { noteDay } from '../../../../main/credentials/work/day.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';

const NOW = Date.parse('2026-11-29T03:00:00Z');
const years = (count: number) => count * 366 * 86_400_000;

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
beforeEach(async () => {
  flow.clock.at = NOW;
  for (const rule of ['ended', 'never-issued']) await setRetention(flow.authority.parts, flow.seats.approver.acting, rule, null);
});
afterAll(() => flow[Symbol.asyncDispose]());

const approver = () => flow.seats.approver.acting;
const preview = async () => (await previewRetention(flow.authority.parts, approver())).rows;
const set = (rule: string, count: number | null) => setRetention(flow.authority.parts, approver(), rule, count);
/** As somebody at the desk had said that the clock is right. */
const believed = () => noteDay(flow.authority.parts);
async function propose(holders: readonly number[]): Promise<string> {
  await believed();
  return proposeRetention(flow.authority.parts, flow.authority.proposals, approver(), holders);
}

/** Somebody whose card ended. */
async function ended() {
  const known = await flow.withCard({ expires: '2026-12-31' });
  await flow.take(known.card, 'note-death');
  await flow.store.db
    .updateTable('credential_object')
    .set({ state: 'revoked' })
    .where('holder', '=', known.holder)
    .where('kind', '=', 'certificate')
    .execute();
  return known;
}
/** Somebody whose application was rejected. */
async function neverIssued() {
  const { page, application } = await flow.apply({ procedure: 'new-issue' });
  await flow.take(application, 'reject');
  return { holder: page.holder, application };
}
/** Whom a rule names so many years later. */
async function named(later: number): Promise<readonly (readonly [number, string])[]> {
  flow.clock.at = NOW + years(later);
  return (await preview()).map(({ holder, rule }) => [holder, rule] as const);
}

describe('who is to be deleted', () => {
  it('is nobody while no rule is set', async () => {
    await ended();
    await neverIssued();
    expect(await named(90)).toEqual([]);
    expect((await previewRetention(flow.authority.parts, approver())).rules).toEqual([
      { id: 'ended', years: null, source: expect.any(String) },
      { id: 'never-issued', years: null, source: expect.any(String) },
    ]);
  });

  it.each<[rule: string, make: () => Promise<{ holder: number }>]>([
    ['ended', ended],
    ['never-issued', neverIssued],
    [
      'never-issued',
      async () => {
        const values = { fields: flow.newFields(), association: null, member: false };
        return flow.store.db.transaction().execute((tx) => flow.authority.parts.holders.add(tx, values));
      },
    ],
  ])('by the rule “%s”, once its years are over (%#)', async (rule, make) => {
    const { holder } = await make();
    await set(rule, 3);
    expect((await named(2)).filter(([found]) => found === holder)).toEqual([]);
    expect((await named(4)).filter(([found]) => found === holder)).toEqual([[holder, rule]]);
    flow.clock.at = NOW;
    await set(rule, null);
    await set(rule === 'ended' ? 'never-issued' : 'ended', 3);
    expect((await named(4)).filter(([found]) => found === holder)).toEqual([]);
  });

  it.each<[what: string, before: (known: { holder: number; card: string }) => Promise<unknown>]>([
    [
      'has a live card',
      async ({ holder }) =>
        flow.store.db.updateTable('credential_object').set({ state: 'active' }).where('holder', '=', holder).where('kind', '=', 'card').execute(),
    ],
    [
      'has a certificate that says yes',
      async ({ holder }) =>
        flow.store.db
          .updateTable('credential_object')
          .set({ state: 'active' })
          .where('holder', '=', holder)
          .where('kind', '=', 'certificate')
          .execute(),
    ],
    [
      'has a certificate whose revocation is not confirmed',
      async ({ holder }) =>
        flow.store.db
          .updateTable('credential_object')
          .set({ state: 'revoke-requested' })
          .where('holder', '=', holder)
          .where('kind', '=', 'certificate')
          .execute(),
    ],
    ['has an open application', async ({ holder }) => flow.apply({ procedure: 'contact-change', holder })],
    [
      'was changed since',
      async ({ holder }) => {
        flow.clock.at = NOW + years(3);
        const { fields } = await flow.seats.clerk.page(holder);
        await flow.seats.clerk.change({ holder, fields: { ...fields, email: 'a@example.jp' }, association: null, member: true, reason: 'x' });
      },
    ],
    [
      'gave a card back since',
      async ({ card }) => {
        flow.clock.at = NOW + years(3);
        await flow.take(card, 'take-back');
      },
    ],
  ])('is nobody who %s', async (_what, before) => {
    const known = await ended();
    await set('ended', 2);
    await before(known);
    expect((await named(4)).filter(([found]) => found === known.holder)).toEqual([]);
  });

  it.each([['an unknown rule', 'nobody', 3]] as const)('by %s is refused', async (_what, rule, count) =>
    expect(await refusalOf(set(rule, count))).toBe('USAGE_WRONG'),
  );
});

describe('the deletion of somebody', () => {
  it('is proposed to a second person, leaves nothing readable, and the log still verifies', async () => {
    const { holder, card, fields } = await ended();
    await flow.seats.clerk.note(holder, '消えるノート');
    await flow.seats.clerk.search(fields.registration, 5);
    await set('ended', 2);
    flow.clock.at = NOW + years(4);
    const proposal = await propose([holder]);
    const shown = (await flow.authority.proposals.list(flow.seats.second.acting)).find(({ id }) => id === proposal)!;
    expect(shown.details).toEqual([{ label: 'person', value: fields.name, holder }]);
    expect((await flow.seats.approver.page(holder)).fields.name).toBe(fields.name);
    expect(await refusalOf(flow.authority.proposals.confirm(approver(), proposal))).toBe('SECOND_PERSON_NEEDED');
    await flow.confirm(proposal);

    const page = await flow.seats.approver.page(holder);
    expect(page).toMatchObject({ deleted: true, fields: { name: '', registration: '', kana: '' }, notes: [], duplicates: [] });
    expect(page.procedures.every(({ closed }) => closed === 'deleted')).toBe(true);
    expect(page.timeline.map(({ transition, reason }) => [transition, reason])).toEqual([
      ['note-death', null],
      ['take-over', null],
      ['take-over', null],
      ['take-over', null],
    ]);
    for (const text of [fields.registration, fields.memberId, `TAKEN-${fields.registration}`])
      expect([text, await flow.seats.clerk.search(text, 5)]).toEqual([text, []]);
    expect(await flow.store.db.selectFrom('credential_token').selectAll().where('holder', '=', holder).execute()).toEqual([]);
    const letters = await flow.store.db.selectFrom('credential_letter').select('id').where('holder', '=', holder).execute();
    for (const { id } of letters) expect(await refusalOf(flow.seats.clerk.letter(id))).toBe('LETTER_UNKNOWN');
    const { database } = flow.store.folder;
    for (const file of [database, `${database}-wal`])
      expect((await readFile(file).catch(() => Buffer.alloc(0))).includes(Buffer.from('消えるノート'))).toBe(false);
    // What happened stays, and stays provable.
    const events = await flow.events(holder);
    expect([events.length, events.every(isUnaltered)]).toEqual([4, true]);
    expect(await verifyAudit(flow.store)).toMatchObject({ intact: true });
    expect((await flow.authority.parts.audit.list(null, 1, { action: 'holder.deleted' }))[0]!.facts).toEqual({
      holder,
      rule: 'ended',
      proposal,
      by: approver().id,
      second: flow.seats.second.acting.id,
    });
    // Nothing can be done with what is left.
    expect(await refusalOf(flow.apply({ procedure: 'contact-change', holder }))).toBe('HOLDER_UNKNOWN');
    expect(await refusalOf(flow.seats.clerk.note(holder, 'x'))).toBe('HOLDER_UNKNOWN');
    expect(card).toBe(page.objects[0]!.id);
    // Somebody else may have the number then, and the same person may come again.
    expect((await flow.withCard({ fields: { registration: fields.registration } })).holder).not.toBe(holder);
  });

  it('is not proposed of anybody whom no rule names', async () => {
    const [one, live] = [await ended(), await flow.withCard()];
    await set('ended', 2);
    flow.clock.at = NOW + years(4);
    expect(await refusalOf(propose([one.holder, live.holder]))).toBe('BULK_CHANGED');
    expect(await refusalOf(propose([99_999]))).toBe('BULK_CHANGED');
  });

  it('leaves whoever came back meanwhile, and is done once', async () => {
    const [gone, back] = [await ended(), await ended()];
    await set('ended', 2);
    flow.clock.at = NOW + years(4);
    const proposal = await propose([gone.holder, back.holder]);
    await flow.apply({ procedure: 'new-issue', holder: back.holder, receivedOn: '2030-11-29' });
    await flow.confirm(proposal);
    expect([(await flow.seats.approver.page(gone.holder)).deleted, (await flow.seats.approver.page(back.holder)).deleted]).toEqual([true, false]);
    await flow.store.db.updateTable('credential_proposal').set({ state: 'open' }).where('id', '=', proposal).execute();
    const before = (await flow.authority.parts.audit.list(null, 100, { action: 'holder.deleted' })).length;
    await flow.confirm(proposal);
    expect((await flow.authority.parts.audit.list(null, 100, { action: 'holder.deleted' })).length).toBe(before);
  });

  it('leaves a proposal about them without words', async () => {
    const { holder, card } = await ended();
    await flow.store.db.updateTable('credential_object').set({ state: 'returned' }).where('id', '=', card).execute();
    await flow.seats.operator.advance({
      nonce: nonce(),
      object: card,
      transition: 'destroy',
      evidence: ['destruction-record'],
      reason: '秘密の理由',
    });
    await set('ended', 2);
    flow.clock.at = NOW + years(4);
    await flow.confirm(await propose([holder]));
    const own = (await flow.authority.proposals.list(approver())).find((each) => each.holder === holder);
    expect(own).toMatchObject({ name: '', reason: '' });
  });
});
