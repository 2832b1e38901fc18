import type { LibraryRun, LibraryRuns } from '../../main/api/schema/library.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel, FailureBody } from '../design/error-panel.tsx';
import { Progress } from '../design/progress.tsx';
import { SidePanel } from '../design/side-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';

interface RunPanelProps {
  readonly kind: LibraryRun['kind'];
  readonly runs: LibraryRuns;
  readonly onClose: () => void;
  /** Shows the documents of which something else is said now. */
  readonly onShowChanged: () => void;
}

/** Work over all documents: how far it is, what it found, and the ways to stop it and to go on. */
export function RunPanel({ kind, runs, onClose, onShowChanged }: RunPanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { failure, attempt } = useTrying();
  const run = runs[kind];
  const running = run?.state === 'running';
  const resumable = run?.state === 'stopped' || run?.state === 'failed';
  const start = (afresh: boolean) => attempt(() => desk.library.start({ kind, afresh }));
  return (
    <SidePanel title={t(`documents.run.${kind}.title`)} about={`${kind} ${run?.state ?? ''}`} onClose={onClose}>
      {kind === 'renew' && (
        <>
          <p>{t('documents.run.due', { count: runs.renewalsDue })}</p>
          <p className="quiet">{t('documents.run.renew-note')}</p>
        </>
      )}
      {running && <RunProgress run={run} />}
      {run && !running && <RunOutcome run={run} onShowChanged={onShowChanged} />}
      <div className="form-actions">
        {running && <Button onPress={() => attempt(() => desk.library.stop({ kind }))}>{t('documents.run.stop')}</Button>}
        {!running && resumable && (
          <Button kind="primary" onPress={() => start(false)}>
            {t(`documents.run.${kind}.resume`)}
          </Button>
        )}
        {!running && (
          <Button kind={resumable ? 'secondary' : 'primary'} isDisabled={kind === 'renew' && runs.renewalsDue === 0} onPress={() => start(true)}>
            {t(`documents.run.${kind}.afresh`)}
          </Button>
        )}
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}

function RunProgress({ run }: { readonly run: LibraryRun }) {
  const { t } = useWords();
  const { kind, done, total, pace } = run;
  const words = [
    t('sign.progress.count', { done, total }),
    ...(pace === null
      ? []
      : [t('sign.progress.rate', { seconds: pace / 1000 }), t('sign.progress.left', { seconds: Math.ceil((pace * (total - done)) / 1000) })]),
  ];
  return <Progress label={t(`documents.run.${kind}.working`)} done={total === 0 ? null : done / total} words={words.join(' ')} />;
}

function RunOutcome({ run, onShowChanged }: { readonly run: LibraryRun } & Pick<RunPanelProps, 'onShowChanged'>) {
  const { t } = useWords();
  const { kind, state, done, total, changed, unreadable, failure, document } = run;
  const outcome = state === 'running' ? 'done' : state;
  return (
    <div className="stack" role="status">
      <StatusLine status={outcome === 'done' ? 'success' : 'warning'}>{t(`documents.run.${kind}.${outcome}`, { done, total })}</StatusLine>
      <p>{t(`documents.run.${kind}.changed`, { count: changed })}</p>
      {unreadable > 0 && <p>{t(`documents.run.${kind}.unreadable`, { count: unreadable })}</p>}
      {document !== null && <p>{t('documents.run.at', { document })}</p>}
      {failure && <FailureBody failure={failure} />}
      {kind === 'verify' && changed > 0 && <Button onPress={onShowChanged}>{t('documents.run.show-changed')}</Button>}
    </div>
  );
}
