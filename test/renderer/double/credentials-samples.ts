import type {
  CredentialObject,
  ForecastRow,
  HolderFields,
  HolderHit,
  HolderPage,
  NextAction,
  ProcedureView,
  ProposalView,
  QueueCount,
  QueueRow,
} from '../../../main/api/schema/credentials.ts';
import type { Figures } from '../../../main/api/schema/figures.ts';
import type { HandOverCard, RevocationRow } from '../../../main/api/schema/issuing.ts';
import type { StaffView } from '../../../main/api/schema/staff.ts';

export const staff = (id: string, more: Partial<StaffView> = {}): StaffView => ({
  id,
  name: '飯田橋　小春',
  roles: ['reception', 'examiner', 'approver', 'operator', 'auditor'],
  association: null,
  state: 'active',
  passkeys: [{ id: `key-${id}`, name: '受付の鍵', createdAt: '2026-04-01T01:00:00.000Z', usedAt: '2026-11-20T00:30:00.000Z', pending: false }],
  card: false,
  tokens: [],
  ...more,
});

export const colleagues: StaffView[] = [
  staff('s-1'),
  staff('s-2', {
    ...{ name: '市谷　一郎', roles: ['approver', 'auditor'], card: true },
    tokens: [
      {
        ...{ id: 'A1B2C3D4E5F60718', name: '夜間の書き出し', createdAt: '2026-09-01T01:00:00.000Z', by: '飯田橋　小春' },
        ...{ expiresAt: '2026-12-01T01:00:00.000Z', usedAt: '2026-11-20T00:30:00.000Z', ended: false },
      },
    ],
  }),
  staff('s-3', { name: '牛込　菊', roles: ['association'], association: '神楽坂区医師会', passkeys: [] }),
  staff('s-4', { name: '早稲田　久', roles: ['operator'], state: 'left', passkeys: [] }),
];

const NAMES: readonly (readonly [name: string, kana: string])[] = [
  ['神楽坂　三十四', 'カグラザカ　ミソシ'],
  ['矢来　千鶴', 'ヤライ　チヅル'],
  ['白銀　由紀夫', 'シロガネ　ユキオ'],
  ['赤城　元', 'アカギ　ハジメ'],
  ['筑土　八重', 'ツクド　ヤエ'],
  ['津久戸　ひろし', 'ツクド　ヒロシ'],
  ['揚場　真理', 'アゲバ　マリ'],
];
const person = (number: number) => NAMES[number % NAMES.length]!;

export const fields = (number = 0, more: Partial<HolderFields> = {}): HolderFields => ({
  registration: String(234_567 + number * 31),
  name: person(number)[0],
  kana: person(number)[1],
  romaji: '',
  formerName: '',
  birthDate: '1968-02-29',
  postalCode: '162-0825',
  address: '東京都新宿区神楽坂6-38　神楽坂ビル402',
  phone: '03-0000-0000',
  email: '',
  workplace: '神楽坂内科クリニック',
  memberId: '1234567890',
  ...more,
});

export const hit = (number: number, more: Partial<HolderHit> = {}): HolderHit => ({
  holder: 100 + number,
  registration: fields(number).registration,
  name: fields(number).name,
  kana: fields(number).kana,
  birthDate: '1968-02-29',
  association: '神楽坂区医師会',
  member: true,
  card: 'active',
  queues: [],
  ...more,
});

/** Seven people, as a search finds them. */
export const hits: HolderHit[] = NAMES.map((_name, number) =>
  hit(number, {
    member: number % 3 !== 0,
    card: (['active', 'held', null, 'expired', 'active', 'lost', 'pin-blocked'] as const)[number]!,
    queues: number % 2 === 0 ? ['application-check-documents'] : [],
  }),
);

export const action = (object: string, transition: string, more: Partial<NextAction> = {}): NextAction => ({
  object,
  transition,
  main: false,
  because: null,
  lacking: [],
  evidence: [],
  reason: false,
  second: false,
  letters: [],
  event: null,
  stops: false,
  ...more,
});

export const object = (kind: CredentialObject['kind'], id: string, state: string, more: Partial<CredentialObject> = {}): CredentialObject => ({
  id,
  kind,
  state,
  since: '2026-11-09T01:00:00.000Z',
  due: null,
  expires: null,
  parent: null,
  procedure: null,
  queue: null,
  facts: {},
  fee: null,
  checklist: [],
  revocation: null,
  actions: [],
  ...more,
});

