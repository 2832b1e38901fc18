import type { VerdictId, VerdictView } from '../../api/schema/attendance.ts';

export type Face = VerdictView['face'];

/**
 * How grave each verdict is, gravest first: the gravest that applies leads, the others are told beside it.
 * `accepted` recorded and done · `warning` staff may accept · `stop` received only by hand, with photo identity checked.
 */
export const GRAVITY: readonly (readonly [VerdictId, Exclude<Face, 'hold'>])[] = [
  ['unreadable', 'warning'],
  ['revoked-or-lost', 'stop'],
  ['held', 'stop'],
  ['unknown-card', 'warning'],
  ['test-card', 'warning'],
  ['superseded', 'warning'],
  ['expired', 'warning'],
  ['reception-ended', 'warning'],
  ['wrong-room', 'warning'],
  ['not-booked', 'warning'],
  ['no-my-page', 'warning'],
  ['too-early', 'warning'],
  ['late', 'warning'],
  ['not-in', 'warning'],
  ['status-stale', 'warning'],
  ['already-in', 'accepted'],
  ['name-only', 'accepted'],
  ['ok', 'accepted'],
];

const RANK: ReadonlyMap<VerdictId, number> = new Map(GRAVITY.map(([id], index) => [id, index]));
const FACES: ReadonlyMap<VerdictId, Exclude<Face, 'hold'>> = new Map(GRAVITY);

export const faceOf = (verdict: VerdictId): Exclude<Face, 'hold'> => FACES.get(verdict)!;

/** Gravest first, `ok` alone when there is nothing. */
export function ranked(verdicts: readonly VerdictId[]): readonly [VerdictId, ...VerdictId[]] {
  const sorted = [...new Set(verdicts)].sort((a, b) => RANK.get(a)! - RANK.get(b)!);
  return (sorted.length > 0 ? sorted : ['ok']) as [VerdictId, ...VerdictId[]];
}
