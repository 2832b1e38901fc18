import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { useWords } from '../../words/words.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { useExport } from './use-export.ts';

interface CertificateActionsProps {
  readonly seminar: string;
  /** One person's only. */
  readonly person?: string;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** Takes certificates of attendance to where they are signed, or makes one PDF without a signature. */
export function CertificateActions({ onSign, ...whose }: CertificateActionsProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const exporting = useExport();
  const sign = () => attempt(async () => onSign(await desk.training.certificates(whose)));
  const make = () => exporting.make({ ...whose, what: 'certificates', format: 'pdf', language });
  return (
    <>
      <div className="form-actions">
        <Button isDisabled={working} onPress={sign}>
          {t('training.output.sign')}
        </Button>
        <Button kind="quiet" isDisabled={exporting.working} onPress={make}>
          {t('training.output.make-unsigned')}
        </Button>
      </div>
      {working && <Progress label={t('training.output.preparing')} done={null} />}
      {failure && <ErrorPanel failure={failure} />}
      <ExportOutcome exporting={exporting} onReplace={make} />
    </>
  );
}
