import type { ReportView } from '../../../main/api/schema/report.ts';
import type { ReceivedPrescription } from '../../../main/api/schema/dispensing.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Disclosure } from '../../design/disclosure.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusFace } from '../../design/status-face.tsx';
import { TestMark } from '../../design/status.tsx';
import { FACE_STATUS } from '../../verify/face.ts';
import { SignatureView } from '../../verify/signature-view.tsx';
import { useWords } from '../../words/words.tsx';

/** Who signed the prescription and whether that verifies, with the grounds. */
export function SignerCard({ answer }: Pick<ReceivedPrescription, 'answer'>) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const view = useAnswer<ReportView>(() => desk.verification.report({ id: answer.id, language }), [desk, answer.id, language]);
  if (view.failure) return <ErrorPanel failure={view.failure} onRetry={view.ask} />;
  if (!view.value) return null;
  const { face, word, because, test, testMark, warnings, grounds, signatures } = view.value;
  const signers = answer.signatures.flatMap(({ id, signer }) =>
    signer ? [{ id, text: t('dispensing.signer.by', { name: signer.nameKanji ?? signer.commonName, roles: signer.hcRoles.join('・') || '—' }) }] : [],
  );
  return (
    <section className="stack" aria-label={t('dispensing.signer.title')}>
      <StatusFace live status={FACE_STATUS[face]} word={word} because={because}>
        {test && <TestMark>{testMark}</TestMark>}
        {signers.length === 0 && <p>{t('dispensing.signer.none')}</p>}
        {signers.map(({ id, text }) => (
          <p key={id} className="dispensing-signer">
            {text}
          </p>
        ))}
        {warnings.map((warning) => (
          <p key={warning}>{warning}</p>
        ))}
      </StatusFace>
      {signatures.length > 0 && (
        <Disclosure title={t('dispensing.signer.grounds')}>
          {signatures.map((signature) => (
            <SignatureView key={signature.id} signature={signature} grounds={grounds} testMark={testMark} oneOfMany={signatures.length > 1} />
          ))}
        </Disclosure>
      )}
    </section>
  );
}
