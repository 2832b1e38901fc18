import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusFace } from '../../design/status-face.tsx';
import { TestMark } from '../../design/status.tsx';
import { Section } from '../../frame/page.tsx';
import { FACE_STATUS } from '../../verify/face.ts';
import { SignatureView } from '../../verify/signature-view.tsx';
import { useWords } from '../../words/words.tsx';

/** What the verification of one file says, as on the screen of verification. */
export function Verdict({ title, report }: { readonly title: string; readonly report: string }) {
  const { language } = useWords();
  const { desk } = useDesk();
  const view = useAnswer(() => desk.verification.report({ id: report, language }), [desk, report, language]);
  if (view.failure) return <ErrorPanel failure={view.failure} onRetry={view.ask} />;
  if (!view.value) return null;
  const { face, word, because, warnings, test, testMark, grounds, signatures } = view.value;
  return (
    <Section title={title}>
      <StatusFace status={FACE_STATUS[face]} word={word} because={because} level={3}>
        {test && <TestMark>{testMark}</TestMark>}
        {warnings.map((warning) => (
          <p key={warning} className="status-face-because">
            {warning}
          </p>
        ))}
      </StatusFace>
      {signatures.map((signature) => (
        <SignatureView key={signature.id} signature={signature} grounds={grounds} testMark={testMark} oneOfMany={signatures.length > 1} />
      ))}
    </Section>
  );
}
