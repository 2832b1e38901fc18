import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { HubForm } from './hub-form.tsx';
import { StationPart } from './station-part.tsx';
import { StatusListPart } from './status-list-part.tsx';

/** What reception knows of cards, which stations it shares with, and whom it may ask. */
export function ReceptionSettings() {
  const { t } = useWords();
  return (
    <>
      <Section title={t('reception.settings.status.title')} note={t('reception.settings.status.note')}>
        <StatusListPart />
      </Section>
      <Section title={t('reception.settings.station.title')} note={t('reception.settings.station.note')}>
        <StationPart />
      </Section>
      <Section title={t('reception.settings.hub.title')} note={t('reception.settings.hub.note')}>
        <HubForm />
      </Section>
    </>
  );
}
