import type { Association } from './association.ts';
import type { MemberFields } from './member-fields.ts';
import type { MembershipRow } from './membership-row.ts';
import type { ReliefRule } from './rules.ts';

/** Completed years between two ISO days. */
const yearsBetween = (from: string, to: string): number => Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0);

/** The first day that counts from a licence, or where it is not known from the end of the school year of graduation. */
const graduatedOn = ({ licensedOn = '', graduationYear = '' }: MemberFields): string | null =>
  licensedOn || (/^\d{4}$/.test(graduationYear) ? `${graduationYear}-03-31` : null);

type Conditions = { readonly [Name in keyof Required<ReliefRule['when']>]: (asked: NonNullable<ReliefRule['when'][Name]>, facts: Facts) => boolean };

interface Facts {
  readonly fields: MemberFields;
  readonly row: MembershipRow;
  readonly claims: readonly string[];
  readonly day: string;
}

const atLeast = (from: string | null | undefined, day: string, years: number): boolean => !!from && yearsBetween(from, day) >= years;

const CONDITIONS: Conditions = {
  ageFrom: (years, { fields, day }) => atLeast(fields.birthDate, day, years),
  memberYearsFrom: (years, { row, day }) => atLeast(row.joinedOn, day, years),
  graduatedWithin: (years, { fields, day }) => {
    const from = graduatedOn(fields);
    return from !== null && yearsBetween(from, day) < years;
  },
  claimed: (grounds, { claims }) => grounds.some((ground) => claims.includes(ground)),
};

const holds = ({ when }: ReliefRule, facts: Facts): boolean =>
  (Object.keys(when) as (keyof Conditions)[]).every((name) => (CONDITIONS[name] as (asked: unknown, facts: Facts) => boolean)(when[name], facts));

/**
 * Reliefs of its fee (会費減免) that an association gives to somebody on an ISO day. What is not known gives none.
 * @param claims grounds that the member has claimed
 */
export const reliefsOf = (
  { rules }: Association,
  row: MembershipRow,
  fields: MemberFields,
  day: string,
  claims: readonly string[] = [],
): readonly ReliefRule[] => rules.reliefs.filter((rule) => rule.classes.includes(row.class) && holds(rule, { fields, row, claims, day }));
