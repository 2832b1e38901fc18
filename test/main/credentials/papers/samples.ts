import type { HolderFields } from '../../../../main/api/schema/credentials.ts';
import type { LetterData, Sender } from '../../../../main/credentials/papers/letter.ts';
import { templateOf } from '../../../../main/credentials/papers/template.ts';

export const HOLDER: HolderFields = {
  registration: '123456',
  name: '神楽坂　三十四',
  kana: 'カグラザカ　サンジュウシ',
  romaji: 'KAGURAZAKA Sanjushi',
  formerName: '旧姓　太郎',
  birthDate: '1970-03-12',
  postalCode: '162-0825',
  address: '東京都新宿区神楽坂三丁目12番34号 神楽坂医療ビルディング 5階',
  phone: '03-0000-1111',
  email: 'kagurazaka@example.jp',
  workplace: '神楽坂第三クリニック',
  memberId: '1234567890',
};

export const NOBODY: HolderFields = {
  registration: '',
  name: '',
  kana: '',
  romaji: '',
  formerName: '',
  birthDate: '',
  postalCode: '',
  address: '',
  phone: '',
  email: '',
  workplace: '',
  memberId: '',
};

export const SENDER: Sender = {
  name: '試験医師会 電子認証センター',
  postalCode: '1138621',
  address: '東京都文京区試験町1-2-3',
  phone: '03-0000-2222',
};
export const NO_SENDER: Sender = { name: '', postalCode: '', address: '', phone: '' };

/** One value for each fact that a template of ours declares. */
const FACTS: LetterData['facts'] = {
  application: 'A-2026-000123',
  procedure: 'reissue',
  receivedOn: '2026-11-02',
  deadline: '2026-12-25',
  note: '写真は、正面を向いたものをお願いいたします。',
  reason: 'cessationOfOperation',
  yen: 5500,
  netYen: 5000,
  percent: 10,
  reference: '2026-5500-0123',
  desk: '試験市医師会 事務局',
  deskAddress: '東京都新宿区試験町9-8-7 医師会館2階',
  deskPhone: '03-0000-3333',
  pickupUntil: '2027-01-29',
  cardNumber: 'C-00012345',
  expires: '2027-05-31',
  possession: true,
  staff: '受付　花子',
  order: 'O-2026-000777',
  heldOn: '2026-10-01',
  heldFrom: '2026-10-01',
  heldUntil: '2026-12-31',
  resumedOn: '2026-11-20',
  first: '担当　一郎',
  second: '確認　二子',
  authority: '試験認証局',
  request: 'R-2026-000042',
  issuer: 'C=JP, O=Test Authority, CN=HPKI-01-TestSignature-forNonRepudiation',
  serial: '1A:2B:3C:4D',
  usage: 'signature',
  cause: 'loss',
  applyUntil: '2027-03-31',
  calledOn: '2026-11-19',
  lostOn: '2026-11-18',
  place: '電車の中',
  circumstances: '乗り換えのときに落としました。',
  police: '試験警察署 第123号',
  revocation: true,
  recipient: '神楽坂　花江',
  returnedOn: '2026-11-21',
  state: 'damaged',
  destroyedOn: '2026-11-28',
  method: '裁断',
};

const LISTS: LetterData['lists'] = {
  missing: ['photo', 'identity-copy'],
  expired: ['resident-record'],
  identity: ['japanese-passport', 'drivers-licence'],
  needed: ['application-form', 'photo'],
  usages: ['signature', 'authentication'],
  issuers: ['CN=TestSignature', 'CN=TestAuthentication'],
  serials: ['0A:11', '0A:12'],
  evidence: ['licence-original', 'identity-document'],
  changed: ['住所', '電話番号'],
  cards: ['C-00000002', 'C-00000003'],
};

/** A letter with everything that its template can say. */
export function full(template: string): LetterData {
  const { facts, lists } = templateOf(template);
  return {
    template,
    number: 'L-2026-000099',
    day: '2026-11-30',
    holder: HOLDER,
    sender: SENDER,
    facts: Object.fromEntries(Object.keys(facts).map((name) => [name, FACTS[name] ?? null])),
    lists: Object.fromEntries(Object.keys(lists).map((name) => [name, LISTS[name] ?? []])),
  };
}

/** A letter of which nothing is known but its number and day. */
export const empty = (template: string): LetterData => ({
  template,
  number: 'L-0',
  day: '2026-11-30',
  holder: NOBODY,
  sender: NO_SENDER,
  facts: {},
  lists: {},
});
