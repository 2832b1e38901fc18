import { useState } from 'react';
import type { CreditsImport } from '../../main/api/schema/credits.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { ConfirmActions } from '../design/confirm-actions.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { FileDrop } from '../design/file-drop.tsx';
import { Progress } from '../design/progress.tsx';
import { SidePanel } from '../design/side-panel.tsx';
import { RefusedLines } from '../seminars/refused-lines.tsx';
import { useWords } from '../words/words.tsx';
import { ImportPreview } from './import-preview.tsx';
import type { AccountPanelProps } from './panel-props.ts';

/** Takes units from a certificate of attendance or a CSV: looked at first, taken only then. */
export function ImportPanel({ schemes, onChanged, onClose }: AccountPanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [looked, setLooked] = useState<{ readonly file: File; readonly answer: CreditsImport } | null>(null);
  const [taken, setTaken] = useState<number | null>(null);
  const look = (file: File) => {
    setTaken(null);
    return attempt(async () => setLooked({ file, answer: await desk.credits.import({ file, apply: false }) }));
  };
  const take = (file: File) =>
    attempt(async () => {
      const { added, account } = await desk.credits.import({ file, apply: true });
      setLooked(null);
      setTaken(added);
      onChanged(account);
    });
  return (
    <SidePanel title={t('credits.tools.import')} about={`import ${looked !== null}`} onClose={onClose}>
      {looked ? (
        <>
          <h3>{looked.file.name}</h3>
          <ImportPreview answer={looked.answer} schemes={schemes} />
          <p>{t('credits.import.found', { added: looked.answer.added, known: looked.answer.known, replaced: looked.answer.replaced })}</p>
          {looked.answer.refused.length > 0 && <RefusedLines refused={looked.answer.refused} />}
          <ConfirmActions
            label={t('credits.import.take')}
            isDisabled={working || looked.answer.added + looked.answer.replaced === 0}
            onConfirm={() => take(looked.file)}
            onCancel={() => setLooked(null)}
          />
        </>
      ) : (
        <FileDrop
          compact
          heading={t('credits.import.drop')}
          note={t('credits.import.drop-note')}
          choose={t('training.booked.choose')}
          onFiles={([file]) => file && look(file)}
        />
      )}
      {working && <Progress label={t('training.booked.working')} done={null} />}
      {taken !== null && <Done>{t('credits.import.taken', { count: taken })}</Done>}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
