import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const CALLER = ['--caller', 'registration-number,birth-date,call-back'];
const REGISTRY = [
  '医籍登録番号,氏名,ふりがな,生年月日,医師会,会員,カード番号,有効期限,署名用証明書番号,認証用証明書番号,発行者',
  '300001,検証　一郎,けんしょう　いちろう,1970-03-12,文京区医師会,会員,S-0001,2027-03-31,0A01,0A02,CN=TEST',
  '300002,検証　二郎,けんしょう　じろう,1971-03-12,文京区医師会,非会員,S-0002,2028-03-31,0B01,0B02,CN=TEST',
  '第0300003号,検証　花子,けんしょう　はなこ,1972/3/12,世田谷区医師会,,,,,,',
].join('\r\n');

type Row = { readonly id: string; readonly kind: string; readonly state: string; readonly queue: string | null };

/** Each step is a process of its own. */
describe("the authority's desk without a screen", { timeout: 240_000 }, () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const credential = (args: readonly string[]) => hpki(['credential', ...args, '--data', at('desk')]);
  const as = (name: string, args: readonly string[], second?: string) =>
    credential([...args, '--staff', at(`${name}.token`), ...(second === undefined ? [] : ['--second', at(`${second}.token`)])]);
  const objectIn = (objects: readonly Row[], kind: string) => objects.find((row) => row.kind === kind)!;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeFile(at('registry.csv'), REGISTRY);
  });

  it('registers two people with a token each; a third needs both', async () => {
    const token = (name: string) => ['--token-out', at(`${name}.token`)];
    expect((await credential(['staff', '一郎', '--roles', 'approver,reception,examiner,operator', ...token('first')])).exit).toBe(0);
    expect((await as('first', ['staff', '二郎', '--roles', 'approver,reception,operator', ...token('given')])).exit).toBe(0);
    // What one person made for another in the set-up phase does nothing but make way for one of their own.
    expect((await as('given', ['due'])).json.error.code).toBe('STAFF_OWN_KEY_NEEDED');
    expect((await as('given', ['staff-tokens', '--replace-token', at('second.token'), '--purpose', '夜間'])).exit).toBe(0);
    expect((await as('given', ['due'])).json.error.code).toBe('STAFF_TOKEN_WRONG');
    const alone = await as('first', ['staff', '三郎', '--roles', 'auditor', ...token('third')]);
    expect([alone.exit, alone.json.error.code]).toEqual([1, 'SECOND_PERSON_NEEDED']);
    expect((await as('first', ['staff', '三郎', '--roles', 'auditor', ...token('third')], 'second')).exit).toBe(0);
  });

  it('lists tokens, and takes one back', async () => {
    expect(
      (await as('first', ['staff', '三郎', '--roles', 'auditor', '--token-out', at('lost.token'), '--purpose', '失くした端末'], 'second')).exit,
    ).toBe(0);
    expect((await as('first', ['staff-tokens', '--replace-token', at('never.token')])).json.error.code).toBe('SECOND_PERSON_NEEDED');
    const { tokens } = (await as('first', ['staff-tokens'])).json as { tokens: { id: string; holder: string; name: string; by: string }[] };
    expect(tokens.map(({ holder, name, by }) => [holder, name, by])).toEqual(
      expect.arrayContaining([
        ['一郎', '', '一郎'],
        ['二郎', '夜間', '二郎'],
        ['三郎', '', '一郎'],
        ['三郎', '失くした端末', '一郎'],
      ]),
    );
    expect((await as('third', ['staff-tokens'])).json.tokens).toHaveLength(2);
    const { id } = tokens.find(({ name }) => name === '失くした端末')!;
    expect((await as('third', ['staff-tokens', '--remove-token', tokens.find(({ holder }) => holder === '二郎')!.id])).json.error.code).toBe(
      'STAFF_ROLE_NEEDED',
    );
    expect((await as('first', ['staff-tokens', '--remove-token', id])).json.tokens).toHaveLength(3);
    expect((await as('lost', ['staff-tokens'])).json.error.code).toBe('STAFF_TOKEN_WRONG');
    expect((await as('first', ['staff-tokens', '--remove-token', id])).json.error.code).toBe('STAFF_UNKNOWN');
  });

  it('imports people and their cards after a preview; a second time changes nothing', async () => {
    expect((await as('first', ['import', at('registry.csv'), '--preview'])).json).toMatchObject({ applied: false, holders: 3, cards: 2 });
    expect((await as('first', ['import', at('registry.csv')])).json).toMatchObject({ applied: true, holders: 3, cards: 2, problems: [] });
    expect((await as('first', ['import', at('registry.csv')])).json).toMatchObject({ holders: 0, known: 3 });
    expect((await as('third', ['import', at('registry.csv')])).json.error.code).toBe('STAFF_ROLE_NEEDED');
  });

  it('stops a card, and resumes it with a second person who is not the first', async () => {
    const stopped = await as('first', ['hold', 'C26-0000001', ...CALLER]);
    expect([stopped.exit, objectIn(stopped.json.objects, 'card').state]).toEqual([0, 'held']);
    const resume = ['resume', 'C26-0000001', '--identity-in-person', '--reason', '本人来所'];
    const waiting = await as('first', resume);
    expect([waiting.exit, waiting.json.outcome]).toEqual([4, 'proposed']);
    expect((await as('first', resume, 'first')).json.error.code).toBe('SECOND_PERSON_NEEDED');
    const resumed = await as('first', resume, 'second');
    expect([resumed.exit, objectIn(resumed.json.objects, 'card').state]).toEqual([0, 'active']);
  });

  it.each([
    ['one number alone', 'registration-number,call-back', 'TRANSITION_REFUSED'],
    ['no call back', 'registration-number,birth-date', 'TRANSITION_REFUSED'],
    ['a check that is none', 'shoe-size', 'USAGE_WRONG'],
  ])('does not stop a card for a caller with %s', async (_name, caller, code) => {
    expect((await as('first', ['stop', 'C26-0000002', '--caller', caller])).json.error.code).toBe(code);
  });

  it('takes an application after a loss, and says what waits', async () => {
    const stopped = await as('first', ['stop', 'C26-0000002', ...CALLER]);
    expect(objectIn(stopped.json.objects, 'card')).toMatchObject({ state: 'held', queue: 'card-lose' });
    const lost = await as('first', ['advance', 'C26-0000002', 'lose', '--evidence', 'caller-checks', '--reason', '紛失'], 'second');
    expect(objectIn(lost.json.objects, 'card').state).toBe('lost');
    const applied = await as('first', ['apply', 'reissue', '--channel', 'paper', '--reason', 'loss', '--holder', '2', '--received', '2026-11-20']);
    expect(objectIn(applied.json.objects, 'application')).toMatchObject({ state: 'submitted', fee: { yen: 5500, state: 'due' } });
    const refused = await as('first', ['advance', 'A26-0000001', 'check-documents', '--evidence', 'checklist']);
    expect([refused.exit, refused.json.error.detail.because]).toEqual([1, 'evidence']);
    const due = (await as('first', ['due'])).json.rows as { readonly object: string; readonly queue: string }[];
    expect(due.map(({ object, queue }) => `${object} ${queue}`).sort()).toEqual([
      'A26-0000001 application-check-documents',
      'T26-0000003 certificate-request-revocation',
      'T26-0000004 certificate-request-revocation',
    ]);
  });

  it('exports people, what is due, and a status list that a reception desk takes', async () => {
    expect((await as('first', ['export', '--what', 'holders', '-o', at('holders.csv')])).exit).toBe(0);
    expect(await readFile(at('holders.csv'), 'utf8')).toContain('300003');
    expect((await as('first', ['export', '--what', 'due', '--until', '2027-12-31', '-o', at('due.csv')])).exit).toBe(0);
    const due = await readFile(at('due.csv'), 'utf8');
    expect([due.includes('300001'), due.includes('300002')]).toEqual([true, false]);
    const list = await as('first', ['export', '--what', 'status-list', '-o', at('list')]);
    expect([list.exit, typeof list.json.thumbprint]).toEqual([0, 'string']);
    const audit = await hpki(['audit', 'verify', '--data', at('desk')]);
    expect([audit.exit, audit.json.intact]).toEqual([0, true]);
  });
});
