import { describe, expect, it } from 'vitest';
import { composeDispensing } from '../../../../main/prescriptions/dispensing/compose.ts';
import { dispensingOrder, type DispensedDrug } from '../../../../main/api/schema/dispensing.ts';
import { readPrescription } from '../../../../main/documents/prescription/read.ts';
import { checkDispensingRecords, readDispensing } from '../../../../main/prescriptions/dispensing/read.ts';
import { readSj1 } from '../../../../pki/eps/sj1.ts';
import { buildDispensingDocument } from '../../../../pki/eps/build-dispensing.ts';
import { readCj1, writeCj1 } from '../../../../pki/eps/cj1.ts';
import { dispensedAll, ORDER } from '../../../support/dispensing.ts';
import { SAMPLE_CSV, signedPrescription } from '../../../support/prescription.ts';

const PRESCRIPTION = readPrescription(SAMPLE_CSV);
const RECORDS = readSj1(SAMPLE_CSV);
const composed = (change: (drugs: readonly DispensedDrug[]) => readonly DispensedDrug[] = (drugs) => drugs, more: object = {}) => {
  const order = dispensingOrder.parse({ ...ORDER, document: 'd', drugs: change(dispensedAll()), ...more });
  return composeDispensing(order, PRESCRIPTION, RECORDS).map(({ number, fields }) => [number, ...fields].join(','));
};
const changed = (place: number, part: Partial<DispensedDrug>) => (drugs: readonly DispensedDrug[]) =>
  drugs.map((drug, index) => (index === place ? { ...drug, ...part } : drug));
const PRODUCT = { name: '別の錠５ｍｇ', codeKind: '4', code: '1234567F1ZZZ' } as const;

describe('how much of an RP was dispensed', () => {
  it.each([
    ['1', '日分', '1'],
    ['2', '回分', '3'],
    ['3', '調剤', '5'],
    ['4', '日分', '2'],
  ])('of form %s is counted in %s', (form, unit, code) => {
    const prescription = { ...PRESCRIPTION, groups: PRESCRIPTION.groups.map((group) => ({ ...group, form })) };
    const records = composeDispensing(dispensingOrder.parse({ ...ORDER, document: 'd', drugs: dispensedAll() }), prescription, RECORDS);
    expect(records.find(({ number }) => number === '301')?.fields.slice(3, 5)).toEqual([unit, code]);
  });
});

describe('what the form has no place for', () => {
  it('a second usage of an RP and fields beside those that are shown stand further down', async () => {
    const records = composeDispensing(dispensingOrder.parse({ ...ORDER, document: 'd', drugs: dispensedAll() }), PRESCRIPTION, RECORDS);
    const second = { number: '301', fields: ['1', '１日３回毎食後　服用', '7', '日分', '1', '', '', '1'] };
    const csv = writeCj1([...records, second, { number: '501', fields: ['別の人の備考', '2'] }]);
    const { further, groups } = readDispensing(buildDispensingDocument({ prescription: await signedPrescription(), csv }));
    expect(groups[0]).toMatchObject({ usage: '１日１回朝食後　服用', quantity: '14' });
    const told = further.map(({ name, values }) => [name, ...values.map(({ value }) => value)].join(' '));
    expect(told).toContain('用法 1 １日３回毎食後　服用 7 日分 1 1');
    expect(told).toContain('薬品 1 見本錠５ｍｇ 2 620000001');
    expect(told).toContain('患者情報 1 19800131');
    expect(told).toContain('備考 別の人の備考 2');
    expect(told.filter((line) => line.startsWith('備考'))).toHaveLength(1);
  });
});

