import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { useWords } from '../../words/words.tsx';
import { TERMS_VERSION } from '../terms.ts';

interface TakeConsentBackProps {
  readonly person: string;
  readonly onDone: (words: string) => void;
}

/** The consent as it stands, and its end, of which is said first what follows. */
export function TakeConsentBack({ person, onDone }: TakeConsentBackProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [asks, setAsks] = useState(false);
  const place = useLostFocus<HTMLDivElement>(asks);
  const takeBack = () =>
    attempt(async () => {
      await desk.procedures.consent({ registration: person, terms: TERMS_VERSION, state: 'taken-back' });
      onDone(t('procedures.self.consent.taken-back'));
    });
  return (
    <div ref={place} tabIndex={-1} className="procedures-part">
      <StatusLine status="success">{t('procedures.self.consent.given')}</StatusLine>
      <p>{t('procedures.new.consent.text')}</p>
      {asks ? (
        <>
          <p>
            <strong>{t('procedures.self.consent.follows')}</strong>
          </p>
          <ConfirmActions
            kind="danger"
            label={t('procedures.self.consent.take-back')}
            isDisabled={working}
            onConfirm={takeBack}
            onCancel={() => setAsks(false)}
          />
        </>
      ) : (
        <div>
          <Button onPress={() => setAsks(true)}>{t('procedures.self.consent.take-back')}</Button>
        </div>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
