import { AppError } from '../../errors.ts';
import type { RowChange } from '../tiers/change-events.ts';
import { DEATH } from '../tiers/change-events.ts';
import { isActive, type MembershipRow } from '../tiers/membership-row.ts';
import type { RowIntent } from './plan.ts';

/** Where a plan takes effect. */
export interface ApplyContext {
  readonly registration: string;
  readonly rows: readonly MembershipRow[];
  /** ISO day in Japan of the last decision. */
  readonly day: string;
  readonly newId: () => string;
}

/** Nobody leaves before it is decided, whatever was wished for; a death has its own day. */
const endsOn = (wished: string | null, day: string, cause: string): string => (wished === null || (wished < day && cause !== DEATH) ? day : wished);

/** A row that leaves on a day: at once, or as long as the day is still to come active with its last day. */
export const ending = (row: MembershipRow, on: string, cause: string, day: string): MembershipRow => ({
  ...row,
  state: on <= day ? 'ended' : 'active',
  leftOn: on,
  cause,
});

/**
 * Rows as a plan leaves them.
 * @throws AppError MEMBERSHIP_CHANGED_SINCE when a row that it means has ended meanwhile
 */
export function applied(intents: readonly RowIntent[], { registration, rows, day, newId }: ApplyContext): readonly RowChange[] {
  const known = (id: string): MembershipRow => {
    const row = rows.find((each) => each.id === id);
    if (!row || !isActive(row)) throw new AppError('MEMBERSHIP_CHANGED_SINCE');
    return row;
  };
  return intents.map((intent) => {
    if (intent.intent === 'join') {
      const { intent: _, ...fields } = intent;
      const after: MembershipRow = { ...fields, id: newId(), registration, state: 'active', joinedOn: day, leftOn: null, cause: null };
      return { before: null, after };
    }
    const before = known(intent.id);
    if (intent.intent === 'end') return { before, after: ending(before, endsOn(intent.on, day, intent.cause), intent.cause, day) };
    const { affiliation, class: local, nationalClass } = intent;
    return { before, after: { ...before, affiliation, class: local, nationalClass } };
  });
}

/** Rows whose last day has come, as they end. @param day ISO day in Japan */
export const due = (rows: readonly MembershipRow[], day: string): readonly RowChange[] =>
  rows.filter((row) => isActive(row) && row.leftOn !== null && row.leftOn <= day).map((before) => ({ before, after: { ...before, state: 'ended' } }));
