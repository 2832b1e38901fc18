import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { Certifiable, Seminar } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { columnWords, obstacleOf } from '../seminar-words.ts';
import { CertificateActions } from './certificate-actions.tsx';

interface CertificatesCardProps {
  readonly seminar: Seminar;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** Certificates of attendance of everybody, and who goes without. Only of a frozen result, never of a rehearsal. */
export function CertificatesCard({ seminar, onSign }: CertificatesCardProps) {
  const { t } = useWords();
  const obstacle = obstacleOf(seminar);
  return (
    <section className="card" aria-label={t('training.output.certificates.title')}>
      <h3>{t('training.output.certificates.title')}</h3>
      <p>{t('training.output.certificates.note')}</p>
      {obstacle ? <p className="quiet">{t(`training.output.obstacle.${obstacle}`)}</p> : <Certificates seminar={seminar} onSign={onSign} />}
    </section>
  );
}

function Certificates({ seminar: { id, revision }, onSign }: CertificatesCardProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(() => desk.training.certifiable({ seminar: id }), [desk, id, revision]);
  if (asked.failure) return <ErrorPanel failure={asked.failure} onRetry={asked.ask} />;
  if (!asked.value) return null;
  const { persons, withheld } = asked.value;
  return (
    <>
      <p>{t('training.output.certificates.count', { count: persons.length })}</p>
      {withheld.length > 0 && <Withheld withheld={withheld} />}
      {persons.length > 0 && <CertificateActions seminar={id} onSign={onSign} />}
    </>
  );
}

function Withheld({ withheld }: Pick<Certifiable, 'withheld'>) {
  const { t } = useWords();
  return (
    <>
      <StatusLine status="warning">{t('training.output.certificates.withheld', { count: withheld.length })}</StatusLine>
      <ul className="withheld">
        {withheld.map(({ person, name, registration, missing }) => (
          <li key={person}>
            <span lang="ja">{name.trim() || registration || t('training.people.no-name')}</span>
            <span className="quiet">{t('training.people.lacks', { columns: columnWords(missing, t) })}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">{t('training.output.certificates.withheld-next')}</p>
    </>
  );
}
