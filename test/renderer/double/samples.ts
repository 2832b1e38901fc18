import type { CardsView, ReaderView } from '../../../main/api/schema/card.ts';
import type { HcCertificate } from '../../../main/api/schema/common.ts';
import type { OpenedDocument, PrescriptionView, RegisterEntry } from '../../../main/api/schema/document.ts';
import type { RevocationView } from '../../../main/api/schema/revocation.ts';
import type { TimeStampTest, TsaAnchorView, TsaCertificateView } from '../../../main/api/schema/time-stamping.ts';
import { CHECK_IDS, type SignatureReport, type TimeStampReport, type VerificationReport } from '../../../pki/report.ts';

export const certificate: HcCertificate = {
  subject: 'C=JP,CN=Sanjushi Kagurazaka TEST,serialNumber=TEST0034',
  issuer: 'C=JP,O=TEST Authority,OU=Digital Certificate Center,CN=HPKI-01-TEST-forNonRepudiation',
  serial: '015E',
  notBefore: '2026-02-06T15:00:00Z',
  notAfter: '2031-02-07T14:59:59Z',
  keyUsage: ['nonRepudiation'],
  policies: ['1.2.392.100495.1.5.1.1.0.1'],
  hcRoles: ['Medical Doctor'],
  sha256: '5EBDDC823CDA0C1275F45AC8508AC28609E55BD5DAA1D7DA8D0D75B1A3C13360',
  commonName: 'Sanjushi Kagurazaka TEST',
  nameKanji: '神楽坂　三十四',
  test: true,
  daysLeft: 1539,
};

export const hpkiReader: ReaderView = {
  name: 'ACS ACR39U ICC Reader 00 00',
  transport: 'pcsc',
  state: 'hpki',
  atr: '3BF413000081 31FE45004E0000A2',
  insertion: 'stay-1',
  busy: false,
  applications: [
    { aid: 'E828BD080FA000000391000000000001', kind: 'signature', pinTriesLeft: 15, certificate, failure: null },
    {
      aid: 'E828BD080FA000000391000000000002',
      kind: 'authentication',
      pinTriesLeft: 15,
      certificate: { ...certificate, keyUsage: ['digitalSignature'], serial: '015F', policies: ['1.2.392.100495.1.5.1.2.0.1'] },
      failure: null,
    },
  ],
  failure: null,
};

export const emptyReader: ReaderView = { ...hpkiReader, state: 'empty', atr: '', insertion: null, applications: [] };

export const running = (...readers: ReaderView[]): CardsView => ({ service: 'running', readers });

export const prescription: PrescriptionView = {
  institution: {
    code: '1234567',
    name: '神楽坂ファミリークリニック',
    postalCode: '162-0825',
    address: '東京都新宿区神楽坂六丁目三十四番地　見本ビル2階',
    telephone: '03-0000-0034',
    department: '内科',
  },
  doctor: { code: '34', nameKanji: '神楽坂　三十四', nameKana: 'ｶｸﾞﾗｻﾞｶ ｻﾝｼﾞｭｳｼ' },
  patient: { code: '0001', nameKanji: '髙橋　﨑子', nameKana: 'ﾀｶﾊｼ ｻｷｺ', sex: '2', birthDate: '19650403' },
  insurance: { type: '1', insurerNumber: '06130012', symbol: '３４', number: '１２３４５', relation: '1', branch: '01' },
  issuedOn: '20261120',
  validUntil: '20261123',
  groups: [
    {
      number: '1',
      form: '1',
      formName: '内服',
      quantity: '14',
      usage: '１日３回毎食後　服用',
      usageNotes: [],
      drugs: [
        { name: 'アムロジピン口腔内崩壊錠５ｍｇ', code: '620009999', codeSystem: '2', amount: '3', unit: '錠', notes: [] },
        { name: '【般】ロキソプロフェンＮａ錠６０ｍｇ', code: '1149019F1ZZZ', codeSystem: '7', amount: '3', unit: '錠', notes: ['後発品変更不可'] },
      ],
    },
    {
      number: '2',
      form: '3',
      formName: '外用',
      quantity: '1',
      usage: '１日１回　患部に貼付',
      usageNotes: ['腰部'],
      drugs: [{ name: 'ケトプロフェンテープ４０ｍｇ　１０ｃｍ×１４ｃｍ', code: '620000001', codeSystem: '2', amount: '28', unit: '枚', notes: [] }],
    },
  ],
  remarks: ['一包化'],
  accessCode: '1234567890123456',
  further: [{ name: '第一公費', values: [{ name: '負担者番号', value: '51136018' }] }],
  unknownRecords: [],
};

