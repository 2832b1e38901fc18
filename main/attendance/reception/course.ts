import type { SeminarState } from '../../api/schema/training.ts';

/** States in which nobody is received any more, and reception is not opened. */
const PAST: ReadonlySet<SeminarState> = new Set(['settled', 'submitted', 'accepted', 'partly-rejected', 'corrected', 'cancelled']);

export const isPast = (state: SeminarState): boolean => PAST.has(state);

/** Whether the office has ended reception, here or at another station: from then on only staff decide who is received still. */
export const hasEnded = (state: SeminarState): boolean => state === 'closed' || isPast(state);
