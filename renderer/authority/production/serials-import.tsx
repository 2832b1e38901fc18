import { useState } from 'react';
import type { z } from 'zod';
import type { serialImport } from '../../../main/api/schema/issuing.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Progress } from '../../design/progress.tsx';
import { StatusLine } from '../../design/status.tsx';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

type SerialImport = z.infer<typeof serialImport>;
type Row = SerialImport['rows'][number];

/** Numbers of the cards that the printer made: looked at first, taken only then. */
export function SerialsImport({ onImported }: { readonly onImported: (words: string) => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [looked, setLooked] = useState<{ readonly file: File; readonly answer: SerialImport } | null>(null);
  const look = (file: File) =>
    attempt(async () => setLooked({ file, answer: await desk.credentials.production.importSerials({ file, apply: false }) }));
  const take = (file: File) =>
    attempt(async () => {
      const { produced } = await desk.credentials.production.importSerials({ file, apply: true });
      setLooked(null);
      onImported(t('credentials.screen.production.imported', { count: produced }));
    });
  const problemWords = (problem: string) => {
    const key = knownKey(`credentials.serial-problem.${problem}`);
    return key ? t(key) : problem;
  };
  const columns: readonly Column<Row>[] = [
    { id: 'line', title: t('members.preview.line'), align: 'end', tight: true, cell: ({ line }) => line },
    { id: 'order', title: t('credentials.screen.production.order'), names: true, tight: true, cell: ({ order }) => order },
    { id: 'serial', title: t('credentials.screen.fact.serial'), cell: ({ serial }) => serial },
    {
      id: 'problem',
      title: t('members.preview.problem'),
      cell: ({ problem }) =>
        problem === null ? (
          <StatusLine status="success" size={18}>
            {t('credentials.screen.production.fits')}
          </StatusLine>
        ) : (
          <StatusLine status="warning" size={18}>
            {problemWords(problem)}
          </StatusLine>
        ),
    },
  ];
  return (
    <>
      {looked ? (
        <div className="stack">
          <h3>{looked.file.name}</h3>
          <div className="dense-table">
            <DataTable label={looked.file.name} columns={columns} rows={looked.answer.rows} rowId={({ line }) => line} />
          </div>
          <ConfirmActions
            label={t('credentials.screen.production.take', { count: looked.answer.produced })}
            isDisabled={working || looked.answer.produced === 0}
            onConfirm={() => take(looked.file)}
            onCancel={() => setLooked(null)}
          />
        </div>
      ) : (
        <FileDrop
          compact
          heading={t('credentials.screen.production.drop')}
          choose={t('credentials.screen.choose-file')}
          onFiles={([file]) => file && look(file)}
        />
      )}
      {working && <Progress label={t('credentials.screen.reading-file')} done={null} />}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
