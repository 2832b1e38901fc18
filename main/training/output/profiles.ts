import * as z from 'zod';
import table from '../../../resources/training/column-profiles.json' with { type: 'json' };
import { type ColumnProfile, columnProfile } from '../../api/schema/training.ts';
import { AppError } from '../../errors.ts';
import { FIELD_IDS, FIELDS, type Field, ROWS } from './fields.ts';

const outputColumn = z
  .strictObject({
    heading: z.string().min(1),
    field: z.enum(FIELD_IDS),
    format: z.string().optional(),
    scheme: z.string().optional(),
    category: z.string().optional(),
  })
  .refine(({ field, format }) => format === undefined || (FIELDS[field] as Field).formats.includes(format), 'a format that the field does not know');

const outputProfile = columnProfile
  .extend({
    rows: z.enum(ROWS),
    /** Of its files, where the order names none; UTF-8 otherwise. */
    encoding: z.enum(['utf-8', 'shift_jis']).optional(),
    columns: z.array(outputColumn).min(1),
  })
  .strict()
  .refine(
    ({ rows, columns }) => columns.every(({ field }) => ROWS.indexOf(FIELDS[field].of) <= ROWS.indexOf(rows)),
    'a field that such rows do not have',
  );

/** Layout of a table that goes out. */
export type OutputProfile = z.infer<typeof outputProfile>;

const PROFILES: readonly OutputProfile[] = z.strictObject({ note: z.string(), profiles: z.array(outputProfile) }).parse(table).profiles;

/** Every layout, without its columns. */
export const profiles = (): ColumnProfile[] => PROFILES.map(({ id, name, use, source }) => ({ id, name, use, source }));

/**
 * A layout by its id; without one the first of that use.
 * @throws AppError COLUMN_PROFILE_UNKNOWN
 */
export function profileOf(id: string | undefined, use: ColumnProfile['use']): OutputProfile {
  const found = PROFILES.find((profile) => (id === undefined ? profile.use === use : profile.id === id));
  if (!found) throw new AppError('COLUMN_PROFILE_UNKNOWN', { profile: id ?? use });
  return found;
}