/** A reissue after a loss, of which two papers are lacking. */
export const application = object('application', 'A26-0000123', 'submitted', {
  procedure: 'reissue',
  due: '2026-11-16',
  queue: 'application-check-documents',
  facts: { channel: 'paper', reason: 'loss', receivedOn: '2026-11-09', delivery: 'desk', desk: '神楽坂区医師会', member: true },
  fee: { yen: 5_500, net: null, source: '日本医師会 入会案内（令和6年12月1日現在）', boundary: 'from', entered: false, state: 'due' },
  checklist: [
    {
      item: 'application-form',
      needed: true,
      months: null,
      state: 'present',
      evidence: { id: 'e-1', dated: null, at: '2026-11-09T01:00:00.000Z', by: '飯田橋　小春', scan: true, note: '' },
    },
    {
      item: 'photo',
      needed: true,
      months: 6,
      state: 'expired',
      evidence: { id: 'e-2', dated: '2026-03-01', at: '2026-11-09T01:02:00.000Z', by: '飯田橋　小春', scan: true, note: '裏に氏名の記入あり' },
    },
    {
      item: 'resident-record',
      needed: true,
      months: 6,
      state: 'present',
      evidence: { id: 'e-3', dated: '2026-10-30', at: '2026-11-09T01:03:00.000Z', by: '飯田橋　小春', scan: false, note: '' },
    },
    { item: 'loss-report', needed: true, months: null, state: 'missing', evidence: null },
    { item: 'licence-copy-back', needed: false, months: null, state: 'missing', evidence: null },
  ],
  actions: [
    action('A26-0000123', 'check-documents', { main: true, because: 'evidence', lacking: ['checklist'] }),
    action('A26-0000123', 'return', { because: 'reason', reason: true, letters: ['missing-items'], event: 'card.order.returned' }),
    action('A26-0000123', 'reject', { because: 'role', lacking: ['approver'], reason: true, letters: ['rejection'] }),
    action('A26-0000123', 'withdraw', { because: 'reason', reason: true }),
  ],
});

export const order = object('order', 'O26-0000045', 'notified', {
  procedure: 'reissue',
  parent: 'A26-0000122',
  due: '2027-01-15',
  queue: 'order-hand-over',
  facts: { delivery: 'desk', desk: '神楽坂区医師会', serial: 'JMA00012345' },
  actions: [
    action('O26-0000045', 'hand-over', {
      main: true,
      because: 'evidence',
      lacking: ['issue-notice', 'licence-original', 'identity-document', 'card-read'],
      evidence: ['issue-notice', 'licence-original', 'identity-document', 'card-read'],
      letters: ['receipt'],
      event: 'card.order.handed_over',
    }),
    action('O26-0000045', 'return-to-centre', { because: 'reason', reason: true }),
  ],
});

export const activeCard = object('card', 'C22-0000310', 'active', {
  expires: '2027-02-07',
  facts: { serial: 'JMA00009876' },
  actions: [
    action('C22-0000310', 'block-pin', { because: 'evidence', lacking: ['holder-report'], evidence: ['holder-report'] }),
    action('C22-0000310', 'hold', {
      because: 'evidence',
      lacking: ['caller-checks'],
      evidence: ['caller-checks'],
      reason: true,
      stops: true,
      event: 'card.held',
    }),
    action('C22-0000310', 'lose', {
      because: 'evidence',
      lacking: ['caller-checks'],
      evidence: ['caller-checks'],
      reason: true,
      second: true,
      stops: true,
      event: 'card.lost',
      letters: ['loss-report'],
    }),
    action('C22-0000310', 'expire', { because: 'condition', lacking: ['past-expiry'], event: 'card.expired' }),
    action('C22-0000310', 'supersede', { because: 'condition', lacking: ['successor-handed-over'] }),
  ],
});

export const heldCard: CredentialObject = {
  ...activeCard,
  state: 'held',
  facts: { serial: 'JMA00009876', cause: 'loss' },
  queue: 'card-lose',
  due: '2026-11-21',
  actions: [
    action('C22-0000310', 'lose', {
      main: true,
      because: 'evidence',
      lacking: ['caller-checks'],
      evidence: ['caller-checks'],
      reason: true,
      second: true,
      stops: true,
      event: 'card.lost',
      letters: ['loss-report'],
    }),
    action('C22-0000310', 'resume', {
      because: 'evidence',
      lacking: ['identity-in-person'],
      evidence: ['identity-in-person'],
      reason: true,
      second: true,
      event: 'card.resumed',
      letters: ['resume-record'],
    }),
  ],
};

