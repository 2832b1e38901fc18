import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { today } from '../words/days.ts';

/** As long as a card holds: every association with a card in use occurs. */
const MONTHS = 72;

/** The associations whose people hold cards, in the order of their names. */
export function useAssociations(): readonly string[] {
  const { desk } = useDesk();
  const { value } = useAnswer(() => desk.credentials.forecast({ from: today(), months: MONTHS }), [desk]);
  const names = (value ?? []).map(({ association }) => association).filter((name) => name !== null);
  return [...new Set(names)].sort((a, b) => a.localeCompare(b, 'ja'));
}
