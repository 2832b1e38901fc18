import { halfWidth } from '../../../pki/eps/half-width.ts';
import type { Sj1Record } from '../../../pki/eps/sj1.ts';
import type { PrescriptionDraft } from '../../api/schema/prescription-draft.ts';

/** A record before it has a line. */
export type Written = Pick<Sj1Record, 'number' | 'fields'>;
type Draft = PrescriptionDraft;

const plainDay = (day: string): string => day.replaceAll('-', '');
const record = (number: string, ...fields: readonly string[]): Written => ({ number, fields });
/** A record that says something; one of which every field is empty is left out. */
const said = (number: string, ...fields: readonly string[]): readonly Written[] =>
  fields.some((field) => field !== '') ? [record(number, ...fields)] : [];
const flag = (yes: boolean, [first, second]: readonly [string, string]): string => (yes ? first : second);
const percent = (part: number): string => String(part).padStart(3, '0');

const institutionOf = ({ institution }: Draft): readonly Written[] => [
  record('1', flag(institution.kind === 'medical', ['1', '3']), institution.code, institution.prefecture, institution.name),
  ...said('2', institution.postalCode, institution.address),
  ...said('3', institution.telephone, institution.fax, ''),
  record('4', flag(institution.departmentCode !== '', ['2', '1']), institution.departmentCode, institution.department),
];

/** Not chosen yet is neither. */
const SEXES: Readonly<Record<string, string>> = { male: '1', female: '2' };

const patientOf = ({ patient, burden }: Draft): readonly Written[] => [
  record('11', patient.code, patient.name, halfWidth(patient.kana)),
  record('12', SEXES[patient.sex] ?? ''),
  record('13', plainDay(patient.birthDate)),
  ...said('14', burden),
];

const PUBLIC_EXPENSES = ['27', '28', '29'] as const;

function insuranceOf({ insurance, publicExpenses }: Draft): readonly Written[] {
  const expenses = publicExpenses.map(({ payer, recipient }, index) => record(PUBLIC_EXPENSES[index]!, payer, recipient));
  if (!insurance) return expenses;
  const { type, insurer, symbol, number, relation, branch, patientPercent: part } = insurance;
  return [
    ...said('21', type),
    record('22', insurer),
    record('23', symbol, number, flag(relation === 'self', ['1', '2']), branch),
    ...(part === '' ? [] : [record('24', percent(Number(part)), percent(100 - Number(part)))]),
    ...expenses,
  ];
}

const headOf = ({ issuedOn, validUntil, narcotic, leftover, split, refillUses, remarks }: Draft): readonly Written[] => [
  record('51', plainDay(issuedOn)),
  ...said('52', plainDay(validUntil)),
  ...(narcotic ? [record('60', narcotic.licence, narcotic.address, narcotic.telephone)] : []),
  ...said('62', leftover),
  ...(split ? [record('63', split.times, split.turn)] : []),
  ...said('64', refillUses),
  ...remarks.map(({ kind, text }, index) => record('81', String(index + 1), kind, text)),
];

/** Stands for a usage in one's own words, as published programs write it for the service. */
export const OWN_WORDS = '0X0XXXXXXXXX0000';

function groupOf({ form, formName, quantity, perTurn, usage, supplements, drugs }: Draft['groups'][number], index: number): readonly Written[] {
  const rp = String(index + 1);
  return [
    record('101', rp, form, formName, quantity),
    ...(perTurn === '' ? [] : [record('102', rp, perTurn, quantity)]),
    record('111', rp, usage.codeKind, usage.code || OWN_WORDS, usage.name, usage.timesPerDay),
    ...supplements.map(({ kind, text, code, site }, place) => record('181', rp, String(place + 1), kind, text, code, site)),
    ...drugs.flatMap(({ kind, codeKind, code, name, amount, potency, unit, notes }, place) => {
      const key = [rp, String(place + 1)] as const;
      return [
        record('201', ...key, flag(kind === 'drug', ['1', '2']), codeKind, code, name, amount, flag(potency, ['2', '1']), unit),
        ...notes.map((note, at) => record('281', ...key, String(at + 1), note.kind, note.text, '')),
      ];
    }),
  ];
}

/** The records (SJ1) of a draft, in the order of their numbers, each RP with its drugs. Readings are written in half-width kana. */
export const composeRecords = (draft: PrescriptionDraft): readonly Written[] => [
  ...institutionOf(draft),
  record('5', draft.doctor.code, halfWidth(draft.doctor.kana), draft.doctor.name),
  ...patientOf(draft),
  ...insuranceOf(draft),
  ...headOf(draft),
  ...draft.groups.flatMap(groupOf),
];
