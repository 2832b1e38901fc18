import type { SchemeProgress } from '../../main/api/schema/credits.ts';
import type { Scheme } from '../../main/api/schema/training.ts';
import { type Status, StatusLine } from '../design/status.tsx';
import { creditNames } from '../seminars/credit-words.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { CONDITIONS, dayWords, demandWords, goalWords, lacking, progressAnswer, standing } from './account-answer.ts';

/** One certificate that is aimed at: the answer, by when, and each demand with where it is written. */
export function ProgressCard({ progress, schemes }: { readonly progress: SchemeProgress; readonly schemes: readonly Scheme[] }) {
  const { t, language } = useWords();
  const names = creditNames(schemes, language);
  const { scheme, goal, from, until, demands, fulfilled } = progress;
  const unset = schemes.find(({ id }) => id === scheme)?.unset.filter((rule) => !demands.some(({ id }) => id === rule)) ?? [];
  const sources = [...new Set(demands.flatMap(({ source }) => source ?? []))];
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
        {demands.map((demand) => (
          <DemandRow
            key={`${demand.id} ${demand.category} ${demand.code}`}
            demand={demand}
            words={demandWords(demand, scheme, schemes, language, t)}
            withSource={sources.length > 1}
          />
        ))}
      </ul>
      {sources.length === 1 && <p className="source">{t('training.source', { source: sources[0] ?? '' })}</p>}
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

const STANDING_STATUS = { unset: 'unsure', 'by-person': 'info', missing: 'absent', met: 'success' } as const satisfies Record<
  ReturnType<typeof standing>,
  Status
>;

interface DemandRowProps {
  readonly demand: SchemeProgress['demands'][number];
  readonly words: string;
  /** Where the demands of one certificate are written in different places. */
  readonly withSource: boolean;
}

/** One demand: how much there is of what is wanted, as a bar and in numbers. */
function DemandRow({ demand, words, withSource }: DemandRowProps) {
  const { t } = useWords();
  const { wanted, have, missing, source } = demand;
  const stands = standing(demand);
  const counted = (stands === 'missing' || stands === 'met') && !CONDITIONS.has(demand.id);
  const said = {
    unset: t('credits.not-set'),
    'by-person': t('credits.by-person'),
    missing: t('credits.missing', { missing }),
    met: t('credits.met'),
  };
  return (
    <li className={counted ? undefined : 'demand-uncounted'}>
      <span>{words}</span>
      {counted && (
        <svg className="demand-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect
            width={wanted > 0 ? Math.min(100, (have / wanted) * 100) : 100}
            height="1"
            className={stands === 'missing' ? 'demand-part' : 'demand-whole'}
          />
        </svg>
      )}
      {counted && <span className="demand-count">{t('credits.have-of', { have, wanted })}</span>}
      <StatusLine status={STANDING_STATUS[stands]} size={16}>
        {said[stands]}
      </StatusLine>
      {withSource && source && <span className="source">{t('training.source', { source })}</span>}
    </li>
  );
}
