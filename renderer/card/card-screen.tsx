import { useState } from 'react';
import type { ReaderView } from '../../main/api/schema/card.ts';
import { useDesk } from '../client/desk-context.tsx';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Page, Section } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';
import { ApplicationCard } from './application-card.tsx';
import { CardAnswer } from './card-answer.tsx';
import './card-screen.css';
import { CertificateDetails } from './certificate-details.tsx';
import { Demonstration } from './demonstration.tsx';
import { FitnessPart } from './fitness-part.tsx';
import { FormsPart } from './forms-part.tsx';
import { ReaderList } from './reader-list.tsx';
import { isCard } from './reader-state.ts';
import { useRefresh } from './use-refresh.ts';

interface CardScreenProps {
  readonly reader: ReaderView | null;
  readonly onChoose: (reader: string) => void;
}

/** The card as it lies on the reader: whose it is, how long it is good, how many tries are left, and its certificates beside. */
export function CardScreen({ reader, onChoose }: CardScreenProps) {
  const { t } = useWords();
  const { cards } = useDesk();
  const [shown, setShown] = useState<'signature' | 'authentication'>('signature');
  const [form, setForm] = useState<{ readonly form: string; readonly round: number } | null>(null);
  const refresh = useRefresh(reader);
  const applications = reader?.state === 'hpki' ? reader.applications : [];
  const detailed = applications.find(({ kind }) => kind === shown) ?? applications[0];
  return (
    <Page
      title={t('card.title')}
      actions={
        reader &&
        reader.state !== 'empty' && (
          <Button onPress={refresh.run} isDisabled={refresh.running}>
            {t('card.refresh')}
          </Button>
        )
      }
      beside={detailed?.certificate && <CertificateDetails kind={detailed.kind} aid={detailed.aid} certificate={detailed.certificate} />}
    >
      <CardAnswer cards={cards} reader={reader} />
      {refresh.failure && <ErrorPanel failure={refresh.failure} onRetry={refresh.run} />}
      {applications.length > 0 && (
        <Section title={t('card.applications')}>
          <div className="application-cards">
            {applications.map((application) => (
              <ApplicationCard
                key={application.aid}
                application={application}
                shown={application === detailed}
                onShow={() => setShown(application.kind)}
              />
            ))}
          </div>
        </Section>
      )}
      {isCard(reader) && applications.length > 0 && (
        <FitnessPart reader={reader} onForm={(asked) => setForm((before) => ({ form: asked, round: (before?.round ?? 0) + 1 }))} />
      )}
      {(cards?.readers.length ?? 0) > 1 && <ReaderList readers={cards?.readers ?? []} current={reader} onChoose={onChoose} />}
      <Demonstration />
      <FormsPart reader={reader} asked={form} />
    </Page>
  );
}
