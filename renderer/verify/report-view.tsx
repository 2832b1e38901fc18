import type { ReportView as View } from '../../main/api/schema/report.ts';
import type { VerificationAnswer } from '../../main/api/schema/verification.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { FileDrop } from '../design/file-drop.tsx';
import { StatusFace } from '../design/status-face.tsx';
import { TestMark } from '../design/status.tsx';
import { Section } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';
import { FACE_STATUS } from './face.ts';
import { Rows } from './rows.tsx';
import { SignatureView } from './signature-view.tsx';
import type { Verifying } from './use-verifying.ts';

interface ReportProps {
  readonly answer: VerificationAnswer;
  readonly verifying: Verifying;
}

/** The answer first; then each signature with its evidence, and the file. Words come with the report, in the language of the screen. */
export function ReportView({ answer, verifying }: ReportProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const view = useAnswer<View>(() => desk.verification.report({ id: answer.id, language }), [desk, answer.id, language]);
  if (view.failure) return <ErrorPanel failure={view.failure} onRetry={view.ask} />;
  if (!view.value) return null;
  const { face, word, because, warnings, test, testMark, grounds, facts, signatures } = view.value;
  return (
    <div className="report">
      <StatusFace live status={FACE_STATUS[face]} word={word} because={because}>
        {test && <TestMark>{testMark}</TestMark>}
        {warnings.map((warning) => (
          <p key={warning} className="status-face-because">
            {warning}
          </p>
        ))}
      </StatusFace>
      {answer.subIndication === 'SIGNED_DATA_NOT_FOUND' && (
        <Section title={t('verify.content.heading')}>
          <FileDrop
            compact
            heading={t('verify.content.text')}
            choose={t('verify.content.choose')}
            onFiles={([content]) => content && verifying.addContent(content)}
          />
        </Section>
      )}
      {signatures.map((signature) => (
        <SignatureView key={signature.id} signature={signature} grounds={grounds} testMark={testMark} oneOfMany={signatures.length > 1} />
      ))}
      <Rows rows={facts} />
    </div>
  );
}
