import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { TakeFile } from './take-file.tsx';
import { WriteFile } from './write-file.tsx';

interface FilesPartProps {
  readonly state: ExchangeState;
  readonly onState: (state: ExchangeState) => void;
}

/** The same signed events as files, for whom no network reaches. */
export function FilesPart({ state, onState }: FilesPartProps) {
  const { t } = useWords();
  return (
    <>
      <Section title={t('exchange.files.take-title')} note={t('exchange.files.take-note')}>
        <TakeFile />
      </Section>
      {state.hub?.kind === 'person' ? (
        <Section title={t('exchange.files.write-title')}>
          <p>{t('exchange.files.person')}</p>
        </Section>
      ) : (
        <Section title={t('exchange.files.write-title')} note={t('exchange.files.write-note')}>
          <WriteFile state={state} onState={onState} />
        </Section>
      )}
    </>
  );
}
