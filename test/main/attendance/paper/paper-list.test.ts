import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type PaperOrder, readPaperList } from '../../../../main/attendance/paper/paper-list.ts';
import { paperDay, paperTime } from '../../../../main/attendance/paper/paper-time.ts';
import type { HeldPerson } from '../../../../main/api/schema/membership.ts';
import type { AppError } from '../../../../main/errors.ts';
import { peopleOf, SEMINAR } from '../../support/facts.ts';
import { station } from '../../support/station.ts';

const session = (startsAt: string, endsAt: string): PaperOrder['plan']['sessions'][number] => ({
  id: 's1',
  title: '講演',
  speaker: '',
  room: 'r1',
  startsAt,
  endsAt,
  credits: [],
  policy: null,
});
const oneDay = { sessions: [session('2026-11-22T04:00:00Z', '2026-11-22T15:00:00Z')] };
const twoDays = { sessions: [...oneDay.sessions, session('2026-11-23T00:00:00Z', '2026-11-23T03:00:00Z')] };
const order: PaperOrder = {
  seminar: SEMINAR,
  plan: oneDay,
  revision: 3,
  rules: 'rules-1',
  status: null,
  by: '受付 花子',
  now: new Date('2026-11-24T00:00:00Z'),
  held: () => null,
  confirmed: [],
};

const read = (text: string, plan: PaperOrder['plan'] = oneDay, bytes: Uint8Array = Buffer.from(text)) => readPaperList(bytes, { ...order, plan });
/** Whom the desk holds under number 123456. */
const TAKAHASHI: HeldPerson = {
  person: 'p-1',
  registration: '123456',
  name: '髙橋　一郎',
  kana: 'たかはし　いちろう',
  affiliation: '',
  birthDate: '1970-01-31',
  myPage: null,
  booked: [],
  member: true,
};
const told = (list: ReturnType<typeof readPaperList>) => [
  ...list.drafts.map(({ direction, at, payload }) => `${payload.registration} ${direction} ${at}`),
  ...list.refused.map(({ line, code }) => `${line} ${code}`),
];

