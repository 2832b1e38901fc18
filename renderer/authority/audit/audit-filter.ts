import { catalogue } from '../../words/catalogue.ts';
import type { AuditFilter } from '../../../main/api/schema/credential-records.ts';

/** Groups of actions that are this workspace's own. */
const GROUPS = ['credential', 'production', 'revocation', 'status-list', 'staff', 'audit', 'holder'] as const;
/** What reception does with a list that somebody else made is in a group of the same name. */
const ELSEWHERE: ReadonlySet<string> = new Set(['status-list.imported']);

/** Actions of this workspace that the log has words for, in the order of the filter. */
export const ACTIONS: readonly string[] = GROUPS.flatMap((group) =>
  Object.keys(catalogue.ja.audit.actions[group]).map((name) => `${group}.${name}`),
).filter((action) => !ELSEWHERE.has(action));

export const EVERY = '*';

/** A filter as it is being chosen. */
export interface FilterDraft {
  readonly action: string;
  readonly staff: string;
  /** Number of a holder, as typed. */
  readonly holder: string;
  readonly from: string;
  readonly until: string;
}

export const EMPTY_FILTER: FilterDraft = { action: EVERY, staff: EVERY, holder: '', from: '', until: '' };

/** What is asked of the log; a number that cannot be one is not asked for. */
export function filterOf({ action, staff, holder, from, until }: FilterDraft): Omit<AuditFilter, 'before' | 'limit'> {
  const number = holder.normalize('NFKC').trim();
  return {
    action: action === EVERY ? null : action,
    staff: staff === EVERY ? null : staff,
    holder: /^\d{1,12}$/.test(number) ? Number(number) : null,
    from: from || null,
    until: until || null,
  };
}
