import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPrescription } from '../../../../main/documents/prescription/read.ts';
import { composeRecords } from '../../../../main/prescriptions/compose/compose.ts';
import { type PrescriptionDraft, prescriptionDraft } from '../../../../main/prescriptions/compose/draft.ts';
import { writeSj1 } from '../../../../pki/eps/write-sj1.ts';

const GIVEN = {
  institution: {
    kind: 'medical',
    code: '9999999',
    prefecture: '13',
    name: '見本クリニック（ＴＥＳＴ）',
    postalCode: '100-0000',
    address: '東京都千代田区見本一丁目',
    telephone: '03-0000-0000',
    departmentCode: '01',
    department: '内科',
  },
  doctor: { code: '1', kana: 'ミホン　ハナコ', name: '見本　花子' },
  patient: { code: '7', kana: 'たいけん　たろう', name: '体験　太郎', sex: 'male', birthDate: '1970-01-01' },
  burden: '1',
  insurance: { type: '1', insurer: '99999999', symbol: '見本', number: '0000001', relation: 'self', branch: '01', patientPercent: 30 },
  publicExpenses: [{ payer: '54136015', recipient: '1234567' }],
  issuedOn: '2026-11-20',
  validUntil: '2026-11-23',
  narcotic: { licence: '13-1', address: '東京都千代田区' },
  remarks: ['見本です。'],
  groups: [
    {
      form: '1',
      quantity: 14,
      usage: { codeKind: '3', code: '1013044400000000', name: '１日３回朝昼夕食後　服用', timesPerDay: '3' },
      supplements: [{ kind: '5', text: '乗り物酔いした際' }],
      drugs: [
        {
          kind: 'drug',
          codeKind: '2',
          code: '999999901',
          name: '見本錠５００ｍｇ',
          amount: '3',
          unit: '錠',
          notes: [{ kind: '3', text: '後発品変更不可' }],
        },
        { kind: 'drug', codeKind: '2', code: '999999902', name: '体験散', amount: '0.5', potency: true, unit: 'ｇ' },
      ],
    },
  ],
};
const draft = (change: object = {}): PrescriptionDraft => prescriptionDraft.parse({ ...GIVEN, ...change });
const lines = (change: object = {}) =>
  Buffer.from(writeSj1(composeRecords(draft(change))))
    .toString()
    .split('\n');

it('is written record by record, as the service lays down', () => {
  expect(lines()).toEqual([
    'SJ1',
    '1,1,9999999,13,見本クリニック（ＴＥＳＴ）',
    '2,100-0000,東京都千代田区見本一丁目',
    '3,03-0000-0000,,',
    '4,2,01,内科',
    '5,1,ﾐﾎﾝ ﾊﾅｺ,見本　花子',
    '11,7,体験　太郎,ﾀｲｹﾝ ﾀﾛｳ',
    '12,1',
    '13,19700101',
    '14,1',
    '21,1',
    '22,99999999',
    '23,見本,0000001,1,01',
    '24,030,070',
    '27,54136015,1234567',
    '51,20261120',
    '52,20261123',
    '60,13-1,東京都千代田区,',
    '81,1,,見本です。',
    '101,1,1,,14',
    '111,1,3,1013044400000000,１日３回朝昼夕食後　服用,3',
    '181,1,1,5,乗り物酔いした際,,',
    '201,1,1,1,2,999999901,見本錠５００ｍｇ,3,1,錠',
    '281,1,1,1,3,後発品変更不可,',
    '201,1,2,1,2,999999902,体験散,0.5,2,ｇ',
    '',
  ]);
});

it('is shown again as it was filled in', () => {
  const view = readPrescription(writeSj1(composeRecords(draft())));
  expect([view.institution.name, view.doctor.nameKanji, view.patient.nameKana, view.issuedOn, view.groups[0]?.drugs.map(({ name }) => name)]).toEqual(
    [...['見本クリニック（ＴＥＳＴ）', '見本　花子', 'ﾀｲｹﾝ ﾀﾛｳ', '20261120'], ['見本錠５００ｍｇ', '体験散']],
  );
  expect(view.unknownRecords).toEqual([]);
});

describe('what is not filled in is not written', () => {
  it.each([
    ['insurance', { insurance: null }, /^(?:21|22|23|24),/],
    ['public expense', { publicExpenses: [] }, /^27,/],
    ['an own time of use', { validUntil: null }, /^52,/],
    ['narcotics', { narcotic: null }, /^60,/],
    ['remarks', { remarks: [] }, /^81,/],
    ['a burden', { burden: '' }, /^14,/],
  ])('%s', (_what, change, record) => {
    expect(lines().some((line) => record.test(line))).toBe(true);
    expect(lines(change).some((line) => record.test(line))).toBe(false);
  });
});

describe('a draft is not taken', () => {
  it.each([
    ['with a comma', { remarks: ['a,b'] }],
    ['with a line end', { doctor: { ...GIVEN.doctor, name: 'a\nb' } }],
    ['without a drug', { groups: [{ ...GIVEN.groups[0], drugs: [] }] }],
    ['without the patient’s reading', { patient: { ...GIVEN.patient, kana: '' } }],
    ['with a day that there is not', { issuedOn: '2026-02-30' }],
    ['with an amount in words', { groups: [{ ...GIVEN.groups[0], drugs: [{ ...GIVEN.groups[0]!.drugs[0], amount: '三' }] }] }],
    ['with a fourth public expense', { publicExpenses: Array.from({ length: 4 }, () => GIVEN.publicExpenses[0]) }],
    ['with an institution of six digits', { institution: { ...GIVEN.institution, code: '999999' } }],
  ])('%s', (_what, change) => expect(prescriptionDraft.safeParse({ ...GIVEN, ...change }).success).toBe(false));
});

it('every draft that is taken is written so that it is read again without anything unknown', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 5 }), (name, remark, count) => {
      const given = prescriptionDraft.safeParse({
        ...GIVEN,
        ...(remark.trim() !== '' && { remarks: [remark] }),
        groups: Array.from({ length: count }, () => ({ ...GIVEN.groups[0]!, formName: name })),
      });
      fc.pre(given.success);
      const view = readPrescription(writeSj1(composeRecords(given.data)));
      expect([view.groups.length, view.unknownRecords]).toEqual([count, []]);
    }),
  );
});