/** A certificate whose revocation was asked for and answered, and that no list shows yet. */
export const pendingCertificate = object('certificate', 'T22-0000620', 'revoke-requested', {
  parent: 'C22-0000310',
  expires: '2027-02-07',
  facts: { usage: 'signature', serial: '5A1F0034', issuer: 'JMA Certificate Authority' },
  revocation: {
    request: 'r-1',
    at: '2026-11-20T02:00:00.000Z',
    due: '2026-11-21T02:00:00.000Z',
    reason: 'cessationOfOperation',
    sentAt: '2026-11-20T02:05:00.000Z',
    answer: '失効処理を完了しました。',
    listedAt: null,
    refused: false,
    late: false,
  },
  actions: [action('T22-0000620', 'confirm-revocation', { main: true, because: 'role', lacking: ['program', 'operator'] })],
});

const procedure = (id: string, more: Partial<ProcedureView> = {}): ProcedureView => ({
  id,
  channels: ['paper'],
  reasons: [],
  closed: null,
  order: false,
  dates: 'none',
  ...more,
});

export const procedures: ProcedureView[] = [
  procedure('renewal', { channels: ['paper', 'web', 'myna-portal'], order: true }),
  procedure('reissue', {
    channels: ['paper', 'web'],
    reasons: ['loss', 'damage', 'name-change', 'became-member', 'left-membership'],
    order: true,
  }),
  procedure('suspension-from-business', { channels: ['paper', 'desk'], dates: 'needed' }),
  procedure('contact-change', { channels: ['paper', 'web'] }),
  procedure('new-issue', { channels: ['paper', 'web', 'myna-portal'], closed: 'has-card', order: true }),
  procedure('resume', { channels: ['desk'], closed: 'not-held' }),
];

/** What somebody can apply for who is not known yet. */
export const newcomerProcedures: ProcedureView[] = [
  procedure('new-issue', { channels: ['paper', 'web', 'myna-portal'], order: true }),
  procedure('second-certificate', { channels: ['paper', 'web', 'myna-portal'] }),
];

export const page: HolderPage = {
  holder: 100,
  fields: fields(0),
  association: '神楽坂区医師会',
  member: true,
  deleted: false,
  objects: [
    application,
    activeCard,
    object('certificate', 'T22-0000620', 'active', {
      parent: 'C22-0000310',
      expires: '2027-02-07',
      facts: { usage: 'signature', serial: '5A1F0034', issuer: 'JMA Certificate Authority' },
    }),
    object('certificate', 'T22-0000621', 'active', {
      parent: 'C22-0000310',
      expires: '2027-02-07',
      facts: { usage: 'authentication', serial: '5A1F0035', issuer: 'JMA Certificate Authority' },
    }),
    object('application', 'A22-0000031', 'done', {
      procedure: 'new-issue',
      since: '2022-02-08T01:00:00.000Z',
      facts: { channel: 'paper', receivedOn: '2021-12-01' },
    }),
  ],
  timeline: [
    {
      sequence: 41,
      at: '2026-11-09T01:00:00.000Z',
      object: 'A26-0000123',
      kind: 'application',
      transition: 'submit',
      state: 'submitted',
      by: '飯田橋　小春',
      second: null,
      reason: null,
      evidence: ['application-form'],
      letters: [],
      event: 'card.order.submitted',
    },
    {
      sequence: 40,
      at: '2026-11-09T00:59:00.000Z',
      object: 'A26-0000123',
      kind: 'application',
      transition: 'create',
      state: 'draft',
      by: '飯田橋　小春',
      second: null,
      reason: null,
      evidence: [],
      letters: [],
      event: null,
    },
    {
      sequence: 12,
      at: '2024-06-03T05:20:00.000Z',
      object: 'C22-0000310',
      kind: 'card',
      transition: 'resume',
      state: 'active',
      by: '飯田橋　小春',
      second: '市谷　一郎',
      reason: '自宅で見つかったとのこと。窓口で本人を確認した。',
      evidence: ['identity-in-person'],
      letters: [{ id: 'l-1', template: 'resume-record' }],
      event: 'card.resumed',
    },
    {
      sequence: 11,
      at: '2024-06-01T00:10:00.000Z',
      object: 'C22-0000310',
      kind: 'card',
      transition: 'hold',
      state: 'held',
      by: '飯田橋　小春',
      second: null,
      reason: '通勤の途中で見当たらなくなったとの電話。',
      evidence: ['caller-checks', 'registration-number', 'birth-date', 'call-back'],
      letters: [],
      event: 'card.held',
    },
  ],
  notes: [{ id: 'n-1', at: '2026-11-10T02:00:00.000Z', by: '市谷　一郎', text: '昼休み（12時半から）に電話してほしいとのこと。' }],
  procedures,
  identity: ['japanese-passport', 'drivers-licence', 'my-number-card'],
  duplicates: [],
  proposals: [],
};

