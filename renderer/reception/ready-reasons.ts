import type { ManualOrder, VerdictId } from '../../main/api/schema/attendance.ts';
import type { TextKey } from '../words/catalogue.ts';

type ReasonId = Extract<TextKey, `reception.reason.${string}`> extends `reception.reason.${infer Id}` ? Id : never;

/** Reasons that staff give most often, the likeliest first; the keys 1 to 9 choose them. */
const FOR_VERDICT: Readonly<Partial<Record<VerdictId, readonly ReasonId[]>>> = {
  'not-booked': ['walk-in', 'list-omission', 'organiser-agreed'],
  'wrong-room': ['moved-rooms', 'misdirected', 'organiser-agreed'],
  'no-my-page': ['my-page-advised', 'my-page-pending', 'organiser-agreed'],
  'too-early': ['helps-early', 'organiser-agreed'],
  late: ['transport', 'clinic', 'organiser-agreed'],
  'reception-ended': ['transport', 'forgot-tap', 'organiser-agreed'],
  'not-in': ['forgot-tap', 'other-station', 'organiser-agreed'],
  expired: ['identity-checked', 'renewal-advised', 'card-pending'],
  superseded: ['forgot-new-card', 'identity-checked'],
  held: ['identity-checked', 'stop-misunderstood'],
  'revoked-or-lost': ['identity-checked', 'stop-misunderstood'],
  'test-card': ['rehearsal', 'organiser-agreed'],
  'status-stale': ['list-not-updatable', 'identity-checked'],
};
const FOR_OTHERS: readonly ReasonId[] = ['identity-checked', 'organiser-agreed'];

export const reasonsFor = (verdict: VerdictId): readonly ReasonId[] => FOR_VERDICT[verdict] ?? FOR_OTHERS;

export const REASONS_WITHOUT_CARD: readonly ReasonId[] = ['forgot-card', 'card-pending', 'card-damaged', 'walk-in', 'organiser-agreed'];
export const REASONS_TO_ANNUL: readonly ReasonId[] = ['wrong-person', 'twice', 'left'];

/** What may have been looked at, in the order of the letters that choose it: a, b, c, … */
export const EVIDENCE: readonly ManualOrder['evidence'][] = [
  'photo-identity',
  'booked-list',
  'digital-card-by-eye',
  'temporary-card',
  'booking-code',
  'paper-list',
  'known-to-staff',
];
