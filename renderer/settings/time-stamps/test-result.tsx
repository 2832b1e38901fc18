import type { TimeStampTest } from '../../../main/api/schema/time-stamping.ts';
import { Banner } from '../../design/banner.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { dateAndTime } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';

/** A time stamp that the service made just now, and whether verification here would believe it. */
export function TestResult({ test }: { readonly test: TimeStampTest }) {
  const { t, language } = useWords();
  const { trusted, time, clockDifference, authority, policy } = test;
  return (
    <Banner
      status={trusted ? 'success' : 'warning'}
      live="status"
      heading={t(trusted ? 'settings.service.tested' : 'settings.service.tested-unknown')}
    >
      {!trusted && <p>{t('settings.service.tested-unknown-note')}</p>}
      <DefinitionList
        items={[
          { term: t('settings.service.test-time'), value: dateAndTime(time, language) },
          { term: t('settings.service.clock'), value: t('settings.service.clock-difference', { seconds: Math.round(clockDifference) }) },
          { term: t('settings.service.authority'), value: authority, code: true },
          { term: t('settings.service.policy-used'), value: policy, code: true },
        ]}
      />
    </Banner>
  );
}
