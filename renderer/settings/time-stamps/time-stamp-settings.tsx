import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
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
  const service = useAnswer(() => desk.timeStamping.service(), [desk]);
  return (
    <>
      <Section title={t('settings.anchors.title')} note={t('settings.anchors.note')}>
        {anchors.failure && <ErrorPanel failure={anchors.failure} onRetry={anchors.ask} />}
        {anchors.value?.length === 0 && <p>{t('settings.anchors.none')}</p>}
        {anchors.value && anchors.value.length > 0 && (
          <ul className="settings-list">
            {anchors.value.map((anchor) => (
              <AnchorItem key={anchor.sha256} anchor={anchor} onChange={anchors.ask} />
            ))}
          </ul>
        )}
        <AnchorImport onImported={anchors.ask} />
      </Section>
      <Section title={t('settings.service.title')} note={t('settings.service.note')}>
        {service.failure && <ErrorPanel failure={service.failure} onRetry={service.ask} />}
        {!service.failure && <ServiceForm key={JSON.stringify(service.value)} service={service.value} onChange={service.ask} />}
      </Section>
    </>
  );
}
