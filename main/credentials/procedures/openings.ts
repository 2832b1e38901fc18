import type { CredentialRecord } from '../registry/record.ts';
import { isOpen } from '../registry/record.ts';
import type { Opening, Procedure } from './table.ts';

/** States of a card that is in somebody's hand and may still work. */
export const LIVE = ['active', 'pin-blocked', 'held'] as const;
const isLive = (state: string): boolean => LIVE.some((live) => live === state);
const DEAD = ['lost', 'damaged', 'superseded', 'ceased', 'deceased', 'licence-revoked', 'expired'] as const;

type Reason = 'membership-differs' | 'has-card' | 'no-live-card' | 'never-had-card' | 'nothing-to-return' | 'not-held' | 'under-way';

/** A certificate that still says yes, on a card or on none. */
const isValid = ({ kind, state }: CredentialRecord): boolean => kind === 'certificate' && (state === 'active' || state === 'on-hold');

/** What must be so of somebody's cards; else why not. */
const RULES: Readonly<
  Record<Opening, { readonly holds: (states: readonly string[], records: readonly CredentialRecord[]) => boolean; readonly because: Reason }>
> = {
  'no-card': { holds: (states) => !states.some(isLive), because: 'has-card' },
  'live-card': { holds: (states) => states.some(isLive), because: 'no-live-card' },
  'live-credential': { holds: (states, records) => states.some(isLive) || records.some(isValid), because: 'no-live-card' },
  'any-card': { holds: (states) => states.length > 0, because: 'never-had-card' },
  'dead-card': { holds: (states) => states.some((state) => DEAD.some((dead) => dead === state)), because: 'nothing-to-return' },
  'held-card': { holds: (states) => states.includes('held'), because: 'not-held' },
  always: { holds: () => true, because: 'under-way' },
};

/** Why a procedure cannot be opened for somebody now; `null`: it can. Words: `credentials.closed.<reason>`. */
export function closedBecause(procedure: Procedure, records: readonly CredentialRecord[]): Reason | null {
  const { holds, because } = RULES[procedure.opens];
  const cards = records.filter(({ kind }) => kind === 'card').map(({ state }) => state);
  if (!holds(cards, records)) return because;
  const open = records.filter((record) => record.kind === 'application' && isOpen(record));
  const same = open.some((record) => record.procedure === procedure.id);
  // One card is made at a time, whatever it is for.
  const making = procedure.work === 'order' && open.some((record) => MAKES_CARD.has(record.procedure ?? ''));
  return same || making ? 'under-way' : null;
}

/** Reasons that say what somebody is now: a member of the association, or one no longer. */
const MEMBERSHIP: Readonly<Record<string, boolean>> = { 'became-member': true, 'left-membership': false };

/** Why a reason cannot be given for somebody: what is kept of the membership differs from it; `null`: it can. */
export const closedByReason = (reason: string | null, member: boolean): Reason | null =>
  (MEMBERSHIP[reason ?? ''] ?? member) === member ? null : 'membership-differs';

const MAKES_CARD = new Set(['new-issue', 'renewal', 'reissue']);
