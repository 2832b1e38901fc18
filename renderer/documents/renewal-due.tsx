import type { RegisterEntry } from '../../main/api/schema/document.ts';
import { type Status, StatusLine } from '../design/status.tsx';
import { dateAlone } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';

const DAY_MS = 86_400_000;
/** Long enough before the day to be planned, as certificates are renewed once a year. */
const SOON_DAYS = 365;

export type Due = 'later' | 'soon' | 'past';

/** How near the day is by which an archive time stamp must be renewed. */
export function dueIn(due: string, now: number): Due {
  const days = (Date.parse(due) - now) / DAY_MS;
  if (days < 0) return 'past';
  return days < SOON_DAYS ? 'soon' : 'later';
}

const STATUS: Readonly<Record<Due, Status>> = { later: 'info', soon: 'warning', past: 'error' };

/** By when a signature kept for long must be renewed. */
export function RenewalDue({ renewal }: Pick<RegisterEntry, 'renewal'>) {
  const { t, language } = useWords();
  if (!renewal) return null;
  const due = dueIn(renewal.due, Date.now());
  return (
    <div>
      <StatusLine status={STATUS[due]}>{t(`documents.renewal.${due}`, { date: dateAlone(renewal.due, language) })}</StatusLine>
    </div>
  );
}
