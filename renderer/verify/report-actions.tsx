import { useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { saveCopy } from '../documents/save-copy.ts';
import { useWords } from '../words/words.tsx';

/** What an auditor keeps: the page on paper, or the report as a PDF. */
export function ReportActions({ id }: { readonly id: string }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const [making, setMaking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async () => {
    setMaking(true);
    setFailure(null);
    await desk.verification.reportPdf({ id, language }).then(
      (file) => saveCopy(file, file.name),
      (error: unknown) => setFailure(failureOf(error)),
    );
    setMaking(false);
  };
  return (
    <>
      <Button onPress={() => print()}>{t('verify.report.print')}</Button>
      <Button isDisabled={making} onPress={save}>
        {t('verify.report.pdf')}
      </Button>
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
