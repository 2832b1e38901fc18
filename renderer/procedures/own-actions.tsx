import { useState } from 'react';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ConfirmActions } from '../design/confirm-actions.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { useWords } from '../words/words.tsx';

interface OwnActionsProps {
  readonly id: string;
  readonly onCorrect: () => void;
  readonly onDone: (words: string) => void;
}

/** What whoever asked may still do while a procedure waits: correct it, or take it back. */
export function OwnActions({ id, onCorrect, onDone }: OwnActionsProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [takesBack, setTakesBack] = useState(false);
  const takeBack = () =>
    attempt(async () => {
      await desk.procedures.takeBack({ id });
      onDone(t('procedures.own.taken-back'));
    });
  return (
    <section className="procedures-part">
      <h3>{t('procedures.own.title')}</h3>
      <p className="quiet">{t('procedures.own.note')}</p>
      {takesBack ? (
        <>
          <p>{t('procedures.own.take-back-confirm')}</p>
          <ConfirmActions
            kind="danger"
            label={t('procedures.own.take-back')}
            isDisabled={working}
            onConfirm={takeBack}
            onCancel={() => setTakesBack(false)}
          />
        </>
      ) : (
        <div className="form-actions">
          <Button onPress={onCorrect}>{t('procedures.own.correct')}</Button>
          <Button kind="danger" onPress={() => setTakesBack(true)}>
            {t('procedures.own.take-back')}
          </Button>
        </div>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
