import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { TERMS_VERSION } from '../terms.ts';

interface TermsFirstProps {
  readonly person: string;
  readonly onDone: (words: string) => void;
}

/** The handling of personal data, to which somebody consents before anything is shown. */
export function TermsFirst({ person, onDone }: TermsFirstProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const agree = () =>
    attempt(async () => {
      await desk.procedures.consent({ registration: person, terms: TERMS_VERSION, state: 'given' });
      onDone(t('procedures.self.terms.agreed'));
    });
  return (
    <Section title={t('procedures.new.consent.title')} note={t('procedures.self.terms.note')}>
      <p>{t('procedures.new.consent.text')}</p>
      <div className="form-actions">
        <Button kind="primary" isDisabled={working} onPress={agree}>
          {t('procedures.self.terms.agree')}
        </Button>
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </Section>
  );
}
