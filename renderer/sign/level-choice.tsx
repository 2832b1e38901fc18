import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { address } from '../frame/routes.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import type { Signing } from './use-signing.ts';

/** The level to sign to: what can be made now, and what keeps the others away. */
export function LevelChoice({ signing }: { readonly signing: Signing }) {
  const { t } = useWords();
  const { levels, choices, choose } = signing;
  const available = levels.value?.available ?? ['B'];
  const { missing } = levels.value ?? { missing: null };
  return (
    <div className="column-part">
      {available.length > 1 ? (
        <Select
          label={t('sign.how.level')}
          options={available.map((id) => ({ id, label: t(`sign.how.levels.${id}`) }))}
          value={choices.level}
          onChange={(level) => choose({ level })}
        />
      ) : (
        <>
          <h2>{t('sign.how.level')}</h2>
          <p>{t('sign.how.levels.B')}</p>
        </>
      )}
      {levels.failure && <ErrorPanel failure={levels.failure} onRetry={levels.ask} />}
      {missing && (
        <p className="quiet">
          {t(knownKey(`sign.how.missing.${missing.code}`) ?? 'sign.how.missing.other', {
            heading: t(knownKey(`errors.${missing.code}.heading`) ?? 'errors.INTERNAL_FAULT.heading'),
          })}{' '}
          <a href={address('settings', missing.code === 'LEVEL_NOT_AVAILABLE' ? 'time-stamps' : 'network')}>{t('sign.how.to-settings')}</a>
        </p>
      )}
    </div>
  );
}
