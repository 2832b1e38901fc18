import table from '../../../resources/membership/column-profiles.json' with { type: 'json' };
import type { ImportField } from '../../api/schema/membership.ts';
import type { ColumnProfile } from '../../api/schema/training.ts';
import { AppError } from '../../errors.ts';

type Headings = Readonly<Record<ImportField, readonly string[]>>;

interface Profile extends ColumnProfile {
  readonly use: 'members' | 'booking';
  /** Headings of this profile, before those that all share. */
  readonly headings: Partial<Headings>;
}

const PROFILES = table.profiles as readonly Profile[];

/** Fields and the headings that all profiles know them by; the most telling field first. */
const SHARED: Headings = table.fields;
const FIELDS = Object.keys(SHARED) as readonly ImportField[];

/** Column profiles of lists that come in, for choosing. */
export const columnProfiles = (): readonly ColumnProfile[] => PROFILES.map(({ id, name, use, source }) => ({ id, name, use, source }));

/**
 * Headings by which each field is looked for.
 * @param profile `null`: those that all profiles share
 * @throws AppError COLUMN_PROFILE_UNKNOWN, also for a profile of another kind of list
 */
export function headingsOf(profile: string | null, use: Profile['use']): Headings {
  if (profile === null) return SHARED;
  const found = PROFILES.find((known) => known.id === profile && known.use === use);
  if (!found) throw new AppError('COLUMN_PROFILE_UNKNOWN', { profile });
  const own = (field: ImportField) => [field, [...(found.headings[field] ?? []), ...SHARED[field]]] as const;
  return Object.fromEntries(FIELDS.map(own)) as Headings;
}
