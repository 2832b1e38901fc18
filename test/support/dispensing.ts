import type { DispensedDrug, DispensingOrder } from '../../main/api/schema/dispensing.ts';

/** What a pharmacist says of the drugs of `SAMPLE_CSV`: everything as prescribed; of the second, prescribed by its general name, a product. */
export const dispensedAll = (): DispensedDrug[] => {
  const plain = { how: 'as-prescribed', product: null, reason: '', note: '' } as const;
  return [
    { ...plain, group: '1', place: 0, amount: '1', unit: '錠' },
    { ...plain, group: '1', place: 1, amount: '0.5', unit: 'ｇ', product: { name: '見本散「試」１０％', codeKind: '2', code: '620000009' } },
    { ...plain, group: '2', place: 0, amount: '10', unit: 'ｇ' },
  ];
};

export const ORDER: Omit<DispensingOrder, 'document' | 'drugs'> = {
  confirmed: null,
  pharmacy: {
    name: '見本薬局',
    prefecture: '13',
    code: '7654321',
    postalCode: '100-0002',
    address: '東京都千代田区見本町2-2',
    telephone: '03-0000-0002',
  },
  pharmacist: '見本　薬子',
  dispensedOn: '2026-06-02',
  prescriptionId: '11111111-2222-3333-4444-555555555555',
  groups: [
    { number: '1', quantity: '14' },
    { number: '2', quantity: '1' },
  ],
  remarks: ['お薬手帳を確認しました。'],
};