const QUEUES = [
  ['application-check-documents', 'application', 'submitted', 'reissue', 'loss'],
  ['application-confirm-licence', 'application', 'documents-checked', 'new-issue', null],
  ['application-record-payment', 'application', 'payment-wait', 'renewal', null],
  ['application-approve', 'application', 'licence-confirmed', 'new-issue', null],
  ['order-export', 'order', 'waiting', 'renewal', null],
  ['order-hand-over', 'order', 'notified', 'new-issue', null],
  ['card-lose', 'card', 'held', null, null],
] as const;

/** Objects of all queues, by due day as the program gives them. */
export const rows: QueueRow[] = Array.from({ length: 28 }, (_nothing, index) => {
  const [queue, kind, state, procedureId, reason] = QUEUES[(index * 3) % QUEUES.length]!;
  const number = index % NAMES.length;
  return {
    object: `${kind.charAt(0).toUpperCase()}26-${String(index + 1).padStart(7, '0')}`,
    kind,
    holder: 100 + number,
    registration: fields(number).registration,
    name: fields(number).name,
    kana: fields(number).kana,
    association: index % 4 === 0 ? '早稲田区医師会' : '神楽坂区医師会',
    state,
    queue,
    procedure: procedureId,
    reason,
    since: `2026-11-${String(1 + (index % 18)).padStart(2, '0')}T01:00:00.000Z`,
    due: `2026-${index < 12 ? 11 : 12}-${String(10 + (index % 12)).padStart(2, '0')}`,
  };
});

export const countsOf = (all: readonly QueueRow[]): QueueCount[] =>
  [...Map.groupBy(all, ({ queue }) => queue)].map(([queue, of]) => ({
    queue,
    kind: of[0]!.kind,
    count: of.length,
    oldest: of.map(({ since }) => since).sort()[0]!,
    overdue: of.filter(({ due }) => due < '2026-11-20').length,
  }));

export const proposals: ProposalView[] = [
  {
    id: 'p-1',
    at: '2026-11-20T01:30:00.000Z',
    by: '市谷　一郎',
    until: '2026-11-23T01:30:00.000Z',
    kind: 'advance',
    holder: 100,
    name: fields(0).name,
    object: 'C22-0000310',
    transition: 'lose',
    reason: '紛失の電話の後、見つからないとの連絡があった。',
    count: 1,
    details: [
      { label: 'state', value: '', object: 'C22-0000310', state: 'held' },
      { label: 'evidence', value: 'caller-checks' },
      { label: 'pinKnown', value: 'true' },
    ],
    digest: 'd-1',
    because: null,
  },
  {
    id: 'p-2',
    at: '2026-11-20T02:00:00.000Z',
    by: '飯田橋　小春',
    until: '2026-11-23T02:00:00.000Z',
    kind: 'bulk',
    holder: null,
    name: '',
    object: null,
    transition: 'open-renewals',
    reason: '',
    count: 300,
    details: [{ label: 'row', value: fields(1).name, object: 'C22-0000311', state: 'active', holder: 101 }],
    digest: 'd-2',
    because: 'own',
  },
  {
    id: 'p-3',
    at: '2026-11-19T02:00:00.000Z',
    by: '市谷　一郎',
    until: '2026-11-22T02:00:00.000Z',
    kind: 'advance',
    holder: 102,
    name: fields(2).name,
    object: 'C25-0000077',
    transition: 'unlock-pin',
    reason: '',
    count: 1,
    details: [{ label: 'state', value: '', object: 'C25-0000077', state: 'pin-blocked' }],
    digest: 'd-3',
    because: 'role',
  },
];

