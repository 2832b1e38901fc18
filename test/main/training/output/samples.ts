import type { Credit, Participation, Scheme, Seminar, SeminarPlan, SessionPresence, Settlement } from '../../../../main/api/schema/training.ts';
import { schemes } from '../../../../main/training/rules/schemes.ts';

export const SCHEMES: readonly Scheme[] = schemes();
export const NOW = new Date('2026-11-25T01:00:00Z');

const cme = (code: string, units: number): Credit => ({ scheme: 'cme', category: null, code, units });
const occupational = (category: string, code: string | null, units: number): Credit => ({ scheme: 'occupational-health', category, code, units });

export const PLAN: SeminarPlan = {
  title: '令和8年度 第3回 産業保健・生涯教育研修会',
  organiser: '一般社団法人 神楽坂医師会',
  venue: '神楽坂医師会館 3階 大ホール',
  certifiedNumbers: [
    { scheme: 'cme', number: '13-2026-0345' },
    { scheme: 'occupational-health', number: '130712-08' },
  ],
  rooms: [{ id: 'a', name: '大ホール' }],
  sessions: [
    {
      id: 's1',
      title: '高齢者の糖尿病と心不全：外来でできること',
      speaker: '髙橋 德衛（神楽坂大学 循環器内科）',
      room: 'a',
      startsAt: '2026-11-20T05:00:00Z',
      endsAt: '2026-11-20T06:00:00Z',
      credits: [cme('12', 0.5), cme('76', 0.5)],
      policy: null,
    },
    {
      id: 's2',
      title: '職場のメンタルヘルス対策：復職支援の実際',
      speaker: '濵﨑 みどり',
      room: 'a',
      startsAt: '2026-11-20T06:10:00Z',
      endsAt: '2026-11-20T07:40:00Z',
      credits: [cme('70', 1.5), occupational('basic-second', null, 1.5), occupational('lifelong-specialist', null, 1.5)],
      policy: null,
    },
  ],
  policy: {
    opensBefore: 30,
    graceAfterStart: 10,
    minimumPresence: null,
    exitTap: 'required',
    graceBeforeEnd: 5,
    bookedOnly: false,
    needsMyPage: false,
    statusMaxAgeDays: 7,
  },
  practice: false,
};

export const SEMINAR: Seminar = {
  id: '7f0f9c2e-1c7b-4c43-9d6e-0b6a4a1f0001',
  revision: 3,
  state: 'settled',
  next: [],
  changedAt: '2026-11-20T08:00:00.000Z',
  plan: PLAN,
};
export const PRACTICE: Seminar = { ...SEMINAR, plan: { ...PLAN, practice: true } };

const present = (session: string, from: string, to: string | null, credits: Credit[]): SessionPresence => ({
  session,
  in: from,
  out: to,
  minutes: 60,
  credits,
  reason: credits.length > 0 ? null : 'no-credits',
});
export const absent = (session: string): SessionPresence => ({ session, in: null, out: null, minutes: 0, credits: [], reason: 'absent' });

/** Sums as a settlement has them. */
function totalsOf(sessions: readonly SessionPresence[]): Participation['totals'] {
  const sums = new Map<string, Participation['totals'][number]>();
  for (const { scheme, category, units } of sessions.flatMap(({ credits }) => credits)) {
    const id = `${scheme} ${category}`;
    sums.set(id, { scheme, category, units: (sums.get(id)?.units ?? 0) + units });
  }
  return [...sums.values()];
}

/** Somebody who was at both sessions, unless `change` says otherwise. */
export function person(id: string, change: Partial<Participation> = {}): Participation {
  const sessions = change.sessions ?? [
    present('s1', '2026-11-20T04:52:10Z', '2026-11-20T07:41:00Z', PLAN.sessions[0]!.credits),
    present('s2', '2026-11-20T04:52:10Z', '2026-11-20T07:41:00Z', [PLAN.sessions[1]!.credits[0]!, PLAN.sessions[1]!.credits[2]!]),
  ];
  return {
    person: id,
    registration: '123456',
    name: '神楽坂　三十四',
    kana: 'カグラザカ　サンジュウシ',
    affiliation: '神楽坂内科クリニック',
    birthDate: '1970-03-12',
    booked: true,
    firstIn: '2026-11-20T04:52:10Z',
    lastOut: '2026-11-20T07:41:00Z',
    how: 'card',
    totals: totalsOf(sessions),
    missing: [],
    flags: [],
    ...change,
    sessions,
  };
}

