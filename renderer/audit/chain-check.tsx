import { useState } from 'react';
import type { z } from 'zod';
import type { auditVerification } from '../../main/api/schema/application.ts';
import type { Failure } from '../../main/api/schema/common.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Progress } from '../design/progress.tsx';
import { fingerprint } from '../words/quantities.ts';
import { useWords } from '../words/words.tsx';

/** Checks on request that no entry was altered or lost. */
export function ChainCheck() {
  const { t } = useWords();
  const { desk } = useDesk();
  const [answer, setAnswer] = useState<z.infer<typeof auditVerification> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [running, setRunning] = useState(false);
  const check = async () => {
    setRunning(true);
    setAnswer(null);
    setFailure(null);
    await desk.audit.verify().then(setAnswer, (error: unknown) => setFailure(failureOf(error)));
    setRunning(false);
  };
  const button = (
    <Button onPress={check} isDisabled={running}>
      {t('audit.verify')}
    </Button>
  );
  if (failure) return <ErrorPanel failure={failure} onRetry={check} />;
  if (!answer) {
    return (
      <Banner status="info" heading={t('audit.answer')} actions={button}>
        {running && <Progress label={t('audit.verifying')} done={null} />}
      </Banner>
    );
  }
  return (
    <Banner
      status={answer.intact ? 'success' : 'error'}
      live="status"
      heading={answer.intact ? t('audit.intact', { entries: answer.entries }) : t('audit.broken', { at: answer.brokenAt })}
      actions={button}
    >
      {!answer.intact && <p>{t('audit.broken-next')}</p>}
      <p className="quiet">
        {t('audit.head')} <code>{fingerprint(answer.head)}</code>
      </p>
    </Banner>
  );
}
