import { useEffect, useRef, useState } from 'react';
import type { LibraryExport, LibraryExportOrder } from '../../main/api/schema/library.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { Checkbox } from '../design/choice.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Progress } from '../design/progress.tsx';
import { Select } from '../design/select.tsx';
import { SidePanel } from '../design/side-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';
import { type Meant, meantWords } from './selection-words.ts';

type Format = LibraryExportOrder['format'];
const FORMATS: readonly Format[] = ['xlsx', 'csv'];

/** Copies documents into a folder with an index and, where wanted, their reports. */
export function ExportPanel({ meant, onClose, onDone }: { readonly meant: Meant; readonly onClose: () => void; readonly onDone: () => void }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [format, setFormat] = useState<Format>('xlsx');
  const [reports, setReports] = useState(true);
  const [step, setStep] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [result, setResult] = useState<LibraryExport | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const start = () =>
    attempt(async () => {
      const ending = new AbortController();
      stop.current = ending;
      setResult(null);
      setStep(null);
      const order = { selection: meant.selection, format, reports, language };
      for await (const { result: made, ...at } of await desk.library.export(order, { signal: ending.signal })) {
        setStep(at);
        if (made) setResult(made);
      }
      onDone();
    });
  return (
    <SidePanel title={t('documents.export.title')} about={result ? 'done' : 'export'} onClose={onClose}>
      <p className="lead">{meantWords(meant, t)}</p>
      <p>{t('documents.export.note')}</p>
      <Select
        label={t('documents.export.format')}
        options={FORMATS.map((id) => ({ id, label: t(`documents.export.formats.${id}`) }))}
        value={format}
        onChange={setFormat}
        disabled={working}
      />
      <Checkbox label={t('documents.export.reports')} on={reports} onChange={setReports} disabled={working} />
      <div className="form-actions">
        <Button kind="primary" isDisabled={working || meant.count === 0} onPress={start}>
          {t('documents.export.start')}
        </Button>
        {working && <Button onPress={() => stop.current?.abort()}>{t('documents.run.stop')}</Button>}
      </div>
      {working && (
        <Progress
          label={t('documents.export.working')}
          done={step && step.total > 0 ? step.done / step.total : null}
          {...(step && { words: t('sign.progress.count', step) })}
        />
      )}
      {result && (
        <div role="status" className="stack">
          <StatusLine status="success">{t('documents.export.done', { count: result.documents })}</StatusLine>
          <p className="source">{t('documents.export.folder', { folder: result.folder })}</p>
          {result.missing.length > 0 && <p>{t('documents.export.missing', { count: result.missing.length })}</p>}
        </div>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
