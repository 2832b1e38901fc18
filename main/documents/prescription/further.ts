import type { Sj1Record } from '../../../pki/eps/sj1.ts';
import type { PrescriptionView } from '../../api/schema/document.ts';
import { RECORDS } from './records.ts';

type Further = NonNullable<PrescriptionView['further']>[number];

/** Fields, by position, that have a place of their own on the form. A record of the prescription that is not here has none. */
const ON_FORM: Readonly<Record<string, readonly number[]>> = {
  '1': [1, 3],
  '2': [0, 1],
  '3': [0],
  '4': [2],
  '5': [0, 1, 2],
  '11': [0, 1, 2],
  '12': [0],
  '13': [0],
  '21': [0],
  '22': [0],
  '23': [0, 1, 2, 3],
  '51': [0],
  '52': [0],
  '81': [0, 2],
  '82': [1],
};

/** What a record of the prescription says beyond the form, `null` when nothing. */
export function furtherOf({ number, fields }: Sj1Record): Further | null {
  const rule = RECORDS[number];
  if (rule?.scope !== 'prescription') return null;
  const values = rule.fields.map(({ name }, index) => ({ name, value: fields[index] ?? '', index }));
  const beyond = values.filter(({ value, index }) => value !== '' && !ON_FORM[number]?.includes(index));
  return beyond.length === 0 ? null : { name: rule.name, values: beyond.map(({ name, value }) => ({ name, value })) };
}

/** A record of unknown number, or with values past the fields we know: it must be looked at as it is written. */
export const isNotUnderstood = ({ number, fields }: Sj1Record): boolean =>
  fields.slice(RECORDS[number]?.fields.length ?? 0).some((value) => value !== '') || !RECORDS[number];
