import { useEffect } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { useWords } from '../../words/words.tsx';
import type { ViewProps } from '../document-viewer.tsx';
import { ScrollArea } from '../scroll-area.tsx';
import { PrescriptionForm } from './prescription-form.tsx';
import { PrescriptionWarnings } from './prescription-warnings.tsx';

/** An electronic prescription in the manner of the paper form. */
export function PrescriptionView({ document, onSeen }: ViewProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const prescription = useAnswer(() => desk.documents.prescription({ id: document.id }), [desk, document.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: seen once it has arrived
  useEffect(() => {
    if (prescription.value) onSeen();
  }, [prescription.value]);
  return (
    <ScrollArea label={t('prescription.title')}>
      {prescription.failure && <ErrorPanel failure={prescription.failure} onRetry={prescription.ask} />}
      {!prescription.value && !prescription.failure && <Progress label={t('prescription.loading')} done={null} />}
      {prescription.value?.warnings && <PrescriptionWarnings warnings={prescription.value.warnings} />}
      {prescription.value && <PrescriptionForm prescription={prescription.value} />}
    </ScrollArea>
  );
}
