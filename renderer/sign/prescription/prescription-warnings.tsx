import type { PrescriptionWarning } from '../../../main/api/schema/prescription-warning.ts';
import { Icon } from '../../design/icon.tsx';
import type { Status } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import './prescription-warnings.css';

const TONES: Readonly<Record<PrescriptionWarning['weight'], Status>> = { look: 'warning', unchecked: 'unsure', know: 'info' };
const WEIGHTS = ['look', 'unchecked', 'know'] as const;

/** What to look at before a prescription is signed, each with the paper that states it; what was not checked is told as such. */
export function PrescriptionWarnings({ warnings }: { readonly warnings: readonly PrescriptionWarning[] }) {
  const { t } = useWords();
  const sorted = WEIGHTS.flatMap((weight) => warnings.filter((warning) => warning.weight === weight));
  return (
    <section className="rx-warnings" aria-label={t('prescription.look-at')} aria-live="polite">
      {sorted.length === 0 ? (
        <p className="rx-warning tone-success">
          <Icon name="success" size={20} />
          <span>{t('prescription.no-warnings')}</span>
        </p>
      ) : (
        <ul>
          {sorted.map(({ id, weight, group, facts, source }) => (
            <li key={`${id} ${group} ${JSON.stringify(facts)}`} className={`rx-warning tone-${TONES[weight]}`}>
              <Icon name={TONES[weight]} size={20} />
              <div>
                <p>
                  <span className="unseen">{t(`prescription.weights.${weight}`)}</span>
                  {group !== null && `${t('prescription.group', { number: group })}　`}
                  {t(`prescription.warnings.${id}`, facts)}
                </p>
                {source !== null && (
                  <p className="source" lang="ja">
                    {source}
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
