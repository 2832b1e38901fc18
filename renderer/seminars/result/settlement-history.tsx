import type { Settlement } from '../../../main/api/schema/training.ts';
import { DefinitionList } from '../../design/definition-list.tsx';
import { dateAndTime } from '../../words/dates.ts';
import { fingerprint } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';

/** Every result that was frozen, newest first, with what it can be checked by. */
export function SettlementHistory({ settlements }: { readonly settlements: readonly Settlement[] }) {
  const { t, language } = useWords();
  return (
    <section className="history" aria-label={t('training.history.title')}>
      <h2>{t('training.history.title')}</h2>
      <ol reversed>
        {settlements.map((settlement) => (
          <li key={settlement.number} className="card">
            <h3>{t(settlement.number === 1 ? 'training.history.first' : 'training.history.correction', { number: settlement.number })}</h3>
            <DefinitionList
              stacked
              items={[
                { term: t('training.history.at'), value: dateAndTime(settlement.at, language) },
                { term: t(settlement.number === 1 ? 'training.history.settled-by' : 'training.history.corrected-by'), value: settlement.by },
                ...(settlement.confirmedBy ? [{ term: t('training.history.confirmed-by'), value: settlement.confirmedBy }] : []),
                ...(settlement.reason ? [{ term: t('training.reason'), value: settlement.reason }] : []),
                { term: t('training.history.revision'), value: settlement.revision },
                { term: t('training.history.rules'), value: settlement.rules, code: true },
                { term: t('training.history.hash'), value: fingerprint(settlement.hash), code: true },
              ]}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