describe('a paper list', () => {
  const TYPED =
    '医籍登録番号,氏名,ふりがな,所属医療機関,生年月日,入室時刻,退室時刻\n第１２３４５６号,髙橋 一郎,たかはし いちろう,髙橋医院,昭和45年1月31日,13:05,15:00\n';

  it('becomes entries by hand, with times as they were told and the list as evidence', () => {
    const { drafts, refused } = read(TYPED);
    expect(refused).toEqual([]);
    expect(drafts.map(({ direction, at }) => [direction, at])).toEqual([
      ['in', '2026-11-22T04:05:00.000Z'],
      ['out', '2026-11-22T06:00:00.000Z'],
    ]);
    expect(drafts[0]).toMatchObject({
      seminar: SEMINAR,
      kind: 'manual',
      stated: true,
      offsetMs: null,
      revision: 3,
      rules: 'rules-1',
      payload: {
        registration: '123456',
        name: '髙橋\u3000一郎',
        kana: 'たかはし\u3000いちろう',
        affiliation: '髙橋医院',
        birthDate: '1970-01-31',
        by: '受付 花子',
        evidence: 'paper-list',
      },
    });
  });

  it('is read in Shift_JIS too', () => {
    expect(told(read('', oneDay, iconv.encode(TYPED, 'windows-31j')))).toEqual(told(read(TYPED)));
  });

  it('taken twice adds nothing, and taken whole each line once', async () => {
    await using desk = await station('alpha');
    const text = `${TYPED}123456,髙橋 一郎,,,,13:05,\n7,,,,,,16:00\n`;
    const take = async () => {
      for (const draft of read(text).drafts) await desk.log.append(draft);
      return (await desk.log.of(SEMINAR)).length;
    };
    expect([await take(), await take()]).toEqual([4, 4]);
    const { person } = await peopleOf(desk.store).ensure({ registration: '123456', name: '', kana: '', affiliation: '', birthDate: '' });
    expect((await desk.log.of(SEMINAR)).filter((fact) => fact.person === person).length).toBe(3);
  });

  it('another file, line, direction or seminar is another event', () => {
    const nonces = [
      ...read(TYPED).drafts,
      ...read(`${TYPED}\n`).drafts,
      ...read(`${TYPED.split('\n')[0]}\n\n${TYPED.split('\n')[1]}\n`).drafts,
      ...readPaperList(Buffer.from(TYPED), { ...order, seminar: 'seminar-2' }).drafts,
    ].map(({ nonce }) => nonce);
    expect(new Set(nonces).size).toBe(8);
  });

  it.each([
    ['a column of days', '医籍番号,日付,入室\n1,2026/11/23,9:30', twoDays, ['1 in 2026-11-23T00:30:00.000Z']],
    ['a day of its own in the time', '医籍番号,受付時刻\n1,2026-11-23 09:30', twoDays, ['1 in 2026-11-23T00:30:00.000Z']],
    ['the headings that the screen names', '医籍登録番号,氏名,時刻\n1,山田,13:00', oneDay, ['1 in 2026-11-22T04:00:00.000Z']],
    ['headings below a title', '令和8年度 研修会 参加者名簿,,\n医籍登録番号,氏名,入室時刻\n1,山田,13:00', oneDay, ['1 in 2026-11-22T04:00:00.000Z']],
    [
      'a time beside a time out',
      '医籍登録番号,時刻,退室時刻\n1,13:00,14:00',
      oneDay,
      ['1 in 2026-11-22T04:00:00.000Z', '1 out 2026-11-22T05:00:00.000Z'],
    ],
    ['only a time out', '登録番号,退場\n1,15:00', oneDay, ['1 out 2026-11-22T06:00:00.000Z']],
    [
      'English headings',
      'registration number,time in,time out\n1,13:00,14:00',
      oneDay,
      ['1 in 2026-11-22T04:00:00.000Z', '1 out 2026-11-22T05:00:00.000Z'],
    ],
    ['a number that is missing', '医籍番号,氏名,入室\n,山田,13:00\n2,,13:00', oneDay, ['2 in 2026-11-22T04:00:00.000Z', '2 registration-missing']],
    ['a number that is none', '医籍番号,入室\n12345678,13:00', oneDay, ['2 registration-wrong']],
    ['no time', '医籍番号,入室,退室\n1,,', oneDay, ['2 time-missing']],
    ['a time that is none: nothing of the line', '医籍番号,入室,退室\n1,13:00,25:00', oneDay, ['2 time-wrong']],
    ['a day that is none', '医籍番号,日付,入室\n1,2026-02-30,13:00', oneDay, ['2 time-wrong']],
    ['a time alone at a seminar of two days', '医籍番号,入室\n1,13:00', twoDays, ['2 day-missing']],
    ['out before in', '医籍番号,入室,退室\n1,13:00,12:00', oneDay, ['2 times-reversed']],
  ])('%s', (_name, text, plan, answer) => {
    expect(told(read(text, plan))).toEqual(answer);
  });

  it.each<[string, string, readonly number[], readonly string[], (string | null)[]]>([
    ['of nobody but the holder', '123456,高橋 一郎,,13:00', [], ['123456 in 2026-11-22T04:00:00.000Z'], []],
    ['that names nobody', '123456,,,13:00', [], ['123456 in 2026-11-22T04:00:00.000Z'], []],
    ['of another name', '第0123456号,渡邉 龍太郎,,13:00', [], ['2 identity-differs'], ['髙橋　一郎']],
    ['of another birth date', '123456,髙橋 一郎,1971-01-31,13:00', [], ['2 identity-differs'], ['髙橋　一郎']],
    ['of another name, looked at', '123456,渡邉 龍太郎,,13:00', [2], ['123456 in 2026-11-22T04:00:00.000Z'], []],
    ['of another name, another line looked at', '123456,渡邉 龍太郎,,13:00', [3], ['2 identity-differs'], ['髙橋　一郎']],
    [
      'that two people have on the list and nobody holds',
      '7,渡邉 龍太郎,,13:00\n8,市谷 一郎,,13:00\n第7号,牛込 健,,13:00',
      [],
      ['8 in 2026-11-22T04:00:00.000Z', '2 identity-differs', '4 identity-differs'],
      [null, null],
    ],
    [
      'that one person has on two lines',
      '7,渡邉 龍太郎,,13:00\n7,渡辺 龍太郎,,14:00',
      [],
      ['7 in 2026-11-22T04:00:00.000Z', '7 in 2026-11-22T05:00:00.000Z'],
      [],
    ],
  ])('a number %s', (_what, lines, confirmed, answer, heldNames) => {
    const list = readPaperList(Buffer.from(`医籍番号,氏名,生年月日,入室\n${lines}\n`), {
      ...order,
      held: (registration) => (registration === TAKAHASHI.registration ? TAKAHASHI : null),
      confirmed,
    });
    expect(told(list)).toEqual(answer);
    expect(list.refused.map(({ held }) => held)).toEqual(heldNames);
  });

  it('a line that was looked at has the nonce that it would have had', () => {
    const file = Buffer.from('医籍番号,氏名,入室\n123456,渡邉 龍太郎,13:00\n');
    const one = (held: PaperOrder['held'], confirmed: readonly number[]) => readPaperList(file, { ...order, held, confirmed }).drafts[0]?.nonce;
    expect(one(() => TAKAHASHI, [2])).toBe(one(() => null, []));
  });

  it.each([
    ['now', '2026-11-22T04:00:00Z', ['1 in 2026-11-22T04:00:00.000Z']],
    ['still to come', '2026-11-22T03:58:59Z', ['2 time-ahead']],
  ])('a time that is %s', (_what, now, answer) => {
    expect(told(readPaperList(Buffer.from('医籍番号,入室\n1,13:00'), { ...order, now: new Date(now) }))).toEqual(answer);
  });

  it.each([
    ['no column of numbers', '氏名,入室\n山田,13:00', { code: 'COLUMNS_MISSING', detail: { column: 'registration' } }],
    ['no column of times', '医籍登録番号,氏名\n1,山田', { code: 'COLUMNS_MISSING', detail: { column: 'time' } }],
    ['no table', '', { code: 'IMPORT_UNREADABLE' }],
  ] as const)('%s is refused whole', (_name, text, refusal) => {
    expect(() => read(text)).toThrow(expect.objectContaining<Partial<AppError>>(refusal));
  });
});

