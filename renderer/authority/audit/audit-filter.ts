import type { AuditFilter } from '../../../main/api/schema/credential-records.ts';

/** Actions of this workspace that the log knows, in the order of the filter. */
export const ACTIONS = [
  'credential.viewed',
  'credential.searched',
  'credential.moved',
  'credential.proposed',
  'credential.refused',
  'credential.changed',
  'credential.noted',
  'credential.evidence',
  'credential.evidence-withdrawn',
  'credential.letter',
  'credential.fee',
  'credential.exported',
  'credential.imported',
  'credential.bulk',
  'production.exported',
  'production.imported',
  'revocation.requested',
  'revocation.answered',
  'revocation.listed',
  'staff.added',
  'staff.changed',
  'staff.left',
  'staff.passkey-added',
  'staff.passkey-removed',
  'staff.card-added',
  'staff.token-made',
  'staff.signed-in',
  'staff.signed-out',
  'staff.locked',
  'staff.refused',
  'audit.checkpoint',
  'audit.exported',
  'holder.deleted',
] as const;

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
