import type { SessionPresence } from '../../../main/api/schema/training.ts';
import { Icon } from '../../design/icon.tsx';
import type { Status } from '../../design/status.tsx';
import { timeOf } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';

/** Shape and colour of a presence: credited, present without credit, absent. */
export function presenceStatus({ in: arrived, reason }: SessionPresence): Status {
  if (arrived === null) return 'absent';
  return reason === null ? 'success' : 'warning';
}

/** One person in one session: when they came, and why that gave nothing where it did not. */
export function PresenceCell({ presence }: { readonly presence: SessionPresence | undefined }) {
  const { t } = useWords();
  if (!presence || presence.in === null) {
    return (
      <span className="quiet">
        <span aria-hidden="true">—</span>
        <span className="unseen">{t('training.people.reason.absent')}</span>
      </span>
    );
  }
  const status = presenceStatus(presence);
  return (
    <span className={`presence tone-${status}`}>
      <Icon name={status} size={16} />
      <span>
        {timeOf(presence.in)}
        {presence.out && <span className="presence-out">{t('training.people.until', { time: timeOf(presence.out) })}</span>}
        {presence.reason ? (
          <span className="presence-reason">{t(`training.people.reason.${presence.reason}`)}</span>
        ) : (
          <span className="unseen">{t('training.people.credited')}</span>
        )}
      </span>
    </span>
  );
}
