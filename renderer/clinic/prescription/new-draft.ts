import type { Prescriber, PrescriptionDraft } from '../../../main/api/schema/prescription-draft.ts';

type Group = PrescriptionDraft['groups'][number];
type Drug = Group['drugs'][number];

/** レセプト電算処理システム用コード, by which the master of drugs knows its drugs. */
export const RECEIPT_CODE = '2';
/** 電子処方箋用法マスタ. */
const USAGE_MASTER = '3';

export const newDrug = (): Drug => ({ kind: 'drug', codeKind: RECEIPT_CODE, code: '', name: '', amount: '', potency: false, unit: '', notes: [] });

export const newGroup = (): Group => ({
  ...{ form: '1', formName: '', quantity: '', perTurn: '' },
  usage: { codeKind: USAGE_MASTER, code: '', name: '', timesPerDay: '' },
  supplements: [],
  drugs: [newDrug()],
});

export const newPrescriber = (): Prescriber => ({
  institution: {
    ...{ kind: 'medical', code: '', prefecture: '', name: '', postalCode: '', address: '' },
    ...{ telephone: '', fax: '', departmentCode: '', department: '' },
  },
  doctor: { code: '', kana: '', name: '' },
  licence: '',
});

export const newInsurance = (): NonNullable<PrescriptionDraft['insurance']> => ({
  ...{ type: '', insurer: '', symbol: '', number: '', relation: 'self', branch: '', patientPercent: '' },
});

/** @param today ISO day in Japan */
export const newDraft = (prescriber: Prescriber, today: string): PrescriptionDraft => ({
  institution: prescriber.institution,
  doctor: prescriber.doctor,
  patient: { code: '', kana: '', name: '', sex: '', birthDate: '' },
  burden: '',
  insurance: newInsurance(),
  publicExpenses: [],
  issuedOn: today,
  ...{ validUntil: '', narcotic: null, leftover: '', refillUses: '', split: null, remarks: [] },
  groups: [newGroup()],
});
