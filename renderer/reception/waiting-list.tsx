import type { VerdictView } from '../../main/api/schema/attendance.ts';
import { Icon } from '../design/icon.tsx';
import { useWords } from '../words/words.tsx';
import { look } from './look.ts';

interface WaitingListProps {
  readonly waiting: readonly VerdictView[];
  readonly laneNames: ReadonlyMap<string, string>;
  readonly onChoose: (id: string) => void;
  /** Something is in hand: only the next one is named, and how many there are. */
  readonly short: boolean;
}

/** Confirmations that wait with their lanes, oldest first. */
export function WaitingList({ waiting, laneNames, onChoose, short }: WaitingListProps) {
  const { t } = useWords();
  if (waiting.length === 0) return null;
  return (
    <section className="waiting" aria-label={t('reception.answer.more')}>
      <h2>
        <kbd>F2</kbd> {t('reception.answer.more-count', { count: waiting.length })}
      </h2>
      <ul>
        {(short ? waiting.slice(0, 1) : waiting).map((verdict) => {
          const { status, word } = look(verdict);
          return (
            <li key={verdict.id}>
              <button type="button" className={`waiting-one tone-${status}`} tabIndex={-1} onClick={() => onChoose(verdict.id)}>
                <Icon name={status} size={20} />
                <span className="waiting-lane">{laneNames.get(verdict.lane) ?? verdict.lane}</span>
                <span className="waiting-name" lang="ja">
                  {verdict.person?.name ?? verdict.card?.name ?? ''}
                </span>
                <span>{t(word)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
