import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPrescription } from '../../../../main/documents/prescription/read.ts';
import { type PrescriptionDraft, prescriptionDraft } from '../../../../main/api/schema/prescription-draft.ts';
import { composeRecords } from '../../../../main/prescriptions/compose/compose.ts';

import { writeSj1 } from '../../../../pki/eps/write-sj1.ts';
import { DRAFT } from '../../../support/prescription-draft.ts';

const draft = (change: object = {}): PrescriptionDraft => prescriptionDraft.parse({ ...DRAFT, ...change });
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
    '62,1',
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
    ['an own time of use', { validUntil: '' }, /^52,/],
    ['narcotics', { narcotic: null }, /^60,/],
    ['remarks', { remarks: [] }, /^81,/],
    ['a burden', { burden: '' }, /^14,/],
    ['what to do with drugs left over', { leftover: '' }, /^62,/],
  ])('%s', (_what, change, record) => {
    expect(lines().some((line) => record.test(line))).toBe(true);
    expect(lines(change).some((line) => record.test(line))).toBe(false);
  });
});

describe('a draft is not taken', () => {
  it.each([
    ['with a comma', { remarks: [{ kind: '', text: 'a,b' }] }],
    ['with a line end', { doctor: { ...DRAFT.doctor, name: 'a\nb' } }],
    ['without a drug', { groups: [{ ...DRAFT.groups[0], drugs: [] }] }],
    ['without the patient’s reading', { patient: { ...DRAFT.patient, kana: '' } }],
    ['with a day that there is not', { issuedOn: '2026-02-30' }],
    ['with an amount in words', { groups: [{ ...DRAFT.groups[0], drugs: [{ ...DRAFT.groups[0]!.drugs[0], amount: '三' }] }] }],
    ['with a fourth public expense', { publicExpenses: Array.from({ length: 4 }, () => DRAFT.publicExpenses[0]) }],
    ['whose patient is of no sex yet', { patient: { ...DRAFT.patient, sex: '' } }],
    ['of no days', { groups: [{ ...DRAFT.groups[0], quantity: '0' }] }],
    ['with an institution of six digits', { institution: { ...DRAFT.institution, code: '999999' } }],
  ])('%s', (_what, change) => expect(prescriptionDraft.safeParse({ ...DRAFT, ...change }).success).toBe(false));
});

it('every draft that is taken is written so that it is read again without anything unknown', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 5 }), (name, remark, count) => {
      const given = prescriptionDraft.safeParse({
        ...DRAFT,
        ...(remark.trim() !== '' && { remarks: [{ kind: '', text: remark }] }),
        groups: Array.from({ length: count }, () => ({ ...DRAFT.groups[0]!, formName: name })),
      });
      fc.pre(given.success);
      const view = readPrescription(writeSj1(composeRecords(given.data)));
      expect([view.groups.length, view.unknownRecords]).toEqual([count, []]);
    }),
  );
});

it('a refill and a split are records of their own, and what each time gives stands beside the whole', () => {
  const change = { refillUses: '3', split: { times: '2', turn: '1' }, groups: [{ ...DRAFT.groups[0]!, quantity: '60', perTurn: '30' }] };
  expect(lines(change).filter((line) => /^(?:63|64|101|102),/.test(line))).toEqual(['63,2,1', '64,3', '101,1,1,,60', '102,1,30,60']);
  expect(lines().filter((line) => /^(?:63|64|102),/.test(line))).toEqual([]);
});

it('nobody has a sex before it is chosen', () => {
  const records = composeRecords({ ...DRAFT, patient: { ...DRAFT.patient, sex: '' } });
  expect(records.find(({ number }) => number === '12')?.fields).toEqual(['']);
});
