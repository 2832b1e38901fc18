import { useState } from 'react';
import type { z } from 'zod';
import type { auditVerification } from '../../../main/api/schema/application.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Progress } from '../../design/progress.tsx';
import { fingerprint } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';
import { useSaving } from '../use-saving.ts';

/** Whether the record is whole, by itself or against a statement that was kept elsewhere; and such a statement of now. */
export function Checkpoints() {
  const { t } = useWords();
  const { desk } = useDesk();
  const saving = useSaving();
  const { working, failure, attempt } = useTrying();
  const [answer, setAnswer] = useState<z.infer<typeof auditVerification> | null>(null);
  const [against, setAgainst] = useState<string | null>(null);
  const verify = (checkpoint: File | null) =>
    attempt(async () => {
      setAnswer(null);
      setAgainst(checkpoint?.name ?? null);
      setAnswer(await desk.credentials.audit.verify(checkpoint ? { checkpoint } : {}));
    });
  const words = (given: NonNullable<typeof answer>) =>
    given.intact
      ? against
        ? t('credentials.screen.audit.agrees', { name: against, entries: given.entries })
        : t('audit.intact', { entries: given.entries })
      : t('audit.broken', { at: given.brokenAt });
  return (
    <div className="stack no-print">
      {answer && (
        <Banner status={answer.intact ? 'success' : 'error'} live="status" heading={words(answer)}>
          {!answer.intact && <p>{t('audit.broken-next')}</p>}
          <p className="quiet">
            {t('audit.head')} <code>{fingerprint(answer.head)}</code>
          </p>
        </Banner>
      )}
      {working && <Progress label={t('audit.verifying')} done={null} />}
      {(failure ?? saving.failure) && <ErrorPanel failure={(failure ?? saving.failure)!} />}
      <div className="tools">
        <Button isDisabled={working} onPress={() => verify(null)}>
          {t('audit.verify')}
        </Button>
        <Button icon="file" isDisabled={saving.working} onPress={() => saving.save(() => desk.credentials.audit.checkpoint())}>
          {t('credentials.screen.audit.checkpoint')}
        </Button>
      </div>
      <Disclosure level={2} title={t('credentials.screen.audit.against')}>
        <p className="quiet">{t('credentials.screen.audit.checkpoint-note')}</p>
        <FileDrop
          compact
          heading={t('credentials.screen.audit.drop')}
          choose={t('credentials.screen.choose-file')}
          onFiles={([file]) => file && verify(file)}
        />
      </Disclosure>
    </div>
  );
}
