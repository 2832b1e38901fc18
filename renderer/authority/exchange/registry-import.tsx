import { useState } from 'react';
import type { z } from 'zod';
import type { importProblem, registryImport } from '../../../main/api/schema/credential-records.ts';
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

type Answer = z.infer<typeof registryImport>;
type Problem = z.infer<typeof importProblem>;

/** Problems that are shown; the rest is a number. */
const MOST = 100;

/** Takes a registry in as CSV: what it says is shown first, taken only then. */
export function RegistryImport({ onDone }: { readonly onDone: (words: string) => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [looked, setLooked] = useState<{ readonly file: File; readonly answer: Answer } | null>(null);
  const look = (file: File) => attempt(async () => setLooked({ file, answer: await desk.credentials.import({ file, apply: false }) }));
  const take = (file: File) =>
    attempt(async () => {
      const { holders, cards } = await desk.credentials.import({ file, apply: true });
      setLooked(null);
      onDone(t('credentials.screen.exchange.taken', { holders, cards }));
    });
  const words = ({ code }: Problem) => {
    const key = knownKey(`credentials.import-problem.${code}`) ?? knownKey(`errors.${code}.heading`);
    return key ? t(key) : code;
  };
  const columns: readonly Column<Problem>[] = [
    { id: 'line', title: t('members.preview.line'), align: 'end', tight: true, cell: ({ line }) => line },
    { id: 'problem', title: t('members.preview.problem'), names: true, cell: words },
    { id: 'text', title: t('members.preview.value'), cell: ({ text }) => <code>{text}</code> },
  ];
  if (!looked) {
    return (
      <>
        <FileDrop
          compact
          heading={t('credentials.screen.exchange.drop')}
          choose={t('credentials.screen.choose-file')}
          onFiles={([file]) => file && look(file)}
        />
        {working && <Progress label={t('credentials.screen.reading-file')} done={null} />}
        {failure && <ErrorPanel failure={failure} />}
      </>
    );
  }
  const { file, answer } = looked;
  const { holders, cards, known, problems } = answer;
  return (
    <div className="stack">
      <h3>{file.name}</h3>
      <p>{t('credentials.screen.exchange.found', { holders, cards, known })}</p>
      {problems.length === 0 ? (
        <StatusLine status="success">{t('members.preview.no-problems')}</StatusLine>
      ) : (
        <>
          <StatusLine status="warning">{t('credentials.screen.exchange.problems', { count: problems.length })}</StatusLine>
          <div className="dense-table">
            <DataTable
              label={t('credentials.screen.exchange.problems', { count: problems.length })}
              columns={columns}
              rows={problems.slice(0, MOST)}
              rowId={({ line, code, text }) => `${line} ${code} ${text}`}
            />
          </div>
        </>
      )}
      {working && <Progress label={t('credentials.screen.reading-file')} done={null} />}
      <ConfirmActions
        label={t('credentials.screen.exchange.take')}
        isDisabled={working || holders + cards === 0}
        onConfirm={() => take(file)}
        onCancel={() => setLooked(null)}
      />
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
