import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CredentialObject, HolderPage } from '../../../../main/api/schema/credentials.ts';
import { IDENTITY_DOCUMENTS } from '../../../../main/credentials/procedures/table.ts';
import { nonce, objectIn } from '../../../support/authority-desk.ts';
import { type Flow, openFlow, refusalOf, TODAY } from '../../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

const second = ({ objects }: HolderPage): CredentialObject => objects.find(({ facts }) => facts['usage'] === 'second')!;
const brief = ({ objects }: HolderPage) =>
  objects.filter(({ kind }) => kind !== 'application').map(({ id, state, queue }) => `${id.charAt(0)} ${state}${queue ? ` ${queue}` : ''}`);

/** Somebody with a card and a certificate beside it. */
async function withSecond() {
  const known = await flow.withCard();
  const { application, page } = await flow.apply({ procedure: 'second-certificate', holder: known.holder });
  await flow.toTheEnd(await flow.approve(application, page));
  return known;
}

async function approved(procedure: string, order: Partial<Parameters<Flow['apply']>[0]>) {
  const { application, page } = await flow.apply({ procedure, ...order });
  return { application, page: await flow.approve(application, page) };
}

describe('the certificate beside the card', () => {
  it.each([
    ['loss', 'active'],
    ['discontinuation', 'active'],
    ['death', 'revoke-requested'],
    ['licence-revoked', 'revoke-requested'],
  ])('after %s: %s', async (procedure, state) => {
    const { holder } = await withSecond();
    const { page } = await approved(procedure, { holder });
    const ended = await flow.toTheEnd(page);
    expect(second(ended.page).state).toBe(state);
    expect(
      ended.page.objects.filter(({ kind, facts }) => kind === 'certificate' && facts['usage'] !== 'second').map((certificate) => certificate.state),
    ).toEqual(['revoke-requested', 'revoke-requested']);
  });

  it.each(['death', 'licence-revoked'])('alone after the card is lost: %s asks for its revocation all the same', async (procedure) => {
    const { holder, card } = await withSecond();
    await flow.take(card, 'lose');
    const { page } = await approved(procedure, { holder });
    expect(second(page)).toMatchObject({ state: 'active', queue: 'certificate-request-revocation' });
    const { steps } = await flow.toTheEnd(page);
    expect(steps).toContain('application-complete');
  });

  it('that is not issued yet is issued no more after a death, and its application waits for its end', async () => {
    const { holder } = await flow.withCard();
    await approved('second-certificate', { holder });
    const { page } = await approved('death', { holder });
    const ended = await flow.toTheEnd(page);
    expect(second(ended.page).state).toBe('cancelled');
    expect(
      ended.page.objects
        .filter(({ kind }) => kind === 'application')
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(['done', 'withdrawn']);
  });
});

describe('what was asked for and is asked for no longer', () => {
  it.each([
    ['loss', 'card-lose'],
    ['hold', 'card-hold'],
    ['discontinuation', 'card-cease'],
  ])('an approved %s that is withdrawn lets the card be', async (procedure, queue) => {
    const { holder, card } = await flow.withCard();
    const { application, page } = await approved(procedure, { holder, ...(procedure === 'hold' && { reason: 'holder-wish' }) });
    expect(flow.view(page, card).queue).toBe(queue);
    const after = await flow.take(application, 'withdraw');
    expect(flow.view(after, card)).toMatchObject({ state: 'active', queue: null });
  });

  it('a withdrawn application for a second certificate has it cancelled', async () => {
    const { holder } = await flow.withCard();
    const { application } = await approved('second-certificate', { holder });
    const page = await flow.take(application, 'withdraw');
    expect(second(page)).toMatchObject({ state: 'requested', queue: 'certificate-cancel' });
    expect(second((await flow.toTheEnd(page)).page).state).toBe('cancelled');
  });

  it('a card that is stopped as lost and found again waits for its end no longer', async () => {
    const { card } = await flow.withCard();
    const stopped = await flow.seats.clerk.stop({
      nonce: nonce(),
      card,
      cause: 'loss',
      caller: ['registration-number', 'birth-date', 'call-back'],
      heldFrom: null,
      heldUntil: null,
      reason: '',
    });
    expect(flow.view(stopped.page, card)).toMatchObject({ state: 'held', queue: 'card-lose' });
    const page = await flow.take(card, 'resume');
    expect(flow.view(page, card)).toMatchObject({ state: 'active', queue: null });
  });

  it('but a loss that was applied for stays asked for, whoever resumed the card', async () => {
    const { holder, card } = await flow.withCard();
    await approved('loss', { holder });
    await flow.take(card, 'hold');
    expect(flow.view(await flow.take(card, 'resume'), card)).toMatchObject({ state: 'active', queue: 'card-lose' });
  });

  it.each([
    ['hold', 'death'],
    ['loss', 'death'],
  ])('a %s that a %s has overtaken waits to be withdrawn, and nothing is left over', async (first, then) => {
    const { holder } = await flow.withCard();
    const overtaken = await approved(first, { holder, ...(first === 'hold' && { reason: 'holder-wish' }) });
    const { page } = await approved(then, { holder });
    const card = objectIn(page, 'card').id;
    const after = await flow.take(card, 'note-death');
    expect(flow.view(after, overtaken.application).queue).toBe('application-withdraw');
    const { page: ended } = await flow.toTheEnd(after);
    expect(ended.objects.filter(({ queue }) => queue !== null && queue !== 'certificate-confirm-revocation')).toEqual([]);
  });

  it('two applications for one step end with it together', async () => {
    const { holder, card } = await flow.withCard();
    await approved('hold', { holder, reason: 'holder-wish' });
    await approved('suspension-from-business', { holder, facts: { heldFrom: TODAY, heldUntil: '2027-03-31' } });
    const page = await flow.take(card, 'hold');
    expect(page.objects.filter(({ kind }) => kind === 'application').map(({ queue }) => queue)).toEqual([
      'application-complete',
      'application-complete',
    ]);
  });

  it('a cancelled order leaves an application to be withdrawn and a card to be destroyed, whose certificates are never issued', async () => {
    const { order } = await flow.atDesk();
    await flow.take(order, 'return-to-centre');
    const page = await flow.take(order, 'cancel');
    expect(brief(page)).toEqual(['O cancelled', 'C at-desk card-spoil', 'T requested', 'T requested']);
    const ended = await flow.toTheEnd(page);
    expect(brief(ended.page)).toEqual(['O cancelled', 'C destroyed', 'T cancelled', 'T cancelled']);
    expect(objectIn(ended.page, 'application').state).toBe('withdrawn');
  });
});

describe('the reason of a revocation', () => {
  const reasons = (page: HolderPage) => page.objects.filter(({ kind }) => kind === 'certificate').map(({ revocation }) => revocation?.reason ?? null);
  it.each<[why: string, at: 'application' | 'step' | 'request' | 'nowhere', reason: string]>([
    ['where nobody says that the PIN is out', 'nowhere', 'cessationOfOperation'],
    ['where the application says it', 'application', 'keyCompromise'],
    ['where the approver of the loss says it', 'step', 'keyCompromise'],
    ['where the request says it', 'request', 'keyCompromise'],
  ])('%s', async (_why, at, reason) => {
    const { holder, card } = await flow.withCard();
    const known = (here: string) => (at === here ? { facts: { pinKnown: true } } : {});
    const { page } = await approved('loss', { holder, ...known('application') });
    await flow.take(card, 'lose', known('step'));
    for (const { id, kind } of page.objects) if (kind === 'certificate') await flow.take(id, 'request-revocation', known('request'));
    expect(reasons(await flow.seats.clerk.page(holder))).toEqual([reason, reason]);
  });

  it.each([['true'], [1], [null], ['yes']])('%j is no word for it', async (pinKnown) => {
    const { holder, card } = await flow.withCard();
    expect(await refusalOf(flow.take(card, 'lose', { facts: { pinKnown: pinKnown as unknown as string } }))).toMatch(/^USAGE_WRONG/);
    await flow.take(card, 'lose');
    const ended = await flow.toTheEnd(await flow.seats.clerk.page(holder));
    expect(reasons(ended.page)).toEqual(['cessationOfOperation', 'cessationOfOperation']);
  });

  it('that is grave is not made light by the card that follows', async () => {
    const { holder, card } = await flow.withCard();
    await flow.take(card, 'lose', { facts: { pinKnown: true } });
    const { page } = await approved('reissue', { holder, reason: 'damage' });
    const order = objectIn(page, 'order').id;
    await flow.bringToDesk(order);
    const { page: ended } = await flow.toTheEnd(await flow.handOver(order));
    expect(reasons(ended).toSorted()).toEqual(['keyCompromise', 'keyCompromise', null, null]);
  });

  it('is the code of RFC 5280 in the letter to the authority, not the words of staff', async () => {
    const { holder } = await flow.withCard();
    const { page } = await flow.toTheEnd((await approved('loss', { holder })).page);
    const row = await flow.store.db
      .selectFrom('credential_letter')
      .selectAll()
      .where('holder', '=', holder)
      .where('template', '=', 'revocation-request')
      .executeTakeFirstOrThrow();
    const { person } = await flow.authority.parts.holders.get(flow.store.db, holder);
    const data = (await flow.store.persons.open(flow.store.db, person, row.sealed, 'credential letter')) as { facts: Record<string, string> };
    const { due } = page.objects.find(({ id }) => id === row.object)!.revocation!;
    expect(data.facts).toMatchObject({ reason: 'cessationOfOperation', cause: 'loss', deadline: due });
  });
});

describe('holds with days', () => {
  it('are due on the day from which, and end to be looked at on the day until which', async () => {
    const { holder, card } = await flow.withCard();
    const { page } = await approved('suspension-from-business', { holder, facts: { heldFrom: '2026-12-24', heldUntil: '2027-03-31' } });
    expect(flow.view(page, card)).toMatchObject({ queue: 'card-hold', due: '2026-12-24' });
    const held = await flow.take(card, 'hold');
    expect(flow.view(held, card)).toMatchObject({
      state: 'held',
      queue: 'card-resume',
      due: '2027-03-31',
      facts: { heldFrom: '2026-12-24', heldUntil: '2027-03-31' },
    });
    expect(flow.view(await flow.take(card, 'resume'), card)).toMatchObject({
      state: 'active',
      queue: null,
      due: null,
      facts: { heldFrom: null, heldUntil: null },
    });
  });

  it.each<[facts: Readonly<Record<string, string>>, refused: string | null]>([
    [{ heldFrom: '2026-12-24', heldUntil: '2026-12-24' }, null],
    [{ heldFrom: '2026-12-24' }, null],
    [{ heldUntil: '2026-12-24' }, null],
    [{ heldFrom: '2026-12-25', heldUntil: '2026-12-24' }, 'USAGE_WRONG'],
    [{ heldFrom: '2026-13-01' }, 'USAGE_WRONG'],
    [{ heldFrom: 'tomorrow' }, 'USAGE_WRONG'],
    [{ heldUntil: '' }, 'USAGE_WRONG'],
  ])('%j: %s', async (facts, refused) => {
    const { holder, card } = await flow.withCard();
    expect(await refusalOf(flow.apply({ procedure: 'hold', reason: 'holder-wish', holder, facts }))).toBe(refused);
    expect(await refusalOf(flow.take(card, 'hold', { facts }))).toBe(refused);
  });
});

describe('fees that must be settled', () => {
  it('one that no source states blocks approval until it is entered with its source', async () => {
    const { holder } = await flow.withCard();
    const { application } = await flow.apply({ procedure: 'reissue', reason: 'damage', holder });
    await flow.receivedBefore(application, '2023-01-10');
    const page = await flow.seats.clerk.page(holder);
    await flow.addPapers(application, page);
    await flow.take(application, 'check-documents');
    const confirmed = await flow.take(application, 'confirm-licence');
    expect(flow.view(confirmed, application)).toMatchObject({ fee: { yen: null, state: 'unknown' }, queue: 'application-ask-payment' });
    expect(await refusalOf(flow.take(application, 'approve'))).toBe('TRANSITION_REFUSED condition fee-settled');
    expect(await refusalOf(flow.take(application, 'ask-payment'))).toBe('TRANSITION_REFUSED condition fee-due');
    const entered = await flow.seats.clerk.enterFee(application, 5_000, '2023年の通知');
    expect(flow.view(entered, application)).toMatchObject({
      fee: { yen: 5_000, source: '2023年の通知', entered: true, state: 'due' },
      queue: 'application-ask-payment',
    });
    const corrected = await flow.seats.clerk.enterFee(application, 5_500, '2023年の通知, 税込');
    expect(flow.view(corrected, application).fee).toMatchObject({ yen: 5_500 });
    await flow.take(application, 'ask-payment');
    const paid = await flow.take(application, 'record-payment');
    expect(flow.view(paid, application)).toMatchObject({ fee: { state: 'paid' }, queue: 'application-approve' });
    expect(await refusalOf(flow.seats.clerk.enterFee(application, 0, 'x'))).toBe('FEE_NOT_ASKED');
    await flow.take(application, 'approve');
  });

  it('entered as nothing by two, it is settled', async () => {
    const { holder } = await flow.withCard();
    const { application } = await flow.apply({ procedure: 'reissue', reason: 'damage', holder });
    await flow.receivedBefore(application, '2023-01-10');
    const page = await flow.seats.clerk.page(holder);
    const proposed = await flow.seats.clerk.enterFee(application, 0, '無料とする通知');
    expect([flow.view(proposed, application).fee!.state, proposed.proposals.length]).toEqual(['unknown', 1]);
    const [proposal] = proposed.proposals;
    expect((await flow.authority.proposals.list(flow.seats.second.acting)).find(({ id }) => id === proposal)).toMatchObject({
      ...{ kind: 'fee', object: application, reason: '無料とする通知', because: null },
      details: [
        { label: 'yen', value: '0' },
        { label: 'source', value: '無料とする通知' },
      ],
    });
    expect(await refusalOf(flow.authority.proposals.confirm(flow.seats.clerk.acting, proposal!))).toBe('SECOND_PERSON_NEEDED');
    await flow.confirm(proposal!);
    expect(flow.view(await flow.approve(application, page), application)).toMatchObject({
      state: 'approved',
      fee: { yen: 0, state: 'none', entered: true },
    });
    expect(await refusalOf(flow.seats.clerk.enterFee(application, 5_000, 'x'))).toBe('FEE_NOT_ASKED');
  });

  it.each<[what: string, procedure: string, order: object]>([
    ['one that a source states is not replaced by one person', 'reissue', { reason: 'damage' }],
    ['nor where the source says that there is none to pay', 'renewal', {}],
    ['nor where the procedure has none', 'hold', { reason: 'holder-wish' }],
  ])('%s', async (_what, procedure, order) => {
    const { holder } = await flow.withCard();
    const { application } = await flow.apply({ procedure, holder, ...order });
    expect(await refusalOf(flow.seats.clerk.enterFee(application, 0, 'x'))).toBe('FEE_NOT_ASKED');
  });

  it('is waived by two approvers', async () => {
    const { holder } = await flow.withCard();
    const { application, page } = await flow.apply({ procedure: 'reissue', reason: 'damage', holder });
    await flow.addPapers(application, page);
    for (const step of ['check-documents', 'confirm-licence', 'ask-payment']) await flow.take(application, step);
    expect(await refusalOf(flow.take(application, 'waive-fee', { by: flow.seats.clerk }))).toBe('TRANSITION_REFUSED role approver');
    expect(flow.view(await flow.take(application, 'waive-fee'), application)).toMatchObject({ state: 'paid', fee: { yen: 5_500, state: 'waived' } });
    expect(flow.view(await flow.take(application, 'approve'), application).state).toBe('approved');
  });

  it.each<[paidOn: string | boolean, refusal: string | null]>([
    ['2026-11-29', null],
    ['2026-11-30', 'USAGE_WRONG'],
    ['きのう', 'USAGE_WRONG'],
    [true, 'USAGE_WRONG'],
  ])('paid on %s: %s', async (paidOn, refusal) => {
    const { application, page } = await flow.apply({ procedure: 'new-issue', member: false, fields: flow.newFields(), association: '文京区医師会' });
    await flow.addPapers(application, page);
    for (const step of ['check-documents', 'confirm-licence', 'ask-payment']) await flow.take(application, step);
    expect(await refusalOf(flow.take(application, 'record-payment', { facts: { paidOn } }))).toEqual(
      refusal === null ? null : expect.stringMatching(refusal),
    );
  });

  it.each<[reason: string, yen: number, member: boolean]>([
    ['became-member', 0, true],
    ['left-membership', 5_500, false],
    ['name-change', 5_500, true],
  ])('a reissue because of %s costs %d yen', async (reason, yen, member) => {
    const { holder, fields } = await flow.withCard({ member: !member });
    const changed = await flow.seats.clerk.change({ holder, fields, association: '文京区医師会', member, reason: '届出' });
    for (const proposal of changed.proposals) await flow.confirm(proposal);
    const { application, page } = await flow.apply({ procedure: 'reissue', reason, holder });
    expect(flow.view(page, application)).toMatchObject({ fee: { yen, state: yen === 0 ? 'none' : 'due' }, facts: { member } });
  });
});

describe('a letter that asks for what is missing', () => {
  it.each<[what: string, work: (application: string) => Promise<unknown>, note: string | null]>([
    ['by one click', (application) => flow.seats.clerk.missingItems(application), null],
    ['with the return of the application', (application) => flow.take(application, 'return', { reason: '写真が古いため' }), '写真が古いため'],
  ])('%s names it', async (_what, work, note) => {
    const { application, page } = await flow.apply({ procedure: 'new-issue' });
    await flow.seats.clerk.addEvidence({ object: application, item: 'photo', dated: '2020-01-01', note: '' });
    await work(application);
    const row = await flow.store.db.selectFrom('credential_letter').selectAll().where('object', '=', application).executeTakeFirstOrThrow();
    const { person } = await flow.authority.parts.holders.get(flow.store.db, page.holder);
    expect(await flow.store.persons.open(flow.store.db, person, row.sealed, 'credential letter')).toMatchObject({
      template: 'missing-items',
      facts: { application, procedure: 'new-issue', note },
      lists: {
        missing: ['licence-copy', '住民票（発行・撮影から6か月以内のもの）', 'identity-copy'],
        expired: ['写真（発行・撮影から6か月以内のもの）'],
        identity: IDENTITY_DOCUMENTS,
      },
    });
  });

  it('is not written where nothing is', async () => {
    const { application, page } = await flow.apply({ procedure: 'new-issue' });
    await flow.addPapers(application, page);
    expect(await refusalOf(flow.seats.clerk.missingItems(application))).toBe('NOTHING_TO_EXPORT');
  });
});

it('every letter that any step prints can be set as a PDF', async () => {
  const rows = await flow.store.db.selectFrom('credential_letter').select(['id', 'template']).orderBy('at').execute();
  const one = new Map(rows.map(({ id, template }) => [template, id]));
  for (const [template, id] of one) {
    const { bytes, name } = await flow.seats.clerk.letter(id);
    expect([template, Buffer.from(bytes).subarray(0, 5).toString('latin1')]).toEqual([template, '%PDF-']);
    expect(name).toMatch(/\.pdf$/);
  }
  expect(one.size).toBeGreaterThan(8);
});

describe('what an application claims of itself', () => {
  it.each<[what: string, order: Partial<Parameters<Flow['apply']>[0]>, refused: string | null]>([
    ['received today', {}, null],
    ['received on the first day that may be entered', { receivedOn: '2026-08-31' }, null],
    ['received before it', { receivedOn: '2026-08-30' }, 'USAGE_WRONG'],
    ['received tomorrow', { receivedOn: '2026-11-30' }, 'USAGE_WRONG'],
    ['by the portal with its receipt', { channel: 'myna-portal', facts: { portalReceipt: 'M-1' } }, null],
    ['by the portal without one', { channel: 'myna-portal' }, 'USAGE_WRONG'],
    ['by the portal with an empty one', { channel: 'myna-portal', facts: { portalReceipt: ' ' } }, 'USAGE_WRONG'],
  ])('%s', async (_what, order, refused) => {
    const { holder } = await flow.withCard();
    expect(await refusalOf(flow.apply({ procedure: 'renewal', holder, ...order }))).toBe(refused);
  });

  it.each<[reason: string, member: boolean, refused: string | null]>([
    ['became-member', true, null],
    ['became-member', false, 'PROCEDURE_CLOSED membership-differs'],
    ['left-membership', false, null],
    ['left-membership', true, 'PROCEDURE_CLOSED membership-differs'],
    ['damage', true, null],
    ['damage', false, null],
  ])('%s while kept as a member: %s', async (reason, member, refused) => {
    const { holder } = await flow.withCard({ member });
    expect(await refusalOf(flow.apply({ procedure: 'reissue', reason, holder }))).toBe(refused);
  });

  it.each<[day: string, refused: string | null]>([
    [TODAY, null],
    ['2026-11-30', 'USAGE_WRONG'],
  ])('a paper dated %s', async (dated, refused) => {
    const { holder } = await flow.withCard();
    const { application } = await flow.apply({ procedure: 'renewal', holder });
    expect(await refusalOf(flow.seats.clerk.addEvidence({ object: application, item: 'photo', dated, note: '' }))).toBe(refused);
  });
});
