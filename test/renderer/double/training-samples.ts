import type { FactView } from '../../../main/api/schema/attendance.ts';
import type {
  ColumnProfile,
  Participation,
  PolicyPreset,
  ReceptionPolicy,
  Scheme,
  Seminar,
  SeminarPlan,
  SeminarSession,
  SessionPresence,
  Settlement,
  Statistics,
  Submission,
} from '../../../main/api/schema/training.ts';

const named = (ja: string, en: string) => ({ ja, en });
const category = (id: string, ja: string, en: string) => ({ id, name: named(ja, en), codes: [], codesKnown: true });

export const schemes: Scheme[] = [
  {
    id: 'cme',
    name: named('日医生涯教育', 'JMA continuing medical education'),
    step: 0.5,
    categories: [
      {
        id: '',
        name: named('', ''),
        codes: [
          { code: '1', name: named('医師のプロフェッショナリズム', 'Professionalism') },
          { code: '8', name: named('感染対策', 'Infection control') },
          { code: '12', name: named('地域医療', 'Community health care') },
          { code: '74', name: named('高血圧症', 'Hypertension') },
          { code: '76', name: named('糖尿病', 'Diabetes') },
        ],
        codesKnown: true,
      },
    ],
    unset: [],
  },
  {
    id: 'occupational-health',
    name: named('認定産業医', 'Certified occupational physician'),
    step: 0.5,
    categories: [
      {
        ...category('basic-first', '基礎・前期', 'Basic, first part'),
        codes: [{ code: 'mental-health', name: named('メンタルヘルス', 'Mental health') }],
      },
      category('basic-practical', '基礎・実地', 'Basic, practical'),
      category('basic-second', '基礎・後期', 'Basic, second part'),
      category('lifelong-renewal', '生涯・更新', 'Lifelong, renewal'),
      category('lifelong-practical', '生涯・実地', 'Lifelong, practical'),
      category('lifelong-specialist', '生涯・専門', 'Lifelong, specialist'),
    ],
    unset: ['daily-cap'],
  },
  {
    id: 'family-doctor',
    name: named('かかりつけ医機能研修', 'Family doctor training'),
    step: 1,
    categories: [
      { id: 'applied', name: named('応用研修', 'Applied training'), codes: [{ code: '1', name: named('①', 'Block 1') }], codesKnown: false },
    ],
    unset: [],
  },
];

const policy: ReceptionPolicy = {
  opensBefore: 30,
  graceAfterStart: 10,
  minimumPresence: null,
  exitTap: 'recorded',
  graceBeforeEnd: 0,
  bookedOnly: true,
  needsMyPage: true,
  statusMaxAgeDays: 7,
};

export const presets: PolicyPreset[] = [
  { id: 'usual', name: named('標準', 'Usual'), source: null, policy },
  {
    id: 'joa',
    name: named('日本整形外科学会と同じ（前後10分）', 'As the Japanese Orthopaedic Association (10 minutes either side)'),
    source: 'https://www2.convention.co.jp/joakiso2017/participant_unit.html',
    policy: { ...policy, opensBefore: 10, graceAfterStart: 10, exitTap: 'required', graceBeforeEnd: 0 },
  },
];

export const profiles: ColumnProfile[] = [
  {
    id: 'required-columns',
    name: named('必須の項目', 'Required columns'),
    use: 'participants',
    source: 'https://www.fukushima.med.or.jp/t2_cat/99/',
  },
  { id: 'national', name: named('全国医師会研修管理システム', 'National training system'), use: 'submission', source: null },
  { id: 'prefecture', name: named('都道府県医師会の様式', 'Form of the prefecture'), use: 'submission', source: null },
];

const session = (
  id: string,
  title: string,
  from: string,
  to: string,
  credits: SeminarSession['credits'],
  more: Partial<SeminarSession> = {},
): SeminarSession => ({
  id,
  title,
  speaker: '髙橋　﨑子',
  room: 'a',
  startsAt: `2026-11-20T${from}:00.000Z`,
  endsAt: `2026-11-20T${to}:00.000Z`,
  credits,
  policy: null,
  ...more,
});
const cme = (code: string, units: number) => ({ scheme: 'cme', category: null, code, units });

