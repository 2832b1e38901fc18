import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('is stale once it is so already', async () => {
    const { holder, of } = await outsider();
    await flow.seats.clerk.change({ ...of, member: true });
    await flow.seats.clerk.change({ ...of, member: true });
    const { proposals } = await flow.seats.clerk.page(holder);
    await flow.confirm(proposals[0]!);
    expect(await refusalOf(flow.confirm(proposals[1]!))).toBe('PROPOSAL_STALE');
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