const document = (id: string, name: string, kind: OpenedDocument['kind'], more: Partial<OpenedDocument> = {}): OpenedDocument => ({
  id,
  name,
  size: 24_310,
  sha256: 'd2'.repeat(32),
  kind,
  signableAs: kind === 'pdf' ? ['pades', 'cades'] : ['eps', 'cades'],
  cautions: [],
  failure: null,
  mustBeSeen: false,
  ...more,
});

export const samplePdf = document('pdf-1', '診療情報提供書_見本.pdf', 'pdf');
export const samplePrescription = document('rx-1', '処方箋_見本.csv', 'prescription-csv');
export const otherFile = (id: string, name: string): OpenedDocument => document(id, name, 'other', { signableAs: ['cades'] });
export const refusedPdf = (id: string, name: string): OpenedDocument =>
  document(id, name, 'pdf', { signableAs: [], failure: { code: 'PDF_ENCRYPTED', detail: {} } });

export const entryOf = ({ id, name }: Pick<OpenedDocument, 'id' | 'name'>): RegisterEntry => ({
  id: `signed-${id}`,
  signedAt: '2026-11-20T05:03:00Z',
  sourceName: name,
  outputName: name.replace(/\.[^.]+$/, '_署名済み.pdf'),
  outputPath: `/home/doctor/HPKI Desk/${name}`,
  format: 'pades',
  level: 'B',
  sourceSha256: 'd2'.repeat(32),
  outputSha256: 'e3'.repeat(32),
  signerName: '神楽坂　三十四',
  certificateSha256: certificate.sha256,
  test: true,
  extendedFrom: null,
  renewal: null,
});

/** A root of a time-stamping authority, as it is looked at before it is trusted. */
export const authorityCertificate: TsaCertificateView = {
  sha256: '7C'.repeat(32),
  subject: 'CN=TEST Time Root,O=TEST Time Authority,C=JP',
  issuer: 'CN=TEST Time Root,O=TEST Time Authority,C=JP',
  serial: '01',
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2046-01-01T00:00:00Z',
  selfSigned: true,
  revocationHosts: [],
  name: 'TEST Time Root',
  use: 'authority',
  imported: false,
};

export const anchor: TsaAnchorView = {
  sha256: 'A9'.repeat(32),
  subject: 'CN=TEST Other Time Root,O=TEST Other Time Authority,C=JP',
  issuer: 'CN=TEST Other Time Root,O=TEST Other Time Authority,C=JP',
  serial: '02',
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2046-01-01T00:00:00Z',
  selfSigned: true,
  revocationHosts: ['crl.other-time.example.jp'],
  name: 'TEST Other Time Root',
  importedAt: '2026-11-01T00:00:00Z',
  accreditation: { accredited: true, source: 'https://tsa-list.example.jp/', asOf: '2026-11-01' },
};

export const serviceTest: TimeStampTest = {
  time: '2026-11-20T05:03:01Z',
  clockDifference: 0.4,
  authority: 'CN=TEST TSU 1,O=TEST Time Authority,C=JP',
  policy: '1.2.392.200127.1.1',
  serial: '0A1B2C',
  trusted: false,
  checks: [
    {
      id: 'time-stamp-revocation',
      status: 'indeterminate',
      subIndication: 'TRY_LATER',
      detail: 'No usable revocation list.',
      params: { failures: 'HOST_NOT_ALLOWED http://crl.example.jp/tsa.crl' },
    },
  ],
};

export const revocationLists: RevocationView = {
  publishedHosts: ['cert.medis.or.jp', 'crl.pki.med.or.jp', 'hpki.mhlw.go.jp'],
  refusedHosts: ['crl.example.jp'],
  places: [
    {
      address: 'http://crl.pki.med.or.jp/hpki/sign/crl.crl',
      kind: 'crl',
      issuer: 'CN=HPKI-01-TEST-forNonRepudiation,O=TEST Authority,C=JP',
      thisUpdate: '2026-11-19T18:00:00Z',
      nextUpdate: '2026-11-23T18:00:00Z',
      fetchedAt: '2026-11-20T00:00:00Z',
      ageHours: 11,
      entries: 1234,
      state: 'current',
      lastFailure: null,
    },
    {
      address: 'http://cert.medis.or.jp/sign/crl-sign2.crl',
      kind: 'crl',
      issuer: null,
      thisUpdate: null,
      nextUpdate: null,
      fetchedAt: null,
      ageHours: null,
      entries: null,
      state: 'missing',
      lastFailure: { code: 'NETWORK_HOST_NOT_FOUND', detail: { host: 'cert.medis.or.jp' }, at: '2026-11-20T00:00:00Z' },
    },
  ],
};

const OF_STAMPS = CHECK_IDS.filter((id) => id.startsWith('time-stamp-'));
const OF_LEVELS = ['signature-time-stamp', 'archive-time-stamp'];

const good = (id: (typeof CHECK_IDS)[number]) => ({ id, status: 'passed', detail: `${id}: as it should be` }) as const;
const passed: SignatureReport['checks'] = CHECK_IDS.filter((id) => !OF_STAMPS.includes(id) && !OF_LEVELS.includes(id)).map(good);

