import { useState } from 'react';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { address } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import type { Verifying } from './use-verifying.ts';

/** Keeps a file that was verified among the documents; nothing where it is kept already. */
export function KeepAction({ verifying }: { readonly verifying: Verifying }) {
  const { t } = useWords();
  const { desk, settings } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [kept, setKept] = useState(false);
  const { report, file, content } = verifying;
  if (!report || !file) return null;
  if (kept || settings?.keepVerified)
    return (
      <p role="status">
        {t('documents.keep.kept')} <a href={address('documents')}>{t('documents.keep.open')}</a>
      </p>
    );
  const keep = () =>
    attempt(async () => {
      await desk.library.keep({ file, report: report.id, ...(content && { content }) });
      setKept(true);
    });
  return (
    <>
      <Button isDisabled={working} onPress={keep}>
        {t('documents.keep.button')}
      </Button>
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
