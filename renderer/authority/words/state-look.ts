import type { Status } from '../../design/status.tsx';
import type { Kind } from './credential-words.ts';

interface Look {
  readonly status: Status;
  /** Nothing is done with it any more; it stands folded below the others. */
  readonly over?: true;
}

/** Shape and colour of each state. What waits for somebody else is never shown as done. */
const LOOKS: Readonly<Record<Kind, Readonly<Record<string, Look>>>> = {
  application: {
    draft: { status: 'absent' },
    submitted: { status: 'info' },
    'documents-checked': { status: 'info' },
    returned: { status: 'warning' },
    rejected: { status: 'error', over: true },
    'licence-confirmed': { status: 'info' },
    'payment-wait': { status: 'warning' },
    paid: { status: 'info' },
    approved: { status: 'info' },
    done: { status: 'success', over: true },
    withdrawn: { status: 'absent', over: true },
  },
  order: {
    waiting: { status: 'info' },
    exported: { status: 'info' },
    produced: { status: 'info' },
    ready: { status: 'info' },
    'at-desk': { status: 'info' },
    notified: { status: 'info' },
    overdue: { status: 'warning' },
    'returned-to-centre': { status: 'warning' },
    'handed-over': { status: 'success', over: true },
    cancelled: { status: 'absent', over: true },
  },
  card: {
    blank: { status: 'absent' },
    personalised: { status: 'info' },
    'at-desk': { status: 'info' },
    active: { status: 'success' },
    'pin-blocked': { status: 'warning' },
    held: { status: 'warning' },
    lost: { status: 'error', over: true },
    damaged: { status: 'error', over: true },
    superseded: { status: 'absent', over: true },
    ceased: { status: 'error', over: true },
    deceased: { status: 'error', over: true },
    'licence-revoked': { status: 'error', over: true },
    expired: { status: 'error', over: true },
    returned: { status: 'absent', over: true },
    destroyed: { status: 'absent', over: true },
  },
  certificate: {
    requested: { status: 'info' },
    active: { status: 'success' },
    'on-hold': { status: 'warning' },
    'revoke-requested': { status: 'unsure' },
    revoked: { status: 'error', over: true },
    expired: { status: 'error', over: true },
    cancelled: { status: 'absent', over: true },
    archived: { status: 'absent', over: true },
  },
};

/** A state that this table does not know is told as such: it may mean anything. */
export const lookOf = (kind: Kind, state: string): Look => LOOKS[kind][state] ?? { status: 'unsure' };

/** States of each kind that have a look. */
export const knownStates = (kind: Kind): readonly string[] => Object.keys(LOOKS[kind]);
