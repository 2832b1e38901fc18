import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { Seminar } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { CertificateActions } from '../output/certificate-actions.tsx';
import { columnWords, obstacleOf } from '../seminar-words.ts';

interface PersonCertificateProps {
  readonly seminar: Seminar;
  readonly person: string;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** One person's certificate of attendance, or why there is none. */
export function PersonCertificate({ seminar, person, onSign }: PersonCertificateProps) {
  const { t } = useWords();
  const obstacle = obstacleOf(seminar);
  return (
    <>
      <h3>{t('training.output.certificates.title')}</h3>
      {obstacle ? (
        <p className="quiet">{t(`training.output.obstacle.${obstacle}`)}</p>
      ) : (
        <Settled seminar={seminar} person={person} onSign={onSign} />
      )}
    </>
  );
}

function Settled({ seminar: { id, revision }, person, onSign }: PersonCertificateProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(() => desk.training.certifiable({ seminar: id }), [desk, id, revision]);
  if (asked.failure) return <ErrorPanel failure={asked.failure} onRetry={asked.ask} />;
  if (!asked.value) return null;
  if (asked.value.persons.includes(person)) return <CertificateActions seminar={id} person={person} onSign={onSign} />;
  const withheld = asked.value.withheld.find((one) => one.person === person);
  return (
    <p className="quiet">
      {withheld ? t('training.person.certificate-lacks', { columns: columnWords(withheld.missing, t) }) : t('training.person.certificate-none')}
    </p>
  );
}
