import type { Letter, LetterEntry, LetterForm, LetterParty, LetterPhrase, ReceivedEntry } from '../../../main/api/schema/letters.ts';
import { EMPTY_PARTY, emptyForm } from '../../../main/letters/form/empty.ts';

export const sender: LetterParty = {
  ...EMPTY_PARTY,
  institution: '見本内科クリニック',
  institutionNumber: '1312345678',
  department: '内科',
  doctor: '見本　花子',
  postalCode: '100-0001',
  address: '東京都千代田区見本町一丁目2番3号 見本ビル4階',
  telephone: '03-0000-0000',
};

export const form: LetterForm = {
  ...emptyForm(sender, '2026-11-30'),
  addressee: {
    ...EMPTY_PARTY,
    institution: '見本大学医学部附属病院',
    department: '循環器内科',
    doctor: '試験　太郎',
    institutionNumber: '1318765432',
  },
  patient: {
    name: '検証　一郎',
    kana: 'ケンショウ　イチロウ',
    number: '000123456',
    sex: 'male',
    birthDate: '1958-03-09',
    postalCode: '100-0002',
    address: '東京都千代田区試験町4-5-6',
    telephone: '090-0000-0000',
    occupation: '会社員',
  },
  diagnosis: '労作性狭心症の疑い\n高血圧症',
  purpose: '精査加療のお願い',
  history: '既往歴：特記事項なし\n家族歴：父　心筋梗塞（62歳）',
  course: '2026年10月中旬より、階段昇降時に胸部圧迫感を自覚されています。\n血圧 148/92 mmHg、脈拍 72/分・整。心電図で明らかな変化を認めません。',
  treatment: 'アムロジピン5mgを開始し、経過をみております。',
  prescription: 'RP1\n　アムロジピン錠5mg　1錠\n　1日1回朝食後　28日分',
  remarks: 'ご高診のほどよろしくお願い申し上げます。',
};

const written1: LetterEntry = {
  id: 'letter-1',
  kind: 'referral',
  patient: form.patient.name,
  institution: form.addressee.institution,
  date: form.date,
  changedAt: '2026-11-30T05:10:00Z',
  stage: 'draft',
};
export const written: LetterEntry[] = [
  written1,
  { ...written1, id: 'letter-2', patient: '', institution: '', stage: 'to-sign' },
  { ...written1, id: 'letter-3', kind: 'reply', stage: 'manifest-to-sign' },
  { ...written1, id: 'letter-4', stage: 'packed' },
];

export const letter: Letter = {
  id: 'letter-1',
  changedAt: '2026-11-30T05:10:00Z',
  form,
  attachments: [
    { id: 'a1', name: '心電図_20261129.pdf', type: 'application/pdf', size: 182_400, sha256: 'AB'.repeat(32), addedAt: '2026-11-30T05:00:00Z' },
    { id: 'a2', name: 'CHEST_CT_0001.dcm', type: 'application/dicom', size: 526_336, sha256: 'CD'.repeat(32), addedAt: '2026-11-30T05:01:00Z' },
  ],
  findings: [],
  stage: 'draft',
  signed: null,
  identifier: null,
  bundle: null,
};

export const packed: Letter = {
  ...letter,
  stage: 'packed',
  signed: {
    entry: 'entry-1',
    name: '診療情報提供書_検証一郎_2026-11-30-signed.pdf',
    signedAt: '2026-11-30T05:20:00Z',
    signer: '見本　花子',
    test: true,
  },
  identifier: '1312345678^2026^00000001',
  bundle: { problems: [] },
};

export const unfinished: Letter = {
  ...letter,
  form: {
    ...emptyForm(EMPTY_PARTY, '2026-11-30'),
    kind: 'reply',
    answers: { date: '2026-11-20', institution: '見本大学医学部附属病院', doctor: '試験　太郎', identifier: '' },
  },
  attachments: [],
  findings: [
    { code: 'absent', field: 'addressee.institution', blocks: true, detail: '' },
    { code: 'absent', field: 'patient.name', blocks: true, detail: '' },
    { code: 'unprintable', field: 'course', blocks: true, detail: '😀 (U+1F600)' },
    { code: 'no-bundle-without-number', field: 'sender.institutionNumber', blocks: false, detail: '' },
  ],
};

export const phrases: LetterPhrase[] = [
  { id: 'p1', field: 'purpose', text: '精査加療のお願い' },
  { id: 'p2', field: 'remarks', text: 'ご高診のほどよろしくお願い申し上げます。' },
];

export const prescriptions = [{ entry: 'entry-9', signedAt: '2026-11-29T03:00:00Z', patient: '検証　一郎', text: form.prescription }];

export const receivedEntries: ReceivedEntry[] = [
  {
    id: 'received-1',
    receivedAt: '2026-11-30T04:00:00Z',
    source: '診療情報提供書_検証一郎_2026-11-30.zip',
    patient: '検証　一郎',
    institution: sender.institution,
  },
];

export const received = {
  id: 'received-1',
  receivedAt: '2026-11-30T04:00:00Z',
  source: '診療情報提供書_検証一郎_2026-11-30.zip',
  files: [
    { name: '診療情報提供書_検証一郎_2026-11-30-signed.pdf', role: 'letter' as const, size: 81_200, sha256: 'ab'.repeat(32), state: 'same' as const },
    { name: 'referral.fhir.json', role: 'bundle' as const, size: 9_120, sha256: 'ab'.repeat(32), state: 'same' as const },
    { name: 'attachments/心電図_20261129.pdf', role: 'attachment' as const, size: 182_400, sha256: 'ab'.repeat(32), state: 'same' as const },
  ],
  whole: true,
  form,
  problems: [] as { rule: string; place: string }[],
};
