import { AppError } from '../../errors.ts';
import { canonicalJson, type Json } from '../../audit/canonical-json.ts';
import type { RowChange } from '../tiers/change-events.ts';
import type { MemberFields } from '../tiers/member-fields.ts';
import type { MembershipRow } from '../tiers/membership-row.ts';
import type { PersonChange } from './difference.ts';

/** What an import wrote, with what stood there before (`member_import.body`). */
export interface ImportBody {
  readonly rows: readonly RowChange[];
  readonly persons: readonly PersonChange[];
}

/** How things stand when an import is to be undone. */
export interface Present {
  /** Rows by id. */
  readonly rows: ReadonlyMap<string, MembershipRow>;
  readonly persons: ReadonlyMap<string, MemberFields>;
  /** Persons whom something else than rows of this import names by now: they cannot go. */
  readonly named: ReadonlySet<string>;
}

const same = (a: object | null | undefined, b: object | null): boolean => canonicalJson((a ?? null) as Json) === canonicalJson((b ?? null) as Json);

/**
 * The way back from an import: what it wrote becomes what stood there before.
 * @throws AppError MEMBER_IMPORT_CHANGED_SINCE with how many rows and persons are no longer as it left them
 */
export function undone({ rows, persons }: ImportBody, present: Present): ImportBody {
  const changed =
    rows.filter(({ before, after }) => !same(present.rows.get((after ?? before)!.id), after)).length +
    persons.filter(
      ({ registration, before, after }) => !same(present.persons.get(registration), after) || (before === null && present.named.has(registration)),
    ).length;
  if (changed > 0) throw new AppError('MEMBER_IMPORT_CHANGED_SINCE', { count: changed });
  const back = <Change extends { readonly before: unknown; readonly after: unknown }>(change: Change): Change => ({
    ...change,
    before: change.after,
    after: change.before,
  });
  return { rows: rows.map(back), persons: persons.map(back) };
}