export const ABSENT = { firstIn: null, lastOut: null, how: 'none', sessions: [absent('s1'), absent('s2')] } as const satisfies Partial<Participation>;
const testCard = (session: string): SessionPresence => ({ ...absent(session), in: '2026-11-20T04:50:00Z', minutes: 60, reason: 'test-card' });

export const PEOPLE: readonly Participation[] = [
  person('p-takahashi', {
    registration: '234567',
    name: '髙橋 﨑子',
    kana: 'タカハシ サキコ',
    affiliation: '市立神楽坂病院 循環器内科',
    birthDate: '1985-05-01',
  }),
  person('p-kagurazaka'),
  person('p-yoshida', {
    registration: '98765',
    name: '𠮷田 德次郎',
    kana: 'よしだ とくじろう',
    affiliation: '医療法人社団 神楽坂会 濵町在宅支援診療所',
    birthDate: '1958-12-31',
    sessions: [present('s1', '2026-11-20T05:08:00Z', '2026-11-20T06:02:00Z', PLAN.sessions[0]!.credits), { ...absent('s2'), in: null }],
    lastOut: '2026-11-20T06:02:00Z',
  }),
  person('p-abe', {
    registration: null,
    name: '安部 一郎',
    kana: 'ｱﾍﾞ ｲﾁﾛｳ',
    affiliation: '',
    birthDate: '',
    booked: false,
    how: 'manual',
    missing: ['affiliation', 'registration', 'birthDate'],
  }),
  person('p-katsuragi', {
    registration: '345678',
    name: '葛\u{e0100}城 渚',
    kana: 'かつらぎ なぎさ',
    affiliation: '葛\u{e0100}城皮膚科',
    birthDate: '1990-01-08',
  }),
  person('p-absent', { registration: '456789', name: '欠席 太郎', kana: 'けっせき たろう', ...ABSENT }),
  person('p-test', { registration: '567890', name: '試験 花子', kana: 'しけん はなこ', sessions: [testCard('s1'), testCard('s2')] }),
];

export const SETTLEMENT: Settlement = {
  seminar: SEMINAR.id,
  number: 1,
  at: '2026-11-20T09:30:00.000Z',
  by: '事務局 小川',
  confirmedBy: null,
  reason: null,
  rules: '0123456789abcdef',
  revision: 3,
  hash: 'ab'.repeat(32),
  participations: [...PEOPLE],
  factsSince: 0,
};

export const settled = (participations: readonly Participation[], change: Partial<Settlement> = {}): Settlement => ({
  ...SETTLEMENT,
  ...change,
  participations: [...participations],
});

const SURNAMES = [
  '佐藤さとう',
  '鈴木すずき',
  '髙橋たかはし',
  '田中たなか',
  '伊藤いとう',
  '渡邊わたなべ',
  '山本やまもと',
  '中村なかむら',
  '小林こばやし',
  '加藤かとう',
];
const GIVEN = [
  '一郎いちろう',
  '花子はなこ',
  '健太けんた',
  '美咲みさき',
  '德衛とくえい',
  '千尋ちひろ',
  '修おさむ',
  '恵けい',
  '大輔だいすけ',
  '由美ゆみ',
];
const split = (text: string): [string, string] => {
  const at = text.search(/[ぁ-ん]/);
  return [text.slice(0, at), text.slice(at)];
};

/** A full hall. */
export const crowd = (count: number): Participation[] =>
  Array.from({ length: count }, (_, index) => {
    const [surname, surnameKana] = split(SURNAMES[index % SURNAMES.length]!);
    const [given, givenKana] = split(GIVEN[Math.floor(index / SURNAMES.length) % GIVEN.length]!);
    return person(`crowd-${index}`, {
      registration: String(200_000 + index),
      name: `${surname} ${given}`,
      kana: `${surnameKana} ${givenKana}`,
      affiliation: `神楽坂第${index}クリニック`,
      birthDate: `${1950 + (index % 45)}-0${1 + (index % 9)}-1${index % 10}`,
    });
  });
