import { useState } from 'react';
import { Done } from '../../design/done.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { SenderMissing } from '../sender-missing.tsx';
import { Batches } from './batches.tsx';
import { SerialsImport } from './serials-import.tsx';
import { WaitingOrders } from './waiting-orders.tsx';

/** The way of cards to and from the printer: what waits, what went out, and the numbers that came back. */
export function ProductionPart() {
  const { t } = useWords();
  const { round, changed } = useWorkspace();
  const [done, setDone] = useState<string | null>(null);
  const tell = (words: string) => {
    setDone(words);
    changed();
  };
  return (
    <Page title={t('credentials.screen.parts.production')} wide occasion={done}>
      {done && <Done>{done}</Done>}
      <SenderMissing />
      <Section title={t('credentials.screen.production.waiting')}>
        <WaitingOrders round={round} onExported={tell} />
      </Section>
      <Section title={t('credentials.screen.production.import')} note={t('credentials.screen.production.import-note')}>
        <SerialsImport onImported={tell} />
      </Section>
      <Section title={t('credentials.screen.production.batches')}>
        <Batches round={round} />
      </Section>
    </Page>
  );
}
