import type { VerdictView } from '../../main/api/schema/attendance.ts';
import { StatusLine } from '../design/status.tsx';
import { timeOfDay } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';

/** That a record was annulled, and whose; until something else is in hand. */
export function Annulled({ record: { person, card, at } }: { readonly record: VerdictView }) {
  const { t, language } = useWords();
  const name = person?.name ?? card?.name ?? '';
  return (
    <p role="status">
      <StatusLine status="success">
        {t(name === '' ? 'reception.annul.done-nobody' : 'reception.annul.done', { name, time: timeOfDay(at, language) })}
      </StatusLine>
    </p>
  );
}
