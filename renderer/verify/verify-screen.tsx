import { Button } from '../design/button.tsx';
import { FailureBody } from '../design/error-panel.tsx';
import { FileDrop } from '../design/file-drop.tsx';
import { Progress } from '../design/progress.tsx';
import { StatusFace } from '../design/status-face.tsx';
import { Page } from '../frame/page.tsx';
import { go } from '../frame/routes.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { FACE_STATUS } from './face.ts';
import { KeepAction } from './keep-action.tsx';
import { ReportActions } from './report-actions.tsx';
import { ReportView } from './report-view.tsx';
import type { Verifying } from './use-verifying.ts';
import './verify-screen.css';

/** Drop anything: one face, one sentence, and the evidence beneath. */
export function VerifyScreen({ verifying }: { readonly verifying: Verifying }) {
  const { t } = useWords();
  const { working, report, failed } = verifying;
  const another = () => {
    go('verify');
    verifying.clear();
  };
  const idle = !working && !report && !failed;
  return (
    <Page
      title={t('verify.title')}
      occasion={working ?? failed ?? report?.id}
      note={idle ? t('verify.pick.heading') : (report?.file ?? failed?.name ?? '')}
      actions={
        (report || failed) && (
          <div className="verify-actions">
            {report && <KeepAction key={report.id} verifying={verifying} />}
            {report && <ReportActions id={report.id} />}
            <Button onPress={another}>{t('verify.pick.another')}</Button>
          </div>
        )
      }
    >
      {idle && (
        <FileDrop
          heading={t('verify.pick.drop')}
          note={t('verify.pick.drop-note')}
          choose={t('verify.pick.choose')}
          onFiles={([file]) => file && verifying.verify(file)}
        />
      )}
      {working !== null && <Progress label={t('verify.working', { name: working })} done={null} />}
      {failed && (
        <StatusFace
          live
          status={FACE_STATUS.unreadable}
          word={t('verify.face.unreadable')}
          because={t(knownKey(`errors.${failed.failure.code}.heading`) ?? 'errors.INTERNAL_FAULT.heading')}
        >
          <FailureBody failure={failed.failure} />
        </StatusFace>
      )}
      {report && <ReportView key={report.id} answer={report} verifying={verifying} />}
    </Page>
  );
}
