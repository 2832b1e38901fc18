import type { EpsRecord } from '../../../pki/eps/record-file.ts';
import type { DispensedDrug, DispensingOrder } from '../../api/schema/dispensing.ts';
import type { PrescriptionView } from '../../api/schema/document.ts';
import { NOTES } from '../../documents/prescription/notes.ts';
import { AppError } from '../../errors.ts';

type Written = Pick<EpsRecord, 'number' | 'fields'>;
type Group = PrescriptionView['groups'][number];
type Drug = Group['drugs'][number];
type Prescribed = readonly EpsRecord[];

/** レコード作成者: made by those who treat the patient. */
const CREATOR = '1';
/** 点数表 of a pharmacy. */
const DISPENSING_TABLE = '4';
const BY_GENERAL_NAME = '7';
/** 用法補足 of a prescription. */
const SUPPLEMENT = '181';
/** 剤形区分 of a prescription (SJ1) as 剤型コード and 調剤単位 of the notebook format. */
const FORMS: Readonly<Record<string, { readonly code: string; readonly unit: string }>> = {
  '1': { code: '1', unit: '日分' },
  '2': { code: '3', unit: '回分' },
  '3': { code: '5', unit: '調剤' },
  '4': { code: '2', unit: '日分' },
  '5': { code: '4', unit: '調剤' },
  '6': { code: '9', unit: '調剤' },
};
const OTHER_FORM = { code: '10', unit: '調剤' };
/** 薬品コード種別 that both files have. */
const CODE_KINDS = new Set(['2', '3', '4', '6']);

const record = (number: string, ...fields: readonly string[]): Written => ({ number, fields });
const plainDay = (day: string): string => day.replaceAll('-', '');

const incomplete = (drug: string, because: 'missing' | 'product' | 'reason' | 'amount' | 'quantity' | 'unknown'): AppError =>
  new AppError('DISPENSING_INCOMPLETE', { drug, because });

function headOf(
  { pharmacy, pharmacist, dispensedOn, prescriptionId }: DispensingOrder,
  { patient, institution, doctor }: PrescriptionView,
  prescribed: Prescribed,
): Written[] {
  const [table = '', , prefecture = ''] = prescribed.find(({ number }) => number === '1')?.fields ?? [];
  return [
    record('1', patient.nameKanji || patient.nameKana, patient.sex, patient.birthDate, '', '', '', '', '', '', patient.nameKana),
    record('5', plainDay(dispensedOn), CREATOR),
    ...(prescriptionId === '' ? [] : [record('7', prescriptionId)]),
    record(
      '11',
      pharmacy.name,
      pharmacy.prefecture,
      DISPENSING_TABLE,
      pharmacy.code,
      pharmacy.postalCode,
      pharmacy.address,
      pharmacy.telephone,
      CREATOR,
    ),
    record('15', pharmacist, '', CREATOR),
    record('51', institution.name, prefecture, table, institution.code, CREATOR),
    record('55', doctor.nameKanji || doctor.nameKana, institution.department, CREATOR),
  ];
}

/** What is said of a drug that was substituted; in Japanese, since the document is. */
function notesOf(drug: Drug, { how, reason, note }: DispensedDrug, rp: string): readonly Written[] {
  const texts = [how === 'substituted' ? `変更調剤　処方：${drug.name}　理由：${reason}` : '', note];
  return texts.filter(Boolean).map((text) => record('281', rp, text, CREATOR));
}

function drugOf(drug: Drug, done: DispensedDrug, rp: string): readonly Written[] {
  const generic = drug.codeSystem === BY_GENERAL_NAME;
  const { how, product, amount, unit, reason } = done;
  if ((how === 'substituted' || generic) && !product) throw incomplete(drug.name, 'product');
  if (how === 'substituted' && reason === '') throw incomplete(drug.name, 'reason');
  if (amount === '' || unit === '' || Number(amount) === 0) throw incomplete(drug.name, 'amount');
  const own = { name: drug.name, codeKind: CODE_KINDS.has(drug.codeSystem) ? drug.codeSystem : '1', code: drug.code };
  const { name, codeKind, code } = how === 'substituted' || generic ? product! : own;
  const coded = codeKind === '1' || code === '' ? ['1', ''] : [codeKind, code];
  const general = generic ? [drug.name, '', ''] : [];
  return [record('201', rp, name, amount, unit, ...coded, CREATOR, ...general), ...notesOf(drug, done, rp)];
}

/** What completes the usage of an RP, in the words of the form. */
const supplementsOf = (rp: string, prescribed: Prescribed): readonly string[] =>
  prescribed
    .filter(({ number, fields }) => number === SUPPLEMENT && fields[0] === rp)
    .flatMap(({ fields }) => NOTES[SUPPLEMENT]!(fields.slice(1)).filter(Boolean));

function groupOf(
  group: Group,
  order: DispensingOrder,
  prescribed: Prescribed,
): { readonly records: readonly Written[]; readonly remarks: readonly string[] } {
  const { number, form, usage, drugs } = group;
  const records: Written[] = [];
  const remarks: string[] = [];
  for (const [place, drug] of drugs.entries()) {
    const done = order.drugs.find((each) => each.group === number && each.place === place);
    if (!done) throw incomplete(drug.name, 'missing');
    if (done.how !== 'not-dispensed') records.push(...drugOf(drug, done, number));
    else if (done.reason === '') throw incomplete(drug.name, 'reason');
    else remarks.push(`Rp.${number}　${drug.name}　調剤せず　理由：${done.reason}`);
  }
  if (records.length === 0) return { records, remarks };
  const quantity = order.groups.find((each) => each.number === number)?.quantity ?? '';
  if (Number(quantity) === 0) throw incomplete(`Rp.${number}`, 'quantity');
  const { code, unit } = FORMS[form] ?? OTHER_FORM;
  records.push(record('301', number, usage, quantity, unit, code, '', '', CREATOR));
  records.push(...supplementsOf(number, prescribed).map((note) => record('311', number, note, CREATOR)));
  return { records, remarks };
}

/**
 * The records (CJ1) of what was dispensed. Each drug of the prescription must be accounted for.
 * @param prescribed records (SJ1) of the same prescription
 * @throws AppError DISPENSING_INCOMPLETE with the drug and what is missing
 */
export function composeDispensing(order: DispensingOrder, prescription: PrescriptionView, prescribed: Prescribed): readonly Written[] {
  const known = new Set(prescription.groups.flatMap(({ number, drugs }) => drugs.map((_drug, place) => `${number} ${place}`)));
  const foreign = order.drugs.find(({ group, place }) => !known.has(`${group} ${place}`));
  if (foreign) throw incomplete(`Rp.${foreign.group}`, 'unknown');
  const groups = prescription.groups.map((group) => groupOf(group, order, prescribed));
  return [
    ...headOf(order, prescription, prescribed),
    ...groups.flatMap(({ records }) => records),
    ...[...groups.flatMap(({ remarks }) => remarks), ...order.remarks].map((text) => record('501', text, CREATOR)),
  ];
}
