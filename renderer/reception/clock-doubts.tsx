import type { ClockView } from '../../main/api/schema/attendance.ts';
import { Icon } from '../design/icon.tsx';
import './clock-doubts.css';
import { useWords } from '../words/words.tsx';

/** What contradicts the clock, and what to do about it; nothing where nothing does. */
export function ClockDoubts({ clock: { doubts } }: { readonly clock: ClockView }) {
  const { t } = useWords();
  if (doubts.length === 0) return null;
  return (
    <div role="alert" className="clock-doubts tone-warning">
      <Icon name="warning" size={28} />
      <p className="clock-doubts-heading">{t('reception.clock.heading')}</p>
      <p>
        {[...doubts.map(({ id, hours }) => t(`reception.clock.${id}`, { hours: Math.round(Math.abs(hours)) })), t('reception.clock.todo')].join(' ')}
      </p>
    </div>
  );
}
