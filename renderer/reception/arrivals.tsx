import type { VerdictView } from '../../main/api/schema/attendance.ts';
import { Icon } from '../design/icon.tsx';
import { timeOfDay } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import './arrivals.css';
import { look } from './look.ts';

interface ArrivalsProps {
  /** Newest first. */
  readonly recent: readonly VerdictView[];
  /** Verdict that stands before the others for now. */
  readonly first?: string | undefined;
  readonly laneNames: ReadonlyMap<string, string>;
}

/** Who came last, newest first. */
export function Arrivals({ recent, first, laneNames }: ArrivalsProps) {
  const { t, language } = useWords();
  return (
    <section className="arrivals" aria-label={t('reception.arrivals.title')}>
      <h2>{t('reception.arrivals.title')}</h2>
      {recent.length === 0 ? (
        <p className="quiet">{t('reception.arrivals.none')}</p>
      ) : (
        <ol>
          {recent
            .toSorted((a, b) => Number(b.id === first) - Number(a.id === first))
            .map((verdict) => {
              const { status, word } = look(verdict);
              const { person, card, annulled: gone } = verdict;
              return (
                <li key={verdict.id} className={`tone-${gone ? 'absent' : status}`}>
                  <Icon name={gone ? 'absent' : status} size={20} />
                  <span className="arrivals-name" lang="ja">
                    {person?.name ?? card?.name ?? '—'}
                  </span>
                  <span className="arrivals-word">{t(gone ? 'reception.word.annulled' : word)}</span>
                  <span className="arrivals-when">
                    <time dateTime={verdict.at}>{timeOfDay(verdict.at, language, { seconds: true })}</time>{' '}
                    {laneNames.get(verdict.lane) ?? verdict.lane}
                  </span>
                </li>
              );
            })}
        </ol>
      )}
    </section>
  );
}
