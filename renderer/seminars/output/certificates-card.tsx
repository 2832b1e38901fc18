import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { Seminar } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { useWords } from '../../words/words.tsx';
import { isSettled } from '../seminar-words.ts';
import { ExportOutcome } from './export-outcome.tsx';
import { useExport } from './use-export.ts';

interface CertificatesCardProps {
  readonly seminar: Seminar;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** Certificates of attendance: taken to where they are signed, or as one PDF without a signature. Only of a frozen result, never of a rehearsal. */
export function CertificatesCard({ seminar, onSign }: CertificatesCardProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const exporting = useExport();
  const obstacle = seminar.plan.practice ? 'practice' : isSettled(seminar) ? null : 'not-settled';
  const sign = () => attempt(async () => onSign(await desk.training.certificates({ seminar: seminar.id })));
  const make = () => exporting.make({ seminar: seminar.id, what: 'certificates', format: 'pdf', language });
  return (
    <section className="card" aria-label={t('training.output.certificates.title')}>
      <h3>{t('training.output.certificates.title')}</h3>
      <p>{t('training.output.certificates.note')}</p>
      {obstacle ? (
        <p className="quiet">{t(`training.output.obstacle.${obstacle}`)}</p>
      ) : (
        <div className="form-actions">
          <Button isDisabled={working} onPress={sign}>
            {t('training.output.sign')}
          </Button>
          <Button kind="quiet" isDisabled={exporting.working} onPress={make}>
            {t('training.output.make-unsigned')}
          </Button>
        </div>
      )}
      {working && <Progress label={t('training.output.preparing')} done={null} />}
      {failure && <ErrorPanel failure={failure} />}
      <ExportOutcome exporting={exporting} onReplace={make} />
    </section>
  );
}
