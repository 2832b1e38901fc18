import type { ProcedureItem } from '../../main/api/schema/procedures.ts';
import { type Status, StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';
import type { Names } from './names.ts';

/** What a procedure waits for, seen from one association, or from the person (`null`). */
export function standingOf({ state, turn, steps }: ProcedureItem, own: string | null): 'yours' | 'seen' | 'other' | ProcedureItem['state'] {
  if (own !== null && turn === own) return 'yours';
  const unseen = steps.some((step) => step.association === own && step.part === 'informed' && step.state === 'waiting');
  if (unseen && (state === 'pending' || state === 'effective')) return 'seen';
  return state === 'pending' && turn !== null ? 'other' : state;
}

const TONES: Readonly<Record<ReturnType<typeof standingOf>, Status>> = {
  yours: 'warning',
  seen: 'info',
  other: 'busy',
  pending: 'busy',
  effective: 'success',
  refused: 'error',
  withdrawn: 'absent',
};

interface ProcedureStandingProps {
  readonly procedure: ProcedureItem;
  readonly own: string | null;
  readonly names: Names;
}

/** What a procedure waits for, in words. */
export function ProcedureStanding({ procedure, own, names }: ProcedureStandingProps) {
  const { t } = useWords();
  const standing = standingOf(procedure, own);
  const name = procedure.turn === null ? '' : names.association(procedure.turn);
  return <StatusLine status={TONES[standing]}>{t(`procedures.state.${standing}`, { name })}</StatusLine>;
}
