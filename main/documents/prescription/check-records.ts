import type { Sj1Record } from '../../../pki/eps/sj1.ts';
import { PkiError } from '../../../pki/errors.ts';
import { keyOf, MANDATORY_RECORDS, RECORDS, type RecordRule, type RecordScope } from './records.ts';

const malformed = (note: string, { line, number }: Pick<Sj1Record, 'line' | 'number'>, field = ''): PkiError =>
  new PkiError('PRESCRIPTION_MALFORMED', { line, record: number, field, note });

/** Records that open what others belong to. */
const OWNERS: Readonly<Partial<Record<RecordScope, string>>> = { group: '101', drug: '201' };

/**
 * Checks every known record against its rule, so that what is shown is all there is: nothing mandatory missing, nothing given twice
 * where the form has one place, nothing that belongs to an RP or drug that is not there. Records of unknown number are left alone.
 * @throws PkiError PRESCRIPTION_MALFORMED with line, record number and field name; never with a value
 */
export function checkRecords(records: readonly Sj1Record[]): void {
  const seen = new Set<string>();
  for (const record of records) {
    const rule = RECORDS[record.number];
    if (!rule) continue;
    checkFields(record, rule);
    const place = `${record.number}/${keyOf(record, rule.scope)}`;
    if (seen.has(place) && !rule.repeats) throw malformed(`${rule.name}: second record`, record);
    seen.add(place);
    checkOwner(record, rule, seen);
  }
  const missing = MANDATORY_RECORDS.find((number) => !records.some((record) => record.number === number));
  if (missing) throw malformed(`${RECORDS[missing]!.name}: record missing`, { line: 0, number: missing });
}

function checkFields(record: Sj1Record, { fields }: RecordRule): void {
  for (const [index, { name, form, required }] of fields.entries()) {
    const value = record.fields[index] ?? '';
    if (value === '' && required) throw malformed('empty', record, name);
    if (value !== '' && form && !form.test(value)) throw malformed('not a value of this field', record, name);
  }
}

function checkOwner(record: Sj1Record, { scope }: RecordRule, seen: ReadonlySet<string>): void {
  const owners = [OWNERS.group, scope === 'drug' ? OWNERS.drug : undefined].filter((number) => number !== undefined);
  if (scope === 'prescription') return;
  const absent = owners.find((number) => !seen.has(`${number}/${keyOf(record, RECORDS[number]!.scope)}`));
  if (absent) throw malformed(`belongs to no record ${absent}`, record);
}
