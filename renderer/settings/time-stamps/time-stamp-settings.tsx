import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { AnchorImport } from './anchor-import.tsx';
import { AnchorItem } from './anchor-item.tsx';
import { ServiceForm } from './service-form.tsx';

/** Whose time stamps count as proof of time, and the service that makes those of this desk. */
export function TimeStampSettings() {
  const { t } = useWords();
  const { desk } = useDesk();
  const anchors = useAnswer(() => desk.timeStamping.anchors(), [desk]);
  const service = useAnswer(async () => ({ now: await desk.timeStamping.service() }), [desk]);
  const revocation = useAnswer(() => desk.revocation.status(), [desk]);
  const [done, setDone] = useState<string | null>(null);
  const published = revocation.value?.publishedHosts ?? [];
  const changed = (sentence: string) => {
    setDone(sentence);
    anchors.ask();
  };
  return (
    <>
      <Section title={t('settings.anchors.title')} note={t('settings.anchors.note')}>
        {anchors.failure && <ErrorPanel failure={anchors.failure} onRetry={anchors.ask} />}
        {done && <Done>{done}</Done>}
        {anchors.value?.length === 0 && <p>{t('settings.anchors.none')}</p>}
        {anchors.value && anchors.value.length > 0 && (
          <ul className="settings-list">
            {anchors.value.map((anchor) => (
              <AnchorItem key={anchor.sha256} anchor={anchor} published={published} onChange={changed} />
            ))}
          </ul>
        )}
        <AnchorImport onImported={(name) => changed(t('settings.import.done', { name }))} />
      </Section>
      <Section title={t('settings.service.title')} note={t('settings.service.note')}>
        {service.failure && <ErrorPanel failure={service.failure} onRetry={service.ask} />}
        {service.value && <ServiceForm service={service.value.now} published={published} onChange={service.ask} />}
      </Section>
    </>
  );
}
