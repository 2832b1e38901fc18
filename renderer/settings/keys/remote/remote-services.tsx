import { useState } from 'react';
import type { RemoteService } from '../../../../main/api/schema/remote.ts';
import { useDesk } from '../../../client/desk-context.tsx';
import { type Answer, useAnswer } from '../../../client/use-answer.ts';
import { Done } from '../../../design/done.tsx';
import { ErrorPanel } from '../../../design/error-panel.tsx';
import { Section } from '../../../frame/page.tsx';
import { useWords } from '../../../words/words.tsx';
import { ServiceForm } from './service-form.tsx';
import { ServiceItem } from './service-item.tsx';

/** Services that keep keys: which are on record, and one more. */
export function RemoteServices() {
  const { t } = useWords();
  const { desk } = useDesk();
  const services = useAnswer(() => desk.remote.services(), [desk]);
  return (
    <Section title={t('keys.remote.title')} note={t('keys.remote.note')}>
      <p>{t('keys.remote.other')}</p>
      {services.failure && <ErrorPanel failure={services.failure} onRetry={services.ask} />}
      {services.value && <ServiceList services={services.value} ask={services.ask} />}
    </Section>
  );
}

function ServiceList({ services, ask }: { readonly services: readonly RemoteService[] } & Pick<Answer<unknown>, 'ask'>) {
  const { t } = useWords();
  const [done, setDone] = useState<string | null>(null);
  const changed = (said: string | null) => {
    setDone(said);
    ask();
  };
  return (
    <>
      {services.length === 0 && <p>{t('keys.remote.none')}</p>}
      <ul className="settings-list">
        {services.map((service) => (
          <li key={service.id} className="settings-item">
            <ServiceItem service={service} onChange={changed} />
          </li>
        ))}
      </ul>
      {done && <Done key={done}>{done}</Done>}
      <ServiceForm onAdded={() => changed(t('keys.remote.added'))} />
    </>
  );
}
