import { prescriptionContent } from '../../../pki/eps/content.ts';
import { isSj1, readSj1, type Sj1Record } from '../../../pki/eps/sj1.ts';
import type { PrescriptionView } from '../../api/schema/document.ts';
import { checkRecords } from './check-records.ts';
import { furtherOf, isNotUnderstood } from './further.ts';
import { NOTES } from './notes.ts';
import { keyOf, RECORDS, valuesOf } from './records.ts';

type Group = PrescriptionView['groups'][number];

/**
 * Reads a prescription for display: a prescription information file (SJ1), or a prescription or dispensing document that holds one.
 * Every record appears: on the form, among the notes of its RP or drug, under `further`, or verbatim under `unknownRecords`.
 * @throws PkiError PRESCRIPTION_MALFORMED (with line, record and field), XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT
 */
export const readPrescription = (bytes: Uint8Array): PrescriptionView => viewOf(prescriptionRecords(bytes));

/**
 * The records of a prescription, or of the one that a document holds, checked.
 * @throws PkiError PRESCRIPTION_MALFORMED (with line, record and field), XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT
 */
export const prescriptionRecords = (bytes: Uint8Array): readonly Sj1Record[] => prescriptionFile(bytes).records;

/** As `prescriptionRecords`, with the very bytes of the prescription information file (SJ1) that holds them. */
export function prescriptionFile(bytes: Uint8Array): { readonly csv: Uint8Array; readonly records: readonly Sj1Record[] } {
  const csv = isSj1(bytes) ? bytes : prescriptionContent(bytes);
  const records = readSj1(csv);
  checkRecords(records);
  return { csv, records };
}

/** Records as the form shows them; what is missing of them is empty. */
export function viewOf(records: readonly Sj1Record[]): PrescriptionView {
  const value = (number: string, index = 0): string =>
    fieldOf(
      records.find((record) => record.number === number),
      index,
    );
  return {
    institution: {
      code: value('1', 1),
      name: value('1', 3),
      postalCode: value('2'),
      address: value('2', 1),
      telephone: value('3'),
      department: value('4', 2),
    },
    doctor: { code: value('5'), nameKana: value('5', 1), nameKanji: value('5', 2) },
    patient: {
      code: value('11'),
      nameKanji: value('11', 1),
      nameKana: value('11', 2),
      sex: value('12') as PrescriptionView['patient']['sex'],
      birthDate: value('13'),
    },
    insurance: {
      type: value('21'),
      insurerNumber: value('22'),
      symbol: value('23'),
      number: value('23', 1),
      relation: value('23', 2),
      branch: value('23', 3),
    },
    issuedOn: value('51'),
    validUntil: value('52'),
    groups: records.filter(({ number }) => number === '101').map((head) => groupOf(head, records)),
    remarks: records.filter(({ number }) => number === '81').map((record) => fieldOf(record, 2)),
    accessCode: value('82', 1),
    further: records.map(furtherOf).filter((entry) => entry !== null),
    unknownRecords: records.filter(isNotUnderstood).map(({ raw }) => raw),
  };
}

/** Value of a field by position; records may end early, and may be absent. */
const fieldOf = (record: Sj1Record | undefined, index: number): string => record?.fields[index] ?? '';

function groupOf(head: Sj1Record, all: readonly Sj1Record[]): Group {
  const records = all.filter((record) => RECORDS[record.number]?.scope !== 'prescription' && keyOf(record, 'group') === keyOf(head, 'group'));
  const usage = records.find(({ number }) => number === '111');
  return {
    number: fieldOf(head, 0),
    form: fieldOf(head, 1),
    formName: fieldOf(head, 2),
    quantity: fieldOf(head, 3),
    usage: fieldOf(usage, 3),
    usageNotes: records.filter(({ number }) => RECORDS[number]?.scope === 'group').flatMap(notesOf),
    drugs: records.filter(({ number }) => number === '201').map((drug) => drugOf(drug, records)),
  };
}

function drugOf(drug: Sj1Record, records: readonly Sj1Record[]): Group['drugs'][number] {
  const own = records.filter((record) => RECORDS[record.number]?.scope === 'drug' && keyOf(record, 'drug') === keyOf(drug, 'drug'));
  return {
    codeSystem: fieldOf(drug, 3),
    code: fieldOf(drug, 4),
    name: fieldOf(drug, 5),
    amount: fieldOf(drug, 6),
    unit: fieldOf(drug, 8),
    notes: own.flatMap(notesOf),
  };
}

const notesOf = (record: Sj1Record): string[] => (NOTES[record.number]?.(valuesOf(record, RECORDS[record.number]!.scope)) ?? []).filter(Boolean);
