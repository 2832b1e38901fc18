import type { ReaderView } from '../../main/api/schema/card.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { type Status, StatusLine } from '../design/status.tsx';
import { dateAlone } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';

type Application = ReaderView['applications'][number];

const triesStatus = (tries: number | null): Status => (tries === null ? 'unsure' : tries === 0 ? 'error' : tries < 3 ? 'warning' : 'success');

interface ApplicationCardProps {
  readonly application: Application;
  readonly shown: boolean;
  readonly onShow: () => void;
}

/** One of the card's two applications: its purpose, its PIN tries, its certificate. */
export function ApplicationCard({ application, shown, onShow }: ApplicationCardProps) {
  const { t, language } = useWords();
  const { kind, pinTriesLeft, certificate, failure } = application;
  return (
    <article className={shown && certificate ? 'application-card application-card-shown' : 'application-card'}>
      <h3>{t(`card.application.${kind}`)}</h3>
      <p className="quiet">{t(`card.application-note.${kind}`)}</p>
      <p className="application-fact">
        <span className="quiet">{t('card.tries.label')}</span>
        <StatusLine status={triesStatus(pinTriesLeft)}>
          {pinTriesLeft === null ? t('card.tries.unknown') : t('card.tries.known', { tries: pinTriesLeft })}
        </StatusLine>
      </p>
      {certificate && (
        <p className="application-fact">
          <span className="quiet">{t('card.valid-until')}</span>
          {dateAlone(certificate.notAfter, language)}
        </p>
      )}
      {failure && <ErrorPanel failure={failure} />}
      {certificate && (
        <Button onPress={onShow} isDisabled={shown}>
          {shown ? t('card.certificate.showing') : t('card.certificate.show')}
        </Button>
      )}
    </article>
  );
}
