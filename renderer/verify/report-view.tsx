import type { VerificationReportView } from '../../main/api/schema/verification.ts';
import { DefinitionList } from '../design/definition-list.tsx';
import { FileDrop } from '../design/file-drop.tsx';
import { StatusFace } from '../design/status-face.tsx';
import { TestMark } from '../design/status.tsx';
import { Section } from '../frame/page.tsx';
import { dateAndTime } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import { FACE_STATUS, faceOf, hasForgedIssuer, isTest, reasonKey } from './face.ts';
import { SignatureView } from './signature-view.tsx';
import type { Verifying } from './use-verifying.ts';

/** The answer first; then the file, each signature, and its evidence. */
export function ReportView({ report, verifying }: { readonly report: VerificationReportView; readonly verifying: Verifying }) {
  const { t, language } = useWords();
  const { signatures } = report;
  const face = faceOf(report);
  const test = isTest(report);
  const contentMissing = report.subIndication === 'SIGNED_DATA_NOT_FOUND';
  return (
    <div className="report">
      <StatusFace live status={FACE_STATUS[face]} word={t(`verify.face.${face}`)} because={t(reasonKey(report, test))}>
        {signatures.some(hasForgedIssuer) && <p className="status-face-because">{t('verify.forged-issuer')}</p>}
        {(test || report.testCardsAccepted) && (
          <p className="report-test">
            <TestMark>{t('frame.test.mark')}</TestMark>
            {report.testCardsAccepted && <span>{t('verify.report.test-accepted')}</span>}
          </p>
        )}
      </StatusFace>
      {contentMissing && (
        <Section title={t('verify.content.heading')}>
          <FileDrop
            compact
            heading={t('verify.content.text')}
            choose={t('verify.content.choose')}
            onFiles={([content]) => content && verifying.addContent(content)}
          />
        </Section>
      )}
      {signatures.length > 1 && <p>{t('verify.signature.count', { count: signatures.length })}</p>}
      {signatures.map((signature, index) => (
        <SignatureView key={signature.id} signature={signature} index={index} total={signatures.length} />
      ))}
      <DefinitionList
        items={[
          { term: t('verify.report.file'), value: report.file },
          ...(verifying.content ? [{ term: t('sign.document.list'), value: t('verify.content.with', { name: verifying.content }) }] : []),
          { term: t('verify.format.title'), value: t(`verify.format.${report.format}`) },
          { term: t('verify.report.verified-at'), value: dateAndTime(report.verifiedAt, language) },
        ]}
      />
    </div>
  );
}