describe('a time as lists have it', () => {
  it.each([
    ['9:05', '2026-11-22T00:05:00.000Z'],
    ['０９：０５', '2026-11-22T00:05:00.000Z'],
    ['9:05:30', '2026-11-22T00:05:30.000Z'],
    ['9時5分', '2026-11-22T00:05:00.000Z'],
    ['2026-11-23T09:05', '2026-11-23T00:05:00.000Z'],
    ['2026/11/23 9:05', '2026-11-23T00:05:00.000Z'],
    ['2026年11月23日9時05分', '2026-11-23T00:05:00.000Z'],
    ['2026-11-23T09:05:00+09:00', '2026-11-23T00:05:00.000Z'],
    ['2026-11-23T00:05:00.123Z', '2026-11-23T00:05:00.123Z'],
    ['24:00', 'wrong'],
    ['9:60', 'wrong'],
    ['9', 'wrong'],
    ['○', 'wrong'],
    ['2026-02-30 9:05', 'wrong'],
    ['2026-02-30T09:05:00Z', 'wrong'],
    ['2026-11-23T25:05:00Z', 'wrong'],
    [`${'9'.repeat(90_000)}:05`, 'wrong'],
  ])('%s', (text, time) => {
    const read = paperTime(text, '2026-11-22');
    expect(read instanceof Date ? read.toISOString() : read).toBe(time);
  });

  it('alone needs a day', () => {
    expect([paperTime('9:05', null), paperTime('9:99', null)]).toEqual(['day-missing', 'wrong']);
  });

  it.each([
    ['2026-11-22', '2026-11-22'],
    ['2026/1/2', '2026-01-02'],
    ['2026年１月２日', '2026-01-02'],
    ['2026-02-29', null],
    ['22/11/2026', null],
    ['', null],
  ])('the day %s', (text, day) => {
    expect(paperDay(text)).toBe(day);
  });
});
