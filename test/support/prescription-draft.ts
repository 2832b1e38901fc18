import type { PrescriptionDraft } from '../../main/api/schema/prescription-draft.ts';

/** A prescription filled in: one RP with two drugs, everything that has a place. */
export const DRAFT: PrescriptionDraft = {
  institution: {
    ...{ kind: 'medical', code: '9999999', prefecture: '13', name: '見本クリニック（ＴＥＳＴ）', postalCode: '100-0000' },
    ...{ address: '東京都千代田区見本一丁目', telephone: '03-0000-0000', fax: '', departmentCode: '01', department: '内科' },
  },
  doctor: { code: '1', kana: 'ﾐﾎﾝ ﾊﾅｺ', name: '見本　花子' },
  patient: { code: '7', kana: 'ﾀｲｹﾝ ﾀﾛｳ', name: '体験　太郎', sex: 'male', birthDate: '1970-01-01' },
  burden: '1',
  insurance: { type: '1', insurer: '99999999', symbol: '見本', number: '0000001', relation: 'self', branch: '01', patientPercent: '30' },
  publicExpenses: [{ payer: '54136015', recipient: '1234567' }],
  issuedOn: '2026-11-20',
  validUntil: '2026-11-23',
  narcotic: { licence: '13-1', address: '東京都千代田区', telephone: '' },
  leftover: '1',
  refillUses: '',
  split: null,
  remarks: [{ kind: '', text: '見本です。' }],
  groups: [
    {
      ...{ form: '1', formName: '', quantity: '14', perTurn: '' },
      usage: { codeKind: '3', code: '1013044400000000', name: '１日３回朝昼夕食後　服用', timesPerDay: '3' },
      supplements: [{ kind: '5', text: '乗り物酔いした際', code: '', site: '' }],
      drugs: [
        {
          ...{ kind: 'drug', codeKind: '2', code: '999999901', name: '見本錠５００ｍｇ', amount: '3', potency: false, unit: '錠' },
          notes: [{ kind: '3', text: '後発品変更不可' }],
        },
        { kind: 'drug', codeKind: '2', code: '999999902', name: '体験散', amount: '0.5', potency: true, unit: 'ｇ', notes: [] },
      ],
    },
  ],
};