describe('the records of what was dispensed', () => {
  it('say who dispensed what to whom, when, and on whose prescription', () => {
    expect(composed()).toEqual([
      '1,試験　太郎,1,19800131,,,,,,,ｼｹﾝ ﾀﾛｳ',
      '5,20260602,1',
      '7,11111111-2222-3333-4444-555555555555',
      '11,見本薬局,13,4,7654321,100-0002,東京都千代田区見本町2-2,03-0000-0002,1',
      '15,見本　薬子,,1',
      '51,見本医院,13,1,1234567,1',
      '55,見本　花子,内科,1',
      '201,1,見本錠５ｍｇ,1,錠,2,620000001,1',
      '201,1,見本散「試」１０％,0.5,ｇ,2,620000009,1,【般】見本散１０％,,',
      '301,1,１日１回朝食後　服用,14,日分,1,,,1',
      '311,1,隔日 １日おき,1',
      '201,2,見本軟膏,10,ｇ,2,620000003,1',
      '301,2,１日２回　塗布,1,調剤,5,,,1',
      '501,お薬手帳を確認しました。,1',
    ]);
  });

  it('are in order, and the same again when read', () => {
    const order = dispensingOrder.parse({ ...ORDER, document: 'd', drugs: dispensedAll() });
    const bytes = writeCj1(composeDispensing(order, PRESCRIPTION, RECORDS));
    const records = readCj1(bytes);
    checkDispensingRecords(records);
    expect(writeCj1(records)).toEqual(bytes);
  });

  it('say of a substituted drug what was prescribed and why', () => {
    const lines = composed(changed(0, { how: 'substituted', product: PRODUCT, reason: '在庫なし', note: '患者に説明済み' }));
    expect(lines.slice(7, 10)).toEqual([
      '201,1,別の錠５ｍｇ,1,錠,4,1234567F1ZZZ,1',
      '281,1,変更調剤　処方：見本錠５ｍｇ　理由：在庫なし,1',
      '281,1,患者に説明済み,1',
    ]);
  });

  it('say of one that was not dispensed why, and nothing of its RP where none was', () => {
    const lines = composed(changed(2, { how: 'not-dispensed', reason: '残薬あり' }));
    expect(lines.filter((line) => /^\d+,2,/.test(line))).toEqual([]);
    expect(lines).toContain('501,Rp.2　見本軟膏　調剤せず　理由：残薬あり,1');
  });

  it.each<[string, (drugs: readonly DispensedDrug[]) => readonly DispensedDrug[], string]>([
    ['one drug of which nothing is said', (drugs) => drugs.slice(1), 'missing'],
    ['a substitution without what was handed out', changed(0, { how: 'substituted', reason: 'x' }), 'product'],
    ['one without a reason', changed(0, { how: 'substituted', product: PRODUCT }), 'reason'],
    ['a drug that was not dispensed without a reason', changed(0, { how: 'not-dispensed' }), 'reason'],
    ['a drug prescribed by general name without what was handed out', changed(1, { product: null }), 'product'],
    ['no amount', changed(0, { amount: '' }), 'amount'],
    ['an amount of nothing', changed(0, { amount: '0' }), 'amount'],
    ['no unit', changed(0, { unit: '' }), 'amount'],
    ['a drug of another prescription', (drugs) => [...drugs, { ...drugs[0]!, group: '9' }], 'unknown'],
  ])('are not made with %s', (_what, change, because) => {
    expect(() => composed(change)).toThrow(expect.objectContaining({ code: 'DISPENSING_INCOMPLETE', detail: expect.objectContaining({ because }) }));
  });

  it('are not made without how much of an RP was dispensed', () => {
    expect(() => composed(undefined, { groups: ORDER.groups.slice(1) })).toThrow(
      expect.objectContaining({ detail: { drug: 'Rp.1', because: 'quantity' } }),
    );
  });

  it.each([
    ['a comma in a reason', { drugs: [{ ...dispensedAll()[0]!, reason: 'a,b' }] }],
    ['a line end in a remark', { remarks: ['a\nb'] }],
    ['a day that is none', { dispensedOn: '2026-02-30' }],
    ['a code of a pharmacy that is too short', { pharmacy: { ...ORDER.pharmacy, code: '1' } }],
  ])('an order with %s is none', (_what, part) => {
    expect(dispensingOrder.safeParse({ ...ORDER, document: 'd', drugs: dispensedAll(), ...part }).success).toBe(false);
  });
});
