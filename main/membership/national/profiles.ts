import table from '../../../resources/membership/profiles.json' with { type: 'json' };
import { AppError } from '../../errors.ts';
import type { MemberField } from '../tiers/member-fields.ts';

/** What a column of a list of members holds: something of the person, or of the membership. */
export type ListField = MemberField | 'registration' | 'affiliation' | 'status' | 'association' | 'class' | 'joinedOn' | 'leftOn';

/** Columns and words of a list of members. */
export interface MemberListProfile {
  readonly id: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly source: string;
  /** In the order in which they are written; the first heading is the one written. */
  readonly columns: readonly { readonly field: ListField; readonly headings: readonly string[] }[];
  readonly status: { readonly active: readonly string[]; readonly ended: readonly string[] };
  readonly sex: { readonly male: readonly string[]; readonly female: readonly string[] };
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** Profiles of lists of members, for choosing; the first where nobody chooses. */
export const MEMBER_LIST_PROFILES = table.profiles as readonly MemberListProfile[];

/** @throws AppError COLUMN_PROFILE_UNKNOWN */
export function memberListProfile(id: string = MEMBER_LIST_PROFILES[0]!.id): MemberListProfile {
  const found = MEMBER_LIST_PROFILES.find((profile) => profile.id === id);
  if (!found) throw new AppError('COLUMN_PROFILE_UNKNOWN', { profile: id });
  return found;
}
