import { useEffect } from 'react';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { DispensingForm } from '../clinic/dispensing/dispensing-form.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Progress } from '../design/progress.tsx';
import { useWords } from '../words/words.tsx';
import type { ViewProps } from './document-viewer.tsx';
import { ScrollArea } from './scroll-area.tsx';

/** A dispensing document, with the prescription that it holds. */
export function DispensingDocumentView({ document, onSeen }: ViewProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const view = useAnswer(() => desk.dispensing.view({ id: document.id }), [desk, document.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: seen once it has arrived
  useEffect(() => {
    if (view.value) onSeen();
  }, [view.value]);
  return (
    <ScrollArea label={t('dispensing.form.title')}>
      {view.failure && <ErrorPanel failure={view.failure} onRetry={view.ask} />}
      {!view.value && !view.failure && <Progress label={t('dispensing.form.loading')} done={null} />}
      {view.value && <DispensingForm view={view.value} />}
    </ScrollArea>
  );
}
