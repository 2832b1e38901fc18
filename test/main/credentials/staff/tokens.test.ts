import { describe, expect, it } from 'vitest';
import { approver, codeOf, examiner, staffWorld } from '../../support/staff-desk.ts';

const DAY = 86_400_000;

/** Two approvers at a desk with command lines alone, each with a token of their own: 100 days, and 5. */
async function world() {
  const made = await staffWorld({ passkeys: false });
  const { desk, clock } = made;
  const first = { id: (await desk.add(approver('一番'), null, null)).id };
  const firstToken = await desk.makeToken(first.id, 100, null, null, '一番の端末');
  clock.at = new Date(clock.at.getTime() + 1_000);
  const second = { id: (await desk.add(approver('二番'), first, null)).id };
  const given = await desk.makeToken(second.id, 5, first);
  const secondToken = await desk.makeToken(second.id, 5, await desk.byToken(given, 'provisional'), null, ' 夜間の書き出し ');
  const tokensOf = async (id: string) => (await desk.list()).find((staff) => staff.id === id)!.tokens;
  const pass = (days: number) => {
    clock.at = new Date(clock.at.getTime() + days * DAY);
  };
  return { ...made, first, second, firstToken, secondToken, tokensOf, pass };
}

describe('tokens', () => {
  it('are listed with what they are for, who made them, until when, and when they were used last; none is among it', async () => {
    const { desk, second, secondToken, tokensOf, clock, pass } = await world();
    const until = new Date(clock.at.getTime() + 5 * DAY).toISOString();
    const made = { name: '夜間の書き出し', createdAt: clock.at.toISOString(), by: '二番', expiresAt: until };
    expect(await tokensOf(second.id)).toEqual([{ ...made, id: expect.stringMatching(/^[0-9A-F]{16}$/), usedAt: null, ended: false }]);
    pass(1);
    await desk.byToken(secondToken);
    expect(await tokensOf(second.id)).toMatchObject([{ usedAt: clock.at.toISOString(), ended: false }]);
    pass(4);
    expect(await tokensOf(second.id)).toMatchObject([{ ended: true }]);
    expect(JSON.stringify(await desk.list())).not.toContain(secondToken);
  });

  it.each<[string, (ids: { readonly first: string; readonly second: string; readonly third: string }) => string, string | null]>([
    ['its holder', ({ third }) => third, null],
    ['an approver', ({ first }) => first, null],
    ['another clerk', () => 'clerk', 'STAFF_ROLE_NEEDED'],
  ])('are taken back by %s: %s', async (_who, by, code) => {
    const { desk, first, second, tokensOf, recorded } = await world();
    const third = await desk.add(examiner('三番'), first, second);
    const clerk = await desk.add(examiner('四番'), first, second);
    const token = await desk.makeToken(third.id, 9, first, second);
    const { id } = (await tokensOf(third.id))[0]!;
    const named = by({ first: first.id, second: second.id, third: third.id });
    const acting = { id: named === 'clerk' ? clerk.id : named };
    expect(await codeOf(desk.removeToken(id, acting))).toBe(code);
    expect(await tokensOf(third.id)).toHaveLength(code === null ? 0 : 1);
    expect(await codeOf(desk.byToken(token))).toBe(code === null ? 'STAFF_TOKEN_WRONG' : null);
    const entries = await recorded();
    if (code !== null) return;
    expect(entries.slice(-2)).toMatchObject([
      { action: 'token-removed', facts: { staff: third.id, token: id, by: acting.id } },
      { action: 'refused', facts: { means: 'token', reason: 'removed', staff: third.id } },
    ]);
    expect(await codeOf(desk.removeToken(id, acting))).toBe('STAFF_UNKNOWN');
  });

  it('do not leave one approver alone when they are taken back', async () => {
    const { desk, first, second, tokensOf } = await world();
    expect(await codeOf(desk.removeToken((await tokensOf(second.id))[0]!.id, first))).toBe('STAFF_LAST_APPROVER');
  });

  it('are not mistaken for passkeys', async () => {
    const { desk, second, tokensOf } = await world();
    expect(await codeOf(desk.removePasskey((await tokensOf(second.id))[0]!.id, second))).toBe('STAFF_UNKNOWN');
  });

  it('do not make another for the same person but for one alone in the set-up phase; two people renew them', async () => {
    const { desk, first, second, firstToken, secondToken } = await world();
    const one = await desk.byToken(firstToken);
    const two = await desk.byToken(secondToken);
    expect(await codeOf(desk.makeToken(first.id, 366, one))).toBe('SECOND_PERSON_NEEDED');
    expect(await codeOf(desk.makeToken(first.id, 366, one, one))).toBe('SECOND_PERSON_NEEDED');
    await desk.makeToken(first.id, 366, two, one);
    await desk.makeToken(second.id, 366, two, one);
    const alone = await staffWorld({ passkeys: false });
    const only = await alone.desk.add(approver('一番'), null, null);
    const acting = await alone.desk.byToken(await alone.desk.makeToken(only.id, 5, null));
    expect(await codeOf(alone.desk.makeToken(only.id, 5, acting))).toBeNull();
  });

  it('that have ended do not bring the set-up phase back', async () => {
    const { desk, first, pass } = await world();
    expect(await codeOf(desk.add(examiner('三番'), first, null))).toBe('SECOND_PERSON_NEEDED');
    pass(5);
    expect(await codeOf(desk.add(examiner('三番'), first, null))).toBe('SECOND_PERSON_NEEDED');
  });

  it.each<[string, 'ended' | 'removed']>([
    ['ended', 'ended'],
    ['was taken back', 'removed'],
  ])('that %s does not make its holder the first person again', async (_what, how) => {
    const { desk, clock, store } = await staffWorld({ passkeys: false });
    const { id } = await desk.add(approver('一番'), null, null);
    const token = await desk.makeToken(id, 1, null);
    clock.at = new Date(clock.at.getTime() + 2 * DAY);
    if (how === 'removed') await desk.removeToken((await desk.list())[0]!.tokens[0]!.id, { id });
    expect(await codeOf(desk.byToken(token))).toBe('STAFF_TOKEN_WRONG');
    expect(await codeOf(desk.makeToken(id, 1, null))).toBe('STAFF_SIGN_IN_NEEDED');
    expect(await store.db.selectFrom('staff_token').select('sha256').execute()).toHaveLength(1);
  });
});
