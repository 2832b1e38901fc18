import { readCj1 } from '../../../pki/eps/cj1.ts';
import { payloadAt } from '../../../pki/eps/content.ts';
import { DISPENSING } from '../../../pki/eps/layout.ts';
import type { EpsRecord } from '../../../pki/eps/record-file.ts';
import { PkiError } from '../../../pki/errors.ts';
import { refuseHiddenConstructs } from '../../../pki/xml/constructs.ts';
import { parseXml } from '../../../pki/xml/document.ts';
import type { DispensingView } from '../../api/schema/dispensing.ts';
import { readPrescription } from '../../documents/prescription/read.ts';
import { DISPENSING_RECORDS, MANDATORY_DISPENSING_RECORDS } from './records.ts';

const malformed = (note: string, { line, number }: Pick<EpsRecord, 'line' | 'number'>, field = ''): PkiError =>
  new PkiError('DISPENSING_MALFORMED', { line, record: number, field, note });

const isUnknown = ({ number, fields }: EpsRecord): boolean => {
  const rule = DISPENSING_RECORDS[number];
  return !rule || fields.slice(rule.fields.length).some((value) => value !== '');
};

/**
 * Checks the records that are known against their rules; those of unknown number are left alone.
 * @throws PkiError DISPENSING_MALFORMED with line, record number and field name; never with a value
 */
export function checkDispensingRecords(records: readonly EpsRecord[]): void {
  const seen = new Set<string>();
  for (const record of records) {
    const rule = DISPENSING_RECORDS[record.number];
    if (!rule) continue;
    if (seen.has(record.number) && !rule.repeats) throw malformed(`${rule.name}: second record`, record);
    seen.add(record.number);
    for (const [index, { name, form, required }] of rule.fields.entries()) {
      const value = record.fields[index] ?? '';
      if (value === '' && required) throw malformed('empty', record, name);
      if (value !== '' && form && !form.test(value)) throw malformed('not a value of this field', record, name);
    }
  }
  const missing = MANDATORY_DISPENSING_RECORDS.find((number) => !seen.has(number));
  if (missing) throw malformed(`${DISPENSING_RECORDS[missing]!.name}: record missing`, { line: 0, number: missing });
}

type Group = DispensingView['groups'][number];
type Drug = { -readonly [Key in keyof Group['drugs'][number]]: Group['drugs'][number][Key] };

/** What is said of a drug stands behind it (281, 291), what is said of its RP anywhere. */
function groupsOf(records: readonly EpsRecord[]): DispensingView['groups'] {
  const groups = new Map<string, { drugs: Drug[]; notes: string[]; usage: EpsRecord | null }>();
  const groupOf = (number: string) => {
    const group = groups.get(number) ?? { drugs: [], notes: [], usage: null };
    groups.set(number, group);
    return group;
  };
  for (const record of records) {
    const [rp = '', text = '', amount = '', unit = '', codeSystem = '', code = ''] = record.fields;
    if (record.number === '201') groupOf(rp).drugs.push({ name: text, amount, unit, codeSystem, code, notes: [] });
    if (record.number === '281' || record.number === '291') (groupOf(rp).drugs.at(-1)?.notes ?? groupOf(rp).notes).push(text);
    if (record.number === '301') groupOf(rp).usage ??= record;
    if (record.number === '311' || record.number === '391') groupOf(rp).notes.push(text);
  }
  return [...groups].map(([number, { drugs, notes, usage }]) => {
    const [, name = '', quantity = '', unit = ''] = usage?.fields ?? [];
    return { number, drugs, notes, usage: name, quantity, quantityUnit: unit };
  });
}

/** Fields that have their place on the form, by record; of others the form says nothing. */
const PLACED: Readonly<Record<string, readonly number[]>> = {
  '1': [0, 9],
  '5': [0],
  '7': [0],
  '11': [0, 3, 5, 6],
  '15': [0],
  '51': [0],
  '55': [0],
  '201': [0, 1, 2, 3],
  '281': [0, 1],
  '291': [0, 1],
  '301': [0, 1, 2, 3],
  '311': [0, 1],
  '391': [0, 1],
  '401': [0],
  '501': [0],
};
/** Stand before the fields of a record that is on the form in part: its RP and what it is about. */
const TELLS_WHICH: Readonly<Record<string, readonly number[]>> = {
  '201': [0, 1],
  '281': [0, 1],
  '291': [0, 1],
  '301': [0, 1],
  '311': [0, 1],
  '391': [0, 1],
  '55': [0],
  '401': [0],
  '501': [0],
};
const CREATOR = 'レコード作成者';
/** Made by those who treat the patient, as everything of a pharmacy is. */
const TREATING = '1';

/** Everything that is known and has no place on the form: whole records, a further usage of an RP, and fields beside those that have one. */
function furtherOf(records: readonly EpsRecord[]): DispensingView['further'] {
  const withUsage = new Set<string>();
  return records.flatMap((record) => {
    if (isUnknown(record)) return [];
    const { number, fields } = record;
    const rule = DISPENSING_RECORDS[number]!;
    const again = number === '301' && withUsage.has(fields[0] ?? '');
    if (number === '301') withUsage.add(fields[0] ?? '');
    const placed = again ? undefined : PLACED[number];
    const isLeft = (name: string, index: number): boolean =>
      (fields[index] ?? '') !== '' && !placed?.includes(index) && !(placed && name === CREATOR && fields[index] === TREATING);
    if (placed && !rule.fields.some(({ name }, index) => isLeft(name, index))) return [];
    const told = rule.fields.flatMap(({ name }, index) =>
      isLeft(name, index) || (TELLS_WHICH[number]?.includes(index) && fields[index]) ? [{ name, value: fields[index]! }] : [],
    );
    return [{ name: rule.name, values: told }];
  });
}

/** The dispensing information file inside a dispensing document. @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT, DISPENSING_MALFORMED, PRESCRIPTION_MALFORMED */
function contentOf(xml: Uint8Array): Uint8Array {
  const document = parseXml(xml);
  refuseHiddenConstructs(document);
  return payloadAt(document, DISPENSING.payloads[0]!);
}

/**
 * Reads a dispensing document for display, with the prescription that it holds. Every record appears: in its place, among `further`, or verbatim under
 * `unknownRecords`.
 * @throws PkiError DISPENSING_MALFORMED (with line, record and field), PRESCRIPTION_MALFORMED, XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT
 */
export function readDispensing(xml: Uint8Array): Omit<DispensingView, 'ruling' | 'warnings'> {
  const records = readCj1(contentOf(xml));
  checkDispensingRecords(records);
  const value = (number: string, index = 0): string => records.find((record) => record.number === number)?.fields[index] ?? '';
  const texts = (number: string): string[] => records.filter((record) => record.number === number).map(({ fields }) => fields[0] ?? '');
  return {
    patient: { name: value('1'), kana: value('1', 9), sex: value('1', 1) as DispensingView['patient']['sex'], birthDate: value('1', 2) },
    dispensedOn: value('5'),
    prescriptionId: value('7'),
    pharmacy: {
      name: value('11'),
      prefecture: value('11', 1),
      code: value('11', 3),
      postalCode: value('11', 4),
      address: value('11', 5),
      telephone: value('11', 6),
    },
    pharmacist: value('15'),
    institution: value('51'),
    doctors: texts('55'),
    groups: groupsOf(records),
    cautions: texts('401'),
    remarks: texts('501'),
    further: furtherOf(records),
    unknownRecords: records.filter(isUnknown).map(({ raw }) => raw),
    prescription: readPrescription(xml),
  };
}
