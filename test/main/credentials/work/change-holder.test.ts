import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nonce } from '../../../support/authority-desk.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

const HOME = '文京区医師会';
const notes = async (holder: number) => (await flow.seats.clerk.page(holder)).notes.map(({ text, by }) => [text, by]);
const changes = async () => (await flow.authority.parts.audit.list(null, 200)).filter(({ action }) => action === 'credential.changed').length;

/** Somebody who is no member. */
async function outsider() {
  const { holder, fields } = await flow.withCard({ member: false });
  return { holder, fields, of: { holder, fields, association: HOME, member: false, reason: '転居' } };
}

describe('what is kept of somebody', () => {
  it('changes with its reason, which is told as a note; what stood there before is kept, sealed', async () => {
    const { holder, of, fields } = await outsider();
    await flow.seats.clerk.change({ ...of, fields: { ...fields, address: '東京都文京区本郷1-1-1' } });
    expect(await notes(holder)).toEqual([['転居', 'clerk']]);
    const row = await flow.store.db.selectFrom('credential_note').selectAll().where('holder', '=', holder).executeTakeFirstOrThrow();
    for (const word of ['転居', fields.address]) expect(Buffer.from(row.sealed).includes(Buffer.from(word))).toBe(false);
    const { person } = await flow.authority.parts.holders.get(flow.store.db, holder);
    expect(await flow.store.persons.open(flow.store.db, person, row.sealed, 'credential note')).toEqual({
      text: '転居',
      before: { fields: { address: fields.address }, association: HOME, member: false },
    });
  });

  it('that stays as it is writes nothing', async () => {
    const { holder, of } = await outsider();
    const before = await changes();
    await flow.seats.clerk.change(of);
    expect([await changes(), await notes(holder)]).toEqual([before, []]);
  });

  it('whether somebody has left the members, one person says', async () => {
    const { holder, fields } = await flow.withCard({ member: true });
    await flow.seats.clerk.change({ holder, fields, association: HOME, member: false, reason: '退会' });
    expect((await flow.seats.clerk.page(holder)).member).toBe(false);
  });
});

describe('who somebody is', () => {
  it.each<[what: string, changed: object, code: string | null]>([
    ['the name', { name: '改姓　太郎', kana: 'カイセイ　タロウ' }, null],
    ['the registration number', { registration: '999123' }, 'IDENTITY_FIXED'],
    ['the day of birth', { birthDate: '1950-01-01' }, 'IDENTITY_FIXED'],
  ])('%s under a live card, with a reissue because of the name under way: %s', async (_what, changed, code) => {
    const { holder, fields } = await flow.withCard();
    const change = () => flow.seats.clerk.change({ holder, fields: { ...fields, ...changed }, association: HOME, member: true, reason: '改姓' });
    expect(await refusalOf(change())).toBe('IDENTITY_FIXED');
    await flow.apply({ procedure: 'reissue', reason: 'name-change', holder });
    expect(await refusalOf(change())).toBe(code);
    const { notes } = await flow.seats.clerk.page(holder);
    if (code === null) expect(notes[0]).toMatchObject({ text: '改姓', before: { name: fields.name, kana: fields.kana } });
  });

  it('stays also without a card, while a certificate says it', async () => {
    const { holder, fields, card } = await flow.withCard();
    await flow.take(card, 'lose');
    expect(
      await refusalOf(flow.seats.clerk.change({ holder, fields: { ...fields, name: '別人　太郎' }, association: HOME, member: true, reason: 'x' })),
    ).toBe('IDENTITY_FIXED');
  });
});

describe('what is free by the word of whoever took it in', () => {
  it.each<[what: string, order: object, proposed: boolean]>([
    ['a newcomer who is a member', { member: true }, true],
    ['a newcomer who pays', { member: false }, false],
    ['somebody whom the portal has identified', { member: false, channel: 'myna-portal', facts: { portalReceipt: 'M-1' } }, true],
  ])('%s: approving it oneself takes a second person: %s', async (_what, order, proposed) => {
    const both = flow.seatAs(['reception', 'examiner', 'approver']);
    const { application, page } = await flow.apply({ procedure: 'new-issue', fields: flow.newFields(), association: HOME, ...order }, both);
    await flow.addPapers(application, page);
    for (const step of ['check-documents', 'confirm-licence', ...(proposed ? [] : ['ask-payment', 'record-payment'])])
      await flow.take(application, step);
    const { outcome } = await both.advance({ nonce: nonce(), object: application, transition: 'approve', evidence: [], reason: '' });
    expect(outcome).toBe(proposed ? 'proposed' : 'done');
  });
});