export const plan: SeminarPlan = {
  title: '令和8年度 第3回 地域医療連携研修会',
  organiser: '神楽坂区医師会',
  venue: '神楽坂区医師会館',
  certifiedNumbers: [{ scheme: 'cme', number: '26-13-0034' }],
  rooms: [
    { id: 'a', name: '大会議室' },
    { id: 'b', name: '第2会議室' },
  ],
  sessions: [
    session('s1', '高血圧診療の新しい目標', '10:00', '11:00', [cme('74', 1)]),
    session('s2', '糖尿病と感染対策', '11:10', '12:40', [cme('76', 1), cme('8', 0.5)], { speaker: '神楽坂　三十四' }),
    session('s3', '職場巡視の実際', '11:10', '12:10', [{ scheme: 'occupational-health', category: 'lifelong-practical', code: null, units: 1 }], {
      room: 'b',
      policy: { exitTap: 'required' },
    }),
  ],
  policy,
  practice: false,
};

export const seminar = (id: string, more: Partial<Seminar> = {}): Seminar => ({
  id,
  revision: 3,
  state: 'running',
  next: ['closed', 'cancelled'],
  changedAt: '2026-11-20T09:31:00.000Z',
  plan,
  ...more,
});

const on = (day: string, title: string, more: Partial<SeminarPlan> = {}): SeminarPlan => ({
  ...plan,
  title,
  sessions: plan.sessions.slice(0, 1).map((first) => ({ ...first, startsAt: `${day}T10:00:00.000Z`, endsAt: `${day}T11:00:00.000Z` })),
  ...more,
});

export const seminars: Seminar[] = [
  seminar('s-1'),
  seminar('s-2', { state: 'planned', next: ['applied', 'cancelled'], plan: on('2027-01-15', '認定産業医 生涯研修会') }),
  seminar('s-3', { state: 'certified', next: ['open', 'cancelled'], plan: on('2026-12-10', '受付の練習', { practice: true }) }),
  seminar('s-4', { state: 'closed', next: ['settled'], plan: on('2026-11-13', '第2回 地域医療連携研修会') }),
  seminar('s-5', { state: 'settled', next: ['submitted', 'corrected'], plan: on('2026-10-09', '第1回 地域医療連携研修会') }),
  seminar('s-6', { state: 'accepted', next: ['corrected'], plan: on('2026-07-03', '春の学術講演会') }),
];

const SURNAMES = ['髙橋', '神楽坂', '市谷', '牛込', '飯田', '早稲田', '四谷', '渡邉', '齋藤', '吉祥寺'];
const SURNAMES_KANA = ['たかはし', 'かぐらざか', 'いちがや', 'うしごめ', 'いいだ', 'わせだ', 'よつや', 'わたなべ', 'さいとう', 'きちじょうじ'];
const GIVEN = ['﨑子', '三十四', '一郎', '美咲', '健', '桜子', '隆', '由美'];
const GIVEN_KANA = ['さきこ', 'さんじゅうし', 'いちろう', 'みさき', 'たけし', 'さくらこ', 'たかし', 'ゆみ'];

const minutesLater = (iso: string, minutes: number) => new Date(Date.parse(iso) + minutes * 60_000).toISOString();
const absent = (id: string): SessionPresence => ({ session: id, in: null, out: null, minutes: 0, credits: [], reason: 'absent' });

/** How often each course of things comes up among participants, by their number. */
function presence(number: number, of: SeminarPlan): SessionPresence[] {
  return of.sessions.map((item, index) => {
    const length = (Date.parse(item.endsAt) - Date.parse(item.startsAt)) / 60_000;
    if (number % 8 === 7 || index === 2) return absent(item.id);
    const arrived = minutesLater(item.startsAt, (number % 25) - 20 + index);
    if (number % 12 === 5 && index === 0)
      return { session: item.id, in: minutesLater(item.startsAt, 22), out: null, minutes: length - 22, credits: [], reason: 'late' };
    if (number % 10 === 9) return { session: item.id, in: arrived, out: null, minutes: length, credits: [], reason: 'test-card' };
    return {
      session: item.id,
      in: arrived,
      out: index === 1 ? minutesLater(item.endsAt, 2) : null,
      minutes: length,
      credits: item.credits,
      reason: null,
    };
  });
}

