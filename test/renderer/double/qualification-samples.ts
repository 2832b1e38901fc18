import type { Check, CheckId } from '../../../pki/report.ts';
import type { CardFitness } from '../../../main/api/schema/fitness.ts';
import type { EmergencyView, KeptQualifications, QualificationProgress } from '../../../main/api/schema/qualification.ts';
import type { CheckedApplication, QualificationRecord } from '../../../main/qualification/record.ts';
import { certificate } from './samples.ts';

const AS_OF = '2026-11-20T02:00:00Z';
const CHECKS: readonly CheckId[] = [
  'algorithms',
  'certificate-path',
  'issuer-key-pinned',
  'certificate-policy',
  'test-certificate',
  'key-usage',
  'hc-role',
  'validity-period',
  'revocation',
];
const PARAMS: Partial<Record<CheckId, Check['params']>> = {
  'issuer-key-pinned': { authority: 'TEST Authority', published: false },
  'test-certificate': { test: true, accepted: true },
  revocation: { evidence: 'crl', asOf: AS_OF, hoursNotCovered: 3, origin: 'cache' },
};

const passed = (id: CheckId): Check => ({ id, status: 'passed', detail: `${id} passed.`, params: PARAMS[id] ?? {} });

/** An application of a good card; `changed` checks take the place of those that passed. */
export const application = (kind: CheckedApplication['kind'], changed: readonly Check[] = []): CheckedApplication => ({
  kind,
  aid: kind === 'signature' ? 'E828BD080FA000000391000000000001' : 'E828BD080FA000000391000000000002',
  triesLeft: 15,
  certificate: {
    subject: certificate.subject,
    issuer: certificate.issuer,
    serial: kind === 'signature' ? '015E' : '015F',
    sha256: certificate.sha256,
    commonName: certificate.commonName,
    nameKanji: certificate.nameKanji,
    hcRoles: [...certificate.hcRoles],
    identifier: 'TEST0034',
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  },
  test: true,
  checks: CHECKS.map((id) => changed.find((check) => check.id === id) ?? passed(id)),
  revocation: { status: 'good', asOf: AS_OF, ageHours: 3 },
  failure: null,
});

const point = (id: QualificationRecord['pair'][number]['id'], value: string | null): QualificationRecord['pair'][number] => ({
  id,
  state: value === null ? 'not-stated' : 'agrees',
  signature: value,
  authentication: value,
});

export const record: QualificationRecord = {
  checkedAt: '2026-11-20T05:10:00.000Z',
  version: '0.1.0',
  reader: 'ACS ACR39U ICC Reader 00 00',
  atr: '3BF4130000813FE45004E0000A2',
  testMode: true,
  applications: [application('signature'), application('authentication')],
  pair: [
    point('holder', certificate.commonName),
    point('name-kanji', certificate.nameKanji),
    point('role', 'Medical Doctor'),
    point('identifier', 'TEST0034'),
    point('issuer', 'TEST Authority'),
    point('not-before', '2026-02-07'),
    point('not-after', '2031-02-07'),
    point('test', 'true'),
  ],
  possession: { state: 'proved', at: '2026-11-20T05:10:20.000Z', triesLeft: 15, failure: null },
};

const step = (part: Partial<QualificationProgress>): QualificationProgress => ({
  state: 'reading',
  pinPage: null,
  triesLeft: null,
  result: null,
  failure: null,
  ...part,
});
export const steps: readonly QualificationProgress[] = [step({}), step({ state: 'done', result: 'result-1' })];

export const emergency: EmergencyView = {
  name: '神楽坂　三十四',
  roles: ['Medical Doctor'],
  answer: 'positive',
  because: null,
  asOf: AS_OF,
  ageHours: 3,
  notAfter: certificate.notAfter,
  test: true,
};

export const kept: KeptQualifications = {
  retentionMonths: 12,
  records: [
    {
      id: 'record-1',
      checkedAt: record.checkedAt,
      name: '神楽坂　三十四',
      roles: ['Medical Doctor'],
      answer: 'positive',
      possession: true,
      by: '総務課　小石川',
      test: true,
      deleteOn: '2027-11-20',
    },
    {
      id: 'record-2',
      checkedAt: '2026-10-01T01:00:00.000Z',
      name: 'Kikuzaka Ichiyo',
      roles: ['Dentist'],
      answer: 'indeterminate',
      possession: false,
      by: '総務課　小石川',
      test: false,
      deleteOn: null,
    },
  ],
};

const good = (id: string, state: string, params: CardFitness['points'][number]['params'] = {}) => ({
  id,
  verdict: 'good' as const,
  state,
  params,
  form: null,
});

export const fitness: CardFitness = {
  checkedAt: record.checkedAt,
  verdict: 'bad',
  points: [
    good('applications', 'both'),
    { id: 'validity', verdict: 'attention', state: 'soon', params: { until: '2027-01-31T14:59:59Z', days: 72 }, form: null },
    good('chain', 'complete'),
    { id: 'revocation', verdict: 'unknown', state: 'unknown', params: {}, form: null },
    good('profile', 'fits'),
    good('pair', 'agree'),
    good('pin-signature', 'enough', { tries: 15 }),
    { id: 'pin-authentication', verdict: 'bad', state: 'locked', params: {}, form: 'pin-unlock' },
  ],
  test: true,
  renewal: {
    ends: '2027-01-31',
    applyBy: '2026-09-30',
    facts: [
      { id: 'every-five-years', params: { years: 5 }, source: '日本医師会 入会案内, 2024-12-01', asOf: '2024-12-01' },
      { id: 'lead-time', params: { member: 2, other: 3 }, source: 'jmaca.med.or.jp/application/schedule01.html', asOf: '2026' },
      { id: 'renewal-fee-member', params: { yen: 0 }, source: '日本医師会 入会案内, 2024-12-01', asOf: '2026-11-20' },
      { id: 'renewal-fee-other', params: { yen: 5500 }, source: '日本医師会 入会案内, 2024-12-01', asOf: '2026-11-20' },
      { id: 'paper', params: { item: 'photo' }, source: '医師資格証 leaflet', asOf: '2026' },
      { id: 'paper', params: { item: 'resident-record' }, source: '医師資格証 leaflet', asOf: '2026' },
    ],
  },
  failure: null,
};
