import { describe, expect, it } from 'vitest';
import { dispensingOrder, type ReceivedPrescription } from '../../../main/api/schema/dispensing.ts';
import { readPrescription } from '../../../main/documents/prescription/read.ts';
import { type DispensingDraft, type DrugDraft, emptyDraft, orderOf } from '../../../renderer/clinic/dispensing/dispensing-draft.ts';
import { dispensedAll, ORDER } from '../../support/dispensing.ts';
import { SAMPLE_CSV } from '../../support/prescription.ts';

const RECEIVED = {
  document: { id: 'd' },
  prescription: readPrescription(SAMPLE_CSV),
  prescriptionId: ORDER.prescriptionId,
  pharmacy: ORDER.pharmacy,
  pharmacist: ORDER.pharmacist,
  today: ORDER.dispensedOn,
} as unknown as ReceivedPrescription;
const EMPTY = emptyDraft(RECEIVED);
const chosen = (change: Partial<DispensingDraft> = {}): DispensingDraft => ({
  ...EMPTY,
  drugs: EMPTY.drugs.map((drug, index) => ({
    ...drug,
    how: 'as-prescribed',
    ...(index === 1 && { product: '見本散「試」１０％', codeKind: '2', code: '620000009' }),
  })),
  remarks: ' お薬手帳を確認しました。\n\n',
  ...change,
});
const drug = (index: number, part: Partial<DrugDraft>) =>
  chosen({ drugs: chosen().drugs.map((each, at) => (at === index ? { ...each, ...part } : each)) });

describe('what a pharmacist fills in', () => {
  it('begins with what is known, and chooses nothing', () => {
    expect(EMPTY.drugs.map(({ how, amount, unit }) => [how, amount, unit])).toEqual([
      ['', '1', '錠'],
      ['', '0.5', 'ｇ'],
      ['', '10', 'ｇ'],
    ]);
    expect(orderOf(EMPTY, RECEIVED, null)).toBeNull();
  });

  it('becomes the order that the program takes', () => {
    const order = orderOf(chosen(), RECEIVED, null);
    expect(order).toEqual({ ...ORDER, document: 'd', drugs: dispensedAll() });
    expect(dispensingOrder.safeParse(order).success).toBe(true);
  });

  it('leaves out how much of an RP of which nothing was dispensed', () => {
    const order = orderOf({ ...drug(2, { how: 'not-dispensed', reason: '残薬' }), quantities: { '1': '14', '2': '' } }, RECEIVED, '電話');
    expect([order?.groups, order?.confirmed]).toEqual([[{ number: '1', quantity: '14' }], '電話']);
  });

  it.each<[string, DispensingDraft]>([
    ['a drug of which nothing is chosen', drug(0, { how: '' })],
    ['a substitution without product', drug(0, { how: 'substituted', reason: 'x' })],
    ['a substitution without reason', drug(0, { how: 'substituted', product: 'x' })],
    ['a drug not dispensed without reason', drug(0, { how: 'not-dispensed', reason: ' ' })],
    ['a general name without product', drug(1, { product: '' })],
    ['an amount that is none', drug(0, { amount: '一' })],
    ['an amount of nothing', drug(0, { amount: '0' })],
    ['no unit', drug(0, { unit: '' })],
    ['no days', chosen({ quantities: { '1': '', '2': '1' } })],
    ['no pharmacist', chosen({ pharmacist: ' ' })],
    ['a short code', chosen({ pharmacy: { ...ORDER.pharmacy, code: '123' } })],
  ])('is no order with %s', (_what, draft) => {
    expect(orderOf(draft, RECEIVED, null)).toBeNull();
  });
});
