import type { SessionPresence } from '../../../main/api/schema/training.ts';
import { Icon } from '../../design/icon.tsx';
import type { Status } from '../../design/status.tsx';
import { timeOf } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';

/** What a session that still runs can mend: nobody has been there long enough or has left before its end. */
const OPEN_WHILE_RUNNING: ReadonlySet<SessionPresence['reason']> = new Set(['too-short', 'no-exit-tap']);

/** Somebody who is in a session that still runs, of which nothing can be said yet. */
export const isStillIn = ({ in: arrived, out, reason }: SessionPresence, running: boolean): boolean =>
  running && arrived !== null && out === null && OPEN_WHILE_RUNNING.has(reason);

/** Shape and colour of a presence: credited, not decided yet, present without credit, absent. */
export function presenceStatus(presence: SessionPresence, running: boolean): Status {
  if (presence.in === null) return 'absent';
  if (isStillIn(presence, running)) return 'info';
  return presence.reason === null ? 'success' : 'warning';
}

interface PresenceCellProps {
  readonly presence: SessionPresence | undefined;
  /** The session has not ended. */
  readonly running: boolean;
}

/** One person in one session: when they came, and why that gave nothing where it did not. */
export function PresenceCell({ presence, running }: PresenceCellProps) {
  const { t } = useWords();
  if (!presence || presence.in === null) {
    return (
      <span className="quiet">
        <span aria-hidden="true">—</span>
        <span className="unseen">{t('training.people.reason.absent')}</span>
      </span>
    );
  }
  const status = presenceStatus(presence, running);
  return (
    <span className={`presence tone-${status}`}>
      <Icon name={status} size={16} />
      <span>
        {timeOf(presence.in)}
        {presence.out && <span className="presence-out">{t('training.people.until', { time: timeOf(presence.out) })}</span>}
        {presence.reason ? (
          <span className="presence-reason">
            {isStillIn(presence, running) ? t('training.people.still-in') : t(`training.people.reason.${presence.reason}`)}
          </span>
        ) : (
          <span className="unseen">{t('training.people.credited')}</span>
        )}
      </span>
    </span>
  );
}
