import type { SchemeProgress } from '../../main/api/schema/credits.ts';
import type { Scheme } from '../../main/api/schema/training.ts';
import { StatusLine } from '../design/status.tsx';
import { creditNames } from '../seminars/credit-words.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { dayWords, demandWords, goalWords, lacking, progressAnswer } from './account-answer.ts';

/** One certificate that is aimed at: the answer, by when, and each demand with where it is written. */
export function ProgressCard({ progress, schemes }: { readonly progress: SchemeProgress; readonly schemes: readonly Scheme[] }) {
  const { t, language } = useWords();
  const names = creditNames(schemes, language);
  const { scheme, goal, from, until, demands, fulfilled } = progress;
  const unset = schemes.find(({ id }) => id === scheme)?.unset ?? [];
  const status = fulfilled ? 'success' : lacking(progress).length > 0 ? 'warning' : 'unsure';
  return (
    <section className="progress-card" aria-label={goalWords(goal, t)}>
      <header>
        <h2>{goalWords(goal, t)}</h2>
        <p className="quiet">{names.scheme(scheme)}</p>
      </header>
      <p className="progress-answer">
        <StatusLine status={status}>{progressAnswer(progress, schemes, language, t)}</StatusLine>
      </p>
      <p>
        {until === null
          ? t('credits.period-open', { from: dayWords(from, language, t) })
          : t('credits.period', { from: dayWords(from, language, t), until: dayWords(until, language, t) })}
      </p>
      <ul className="demands">
        {demands.map((demand) => {
          const { id, category, code, wanted, have, missing, source } = demand;
          return (
            <li key={`${id} ${category} ${code}`}>
              <span>{demandWords(demand, scheme, schemes, language, t)}</span>
              {source === null ? (
                <StatusLine status="unsure">{t('credits.not-set')}</StatusLine>
              ) : (
                <>
                  <svg className="demand-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect
                      width={wanted > 0 ? Math.min(100, (have / wanted) * 100) : 100}
                      height="1"
                      className={missing > 0 ? 'demand-part' : 'demand-whole'}
                    />
                  </svg>
                  <span className="demand-count">{t('credits.have-of', { have, wanted })}</span>
                  <StatusLine status={missing > 0 ? 'absent' : 'success'} size={16}>
                    {missing > 0 ? t('credits.missing', { missing }) : t('credits.met')}
                  </StatusLine>
                  <span className="source">{t('training.source', { source })}</span>
                </>
              )}
            </li>
          );
        })}
      </ul>
      {unset.length > 0 && (
        <div className="unset">
          <h3>{t('training.review.unset')}</h3>
          <ul>
            {unset.map((rule) => {
              const key = knownKey(`training.unset.${rule}`);
              return <li key={rule}>{key ? t(key) : rule}</li>;
            })}
          </ul>
        </div>
      )}
    </section>
  );
}
