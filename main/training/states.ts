import type { SeminarState } from '../api/schema/training.ts';

/** Who moves a seminar from one state to another: a person of the office by hand, or an operation of that name as part of its own work. */
export type Mover = 'hand' | 'settle' | 'correct' | 'submit' | 'receipt';

type Moves = { readonly [From in SeminarState]?: readonly SeminarState[] };

/**
 * Every move there is. By hand a step that was taken too early can be taken back until the attendance is settled; from then on only operations move a
 * seminar, because each of these states stands for something that was written down. An association without certification opens what is planned.
 */
export const MOVES: Readonly<Record<Mover, Moves>> = {
  hand: {
    planned: ['applied', 'open', 'cancelled'],
    applied: ['certified', 'planned', 'cancelled'],
    certified: ['open', 'applied', 'cancelled'],
    open: ['running', 'closed', 'certified', 'planned', 'cancelled'],
    running: ['closed', 'open', 'cancelled'],
    closed: ['running', 'open', 'cancelled'],
    cancelled: ['planned'],
  },
  settle: { closed: ['settled'] },
  correct: {
    settled: ['corrected'],
    submitted: ['corrected'],
    accepted: ['corrected'],
    'partly-rejected': ['corrected'],
    corrected: ['corrected'],
  },
  submit: {
    settled: ['submitted'],
    submitted: ['submitted'],
    accepted: ['submitted'],
    'partly-rejected': ['submitted'],
    corrected: ['submitted'],
  },
  receipt: {
    submitted: ['accepted', 'partly-rejected'],
    accepted: ['accepted', 'partly-rejected'],
    'partly-rejected': ['accepted', 'partly-rejected'],
  },
};

/** Whether a mover may take a seminar from one state to another. */
export const mayMove = (by: Mover, from: SeminarState, to: SeminarState): boolean => MOVES[by][from]?.includes(to) ?? false;

/** States that a person may choose next. */
export const nextByHand = (from: SeminarState): readonly SeminarState[] => MOVES.hand[from] ?? [];

const SETTLED: ReadonlySet<SeminarState> = new Set(['settled', 'submitted', 'accepted', 'partly-rejected', 'corrected']);

/** Whether the attendance is frozen: plan and reception are not changed any more. */
export const isSettled = (state: SeminarState): boolean => SETTLED.has(state);
