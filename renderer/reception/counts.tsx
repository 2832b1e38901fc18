import type { ReceptionView } from '../../main/api/schema/attendance.ts';
import { useWords } from '../words/words.tsx';

const SHOWN = ['present', 'booked'] as const;

/** How many are here, of how many. */
export function Counts({ counts }: Pick<ReceptionView, 'counts'>) {
  const { t } = useWords();
  return (
    <dl className="counts">
      {SHOWN.map((id) => (
        <div key={id}>
          <dt>{t(`reception.counts.${id}`)}</dt>
          <dd>{t('reception.counts.persons', { count: counts[id] })}</dd>
        </div>
      ))}
    </dl>
  );
}