describe('that somebody has become a member', () => {
  it('takes two; the rest is changed at once', async () => {
    const { holder, of, fields } = await outsider();
    await flow.seats.clerk.change({ ...of, fields: { ...fields, phone: '03-1111-2222' }, member: true });
    const page = await flow.seats.clerk.page(holder);
    expect([page.member, page.fields.phone, page.proposals.length]).toEqual([false, '03-1111-2222', 1]);
    const [proposal] = page.proposals;
    expect(await refusalOf(flow.authority.proposals.confirm(flow.seats.clerk.acting, proposal!))).toBe('SECOND_PERSON_NEEDED');
    expect(await refusalOf(flow.authority.proposals.confirm(flow.seats.operator.acting, proposal!))).toMatch(/^STAFF_ROLE_NEEDED/);
    await flow.confirm(proposal!);
    const after = await flow.seats.clerk.page(holder);
    expect([after.member, after.proposals]).toEqual([true, []]);
    const [, entry] = (await flow.authority.parts.audit.list(null, 20)).filter(({ action }) => action.startsWith('credential.'));
    expect(entry).toMatchObject({ action: 'credential.changed', facts: { holder, member: true, second: flow.seats.second.acting.id } });
  });

  it('is proposed once, shows the number of the member, and counts for what was applied for meanwhile', async () => {
    const { holder, of, fields } = await outsider();
    await flow.seats.clerk.change({ ...of, member: true });
    await flow.seats.clerk.change({ ...of, member: true });
    const { application, page } = await flow.apply({ procedure: 'renewal', holder });
    expect(flow.view(page, application)).toMatchObject({ fee: { yen: 5_500, state: 'due' }, facts: { member: false } });
    const { proposals } = await flow.seats.clerk.page(holder);
    expect(proposals).toHaveLength(1);
    const shown = (await flow.authority.proposals.list(flow.seats.second.acting)).find(({ id }) => id === proposals[0]);
    expect(shown?.details).toEqual([
      { label: 'memberId', value: fields.memberId },
      { label: 'association-after', value: HOME },
    ]);
    await flow.confirm(proposals[0]!);
    expect(flow.view(await flow.seats.clerk.page(holder), application)).toMatchObject({ fee: { yen: 0, state: 'none' }, facts: { member: true } });
  });
});

describe('a reason', () => {
  it.each<[what: string, propose: () => Promise<unknown>]>([
    ['about one person', async () => flow.seats.clerk.change({ ...(await outsider()).of, member: true, reason: '秘密の理由' })],
    [
      'about many',
      () =>
        flow.authority.proposals.propose(flow.seats.operator.acting, {
          kind: 'bulk',
          holder: null,
          body: { items: [], evidence: [] },
          reason: '秘密の理由',
        }),
    ],
  ])('%s rests sealed, and is told to the second person', async (_what, propose) => {
    await propose();
    const row = await flow.store.db.selectFrom('credential_proposal').selectAll().orderBy('at', 'desc').executeTakeFirstOrThrow();
    expect([row.body.includes('秘密'), Buffer.from(row.sealed!).includes(Buffer.from('秘密'))]).toEqual([false, false]);
    expect((await flow.authority.proposals.list(flow.seats.second.acting)).find(({ id }) => id === row.id)).toMatchObject({ reason: '秘密の理由' });
  });
});

it('who learns that a number is held is recorded as having searched', async () => {
  const { fields } = await flow.withCard();
  const newcomer = flow.apply({
    procedure: 'new-issue',
    fields: flow.newFields({ registration: fields.registration }),
    member: false,
    association: HOME,
  });
  expect(await refusalOf(newcomer)).toMatch(/^REGISTRATION_HELD/);
  expect((await flow.authority.parts.audit.list(null, 1))[0]).toMatchObject({
    action: 'credential.searched',
    facts: { by: flow.seats.clerk.acting.id, found: 1 },
  });
});