/** A time stamp of an authority that is imported here; nobody recorded whether it is accredited. */
export const timeStamp: TimeStampReport = {
  id: 'SignatureTimeStamp1',
  kind: 'signature',
  time: '2026-11-20T05:03:01Z',
  trusted: true,
  authority: 'CN=TEST TSU 1,O=TEST Time Authority,C=JP',
  policy: '1.2.392.200127.1.1',
  serial: '0A1B2C',
  checks: OF_STAMPS.map((id) =>
    id === 'time-stamp-accreditation'
      ? { id, status: 'indeterminate', informative: true, detail: 'no accreditation is recorded for the anchor' }
      : good(id),
  ),
};

export const signature: SignatureReport = {
  id: 'Signature1',
  conclusion: 'TOTAL-PASSED',
  subIndication: null,
  intact: true,
  level: 'B',
  coversWholeDocument: true,
  notCovered: [],
  signer: { ...certificate },
  claimedTime: '2026-11-20T05:03:00Z',
  bestSignatureTime: '2026-11-20T05:10:00Z',
  test: false,
  checks: passed,
  timeStamps: [],
};

/** The same with a trusted time stamp. */
export const stamped: SignatureReport = {
  ...signature,
  level: 'T',
  bestSignatureTime: timeStamp.time ?? '',
  checks: [
    ...passed,
    { ...good('signature-time-stamp'), params: { stamp: timeStamp.id, time: timeStamp.time ?? '', authority: timeStamp.authority ?? '' } },
  ],
  timeStamps: [timeStamp],
};

export const report = (file: string, ...signatures: SignatureReport[]): VerificationReport => ({
  file,
  format: 'pades',
  conclusion: signatures[0]?.conclusion ?? 'INDETERMINATE',
  subIndication: signatures[0] ? signatures[0].subIndication : 'NO_SIGNATURE',
  verifiedAt: '2026-11-20T05:10:00Z',
  testCardsAccepted: false,
  signatures,
});

/** Answers of the double by the name of the file: one of each kind that the contract knows. */
export const REPORTS: Readonly<Record<string, VerificationReport>> = {
  'valid.pdf': report('valid.pdf', signature),
  'valid-test.pdf': { ...report('valid-test.pdf', { ...signature, test: true }), testCardsAccepted: true },
  'changed.pdf': report('changed.pdf', {
    ...signature,
    conclusion: 'TOTAL-FAILED',
    subIndication: 'HASH_FAILURE',
    intact: false,
    checks: passed.map((check) => (check.id === 'reference-digests' ? { ...check, status: 'failed', subIndication: 'HASH_FAILURE' } : check)),
  }),
  'forged.xml': {
    ...report('forged.xml', {
      ...signature,
      conclusion: 'INDETERMINATE',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
      coversWholeDocument: false,
      notCovered: ['PrescriptionManagement', 'AdditionalPrescriptionInformation'],
      checks: passed.map((check) =>
        check.id === 'issuer-key-pinned' || check.id === 'certificate-path'
          ? { ...check, status: 'failed', detail: 'issuer name is pinned, its key is not', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' }
          : check,
      ),
    }),
    format: 'eps-prescription',
  },
  'unrevoked-unknown.pdf': report('unrevoked-unknown.pdf', {
    ...signature,
    conclusion: 'INDETERMINATE',
    subIndication: 'TRY_LATER',
    checks: passed.map((check) => (check.id === 'revocation' ? { ...check, status: 'indeterminate', subIndication: 'TRY_LATER' } : check)),
  }),
  'unsigned.pdf': report('unsigned.pdf'),
  'stamped.pdf': report('stamped.pdf', stamped),
  'unknown-authority.pdf': report('unknown-authority.pdf', {
    ...signature,
    level: 'T',
    conclusion: 'INDETERMINATE',
    subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    checks: [
      ...passed,
      {
        id: 'signature-time-stamp',
        status: 'indeterminate',
        detail: 'The time stamp SignatureTimeStamp1 proves no time.',
        subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
        params: { stamp: timeStamp.id, check: 'time-stamp-authority' },
      },
    ],
    timeStamps: [
      {
        ...timeStamp,
        trusted: false,
        checks: timeStamp.checks.map((check) =>
          check.id === 'time-stamp-authority' ? { ...check, status: 'indeterminate', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' } : check,
        ),
      },
    ],
  }),
  'detached.p7s': {
    ...report('detached.p7s', { ...signature, conclusion: 'INDETERMINATE', subIndication: 'SIGNED_DATA_NOT_FOUND', intact: false }),
    format: 'cades',
  },
  'two.pdf': report('two.pdf', signature, { ...stamped, id: 'Signature2', claimedTime: null }),
};