export const revocations: RevocationRow[] = [
  {
    request: 'r-1',
    object: 'T22-0000620',
    holder: 100,
    name: fields(0).name,
    usage: 'signature',
    issuer: 'CN=JMA Certificate Authority, O=Japan Medical Association, C=JP',
    serial: '5A1F0034',
    state: pendingCertificate.revocation!,
  },
  {
    request: 'r-2',
    object: 'T22-0000621',
    holder: 100,
    name: fields(0).name,
    usage: 'authentication',
    issuer: 'CN=JMA Certificate Authority, O=Japan Medical Association, C=JP',
    serial: '5A1F0035',
    state: { ...pendingCertificate.revocation!, request: 'r-2', sentAt: null, answer: null },
  },
  {
    request: 'r-3',
    object: 'T21-0000100',
    holder: 101,
    name: fields(1).name,
    usage: 'signature',
    issuer: 'CN=JMA Certificate Authority, O=Japan Medical Association, C=JP',
    serial: '5A1EFF01',
    state: {
      ...pendingCertificate.revocation!,
      request: 'r-3',
      answer: null,
      due: '2026-11-18T02:00:00.000Z',
      at: '2026-11-17T02:00:00.000Z',
      late: true,
    },
  },
  {
    request: 'r-4',
    object: 'T21-0000050',
    holder: 103,
    name: fields(3).name,
    usage: 'signature',
    issuer: 'CN=JMA Certificate Authority, O=Japan Medical Association, C=JP',
    serial: '5A1EFE10',
    state: { ...pendingCertificate.revocation!, request: 'r-4', answer: null, listedAt: '2026-11-15T09:00:00.000Z' },
  },
];

export const forecast: ForecastRow[] = Array.from({ length: 12 }, (_nothing, index) =>
  ['神楽坂区医師会', '早稲田区医師会', null].map((association, place) => ({
    month: new Date(Date.UTC(2026, 10 + index, 1)).toISOString().slice(0, 7),
    association,
    cards: Math.max(0, 240 - 60 * place + ((index * 97) % 130) - index * 6),
  })),
).flat();

export const handOverCard: HandOverCard = {
  reader: 'ACS ACR39U ICC Reader 00 00',
  certificates: (['signature', 'authentication'] as const).map((usage, index) => ({
    usage,
    issuer: 'CN=JMA Certificate Authority, O=Japan Medical Association, C=JP',
    serial: `5A2000${index + 11}`,
    subject: 'CN=KAGURAZAKA MISOSHI, C=JP',
    nameKanji: fields(0).name,
    notAfter: '2031-11-19T14:59:59.000Z',
    sha256: (index === 0 ? 'C1' : 'D2').repeat(32),
    test: false,
    path: 'proved' as const,
    revoked: false,
  })),
  findings: [{ id: 'name-differs', stops: false }],
  asksReason: true,
};

/** A row of each kind: with and before tax, dated, waived, unchecked. */
export const figures: Figures = {
  fees: [
    {
      ...{ id: 'renewal-other-2018', item: 'renewal', member: false, channel: null, reason: null, yen: 5_000, tax: 'excluded' },
      ...{ from: '2018-02-01', until: '2024-11-30', boundary: 'until', source: '医師資格証 leaflet, 2018-02' },
    },
    {
      ...{ id: 'reissue-loss-2024', item: 'reissue', member: null, channel: null, reason: 'loss', yen: 5_500, tax: 'included' },
      ...{ from: '2024-12-01', until: null, boundary: 'from', source: '日本医師会 入会案内, 2024-12-01; jmaca.med.or.jp/service' },
    },
    {
      ...{ id: 'issue-other-portal', item: 'issue', member: false, channel: 'myna-portal', reason: null, yen: 0, tax: 'none' },
      ...{ from: '2024-12-01', until: null, boundary: null, source: 'jmaca.med.or.jp/application/' },
    },
  ],
  dues: [
    {
      id: 'a2b-31',
      class: 'A2B',
      age: 'from-31',
      relief: null,
      insured: null,
      yen: 64_000,
      checked: false,
      source: '日本医師会 入会案内, 2024-12-01',
    },
    { id: 'a1-aged', class: 'A1', age: null, relief: 'aged', insured: true, yen: 78_000, checked: false, source: '日本医師会 入会案内, 2024-12-01' },
  ],
  courses: [
    { id: 'first', course: 'sports-medicine', part: 'first', member: true, yen: 10_000, checked: false, source: '日本医師会 入会案内, 2024-12-01' },
  ],
};