/** One of many participants, the same for the same number. */
export function participation(number: number, of: SeminarPlan = plan): Participation {
  const sessions = presence(number, of);
  const came = sessions.filter((item) => item.in !== null);
  const credits = sessions.flatMap((item) => item.credits);
  const totals = new Map<string, Participation['totals'][number]>();
  for (const { scheme, category: kind, units } of credits) {
    const key = `${scheme} ${kind}`;
    totals.set(key, { scheme, category: kind, units: units + (totals.get(key)?.units ?? 0) });
  }
  const family = number % SURNAMES.length;
  const given = number % GIVEN.length;
  const lacking = number % 11 === 3;
  return {
    person: `p-${number}`,
    registration: lacking ? null : String(100_034 + number * 37),
    name: `${SURNAMES[family]}　${GIVEN[given]}`,
    kana: `${SURNAMES_KANA[family]}　${GIVEN_KANA[given]}`,
    affiliation: ['神楽坂ファミリークリニック', '牛込総合病院', '飯田橋内科', ''][number % 4] ?? '',
    birthDate: lacking ? '' : `19${50 + (number % 45)}-0${1 + (number % 9)}-1${number % 10}`,
    booked: number % 9 !== 4,
    firstIn: came[0]?.in ?? null,
    lastOut: came.at(-1)?.out ?? null,
    how: came.length === 0 ? 'none' : number % 13 === 2 ? 'manual' : number % 17 === 3 ? 'override' : 'card',
    sessions,
    totals: [...totals.values()],
    missing: [...(lacking ? (['registration', 'birthDate'] as const) : []), ...(number % 4 === 3 ? (['affiliation'] as const) : [])],
    flags: number % 23 === 6 ? ['superseded'] : [],
  };
}

export const settlement = (of: string, count: number, more: Partial<Settlement> = {}): Settlement => ({
  seminar: of,
  number: 0,
  at: '2026-11-20T13:00:00.000Z',
  by: '',
  confirmedBy: null,
  reason: null,
  rules: '7f3a',
  revision: 3,
  hash: 'C4'.repeat(32),
  participations: Array.from({ length: count }, (_nothing, number) => participation(number)),
  factsSince: 0,
  ...more,
});

export const statistics: Statistics = {
  arrivals: [2, 3, 0, 5, 9, 12, 8, 14, 11, 7, 4, 2, 1, 0, 1].map((count, minute) => ({
    minute: minutesLater('2026-11-20T09:50:00.000Z', minute),
    count,
  })),
  sessions: [
    { session: 's1', title: '高血圧診療の新しい目標', present: 58, credited: 53 },
    { session: 's2', title: '糖尿病と感染対策', present: 55, credited: 55 },
    { session: 's3', title: '職場巡視の実際', present: 12, credited: 9 },
  ],
  verdicts: [
    { verdict: 'ok', count: 61 },
    { verdict: 'already-in', count: 7 },
    { verdict: 'not-booked', count: 5 },
    { verdict: 'late', count: 4 },
    { verdict: 'expired', count: 2 },
    { verdict: 'test-card', count: 1 },
  ],
  lanes: [
    { lane: '1番', taps: 44, perMinuteAtPeak: 9 },
    { lane: '2番', taps: 36, perMinuteAtPeak: 7 },
  ],
  booked: 66,
  present: 61,
};

export const submission: Submission = {
  id: 'sub-1',
  seminar: 's-5',
  settlement: 1,
  mode: 'replace',
  profile: 'national',
  at: '2026-10-12T01:00:00.000Z',
  by: '市谷　一郎',
  rows: 58,
  fileName: '26-13-0034_報告.csv',
  sha256: 'a7'.repeat(32),
  receipt: null,
};

/** What was recorded of one participant: every way in that the presence shows, a card that was turned away first, and an annulment. */
export function factsOf({ person, name, registration, sessions }: Participation): FactView[] {
  const arrivals = sessions.flatMap(({ in: at, session: of }) => (at ? [{ at, session: of }] : []));
  const fact = (sequence: number, more: Partial<FactView> & Pick<FactView, 'kind' | 'at'>): FactView => ({
    hash: `fact-${person}-${sequence}`,
    device: 'station-1',
    sequence,
    direction: 'in',
    trueAt: more.at,
    session: null,
    lane: '1番',
    verdict: 'ok',
    about: null,
    test: false,
    annulled: false,
    person,
    registration,
    name,
    reason: null,
    by: null,
    ...more,
  });
  const [first] = arrivals;
  if (!first) return [];
  return [
    fact(1, { kind: 'seen', at: minutesLater(first.at, -1), verdict: 'not-booked', direction: null }),
    ...arrivals.map(({ at, session: of }, index) => fact(index + 2, { kind: 'in', at, session: of })),
    fact(9, { kind: 'manual', at: minutesLater(first.at, 1), verdict: 'name-only', annulled: true, reason: '二重に受付', by: '市谷　一郎' }),
    fact(10, { kind: 'void', at: minutesLater(first.at, 2), verdict: null, about: `fact-${person}-9`, reason: '二重に受付', by: '市谷　一郎' }),
  ];
}
