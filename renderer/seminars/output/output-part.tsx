import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import type { SeminarPartProps } from '../seminar-page.tsx';
import { obstacleOf } from '../seminar-words.ts';
import { Split } from '../../design/split.tsx';
import { CertificatesCard } from './certificates-card.tsx';
import { ListCard } from './list-card.tsx';
import { NoticesCard } from './notices-card.tsx';
import { PaperCard } from './paper-card.tsx';
import { SubmissionList } from './submission-list.tsx';
import { SubmitForm } from './submit-form.tsx';

interface OutputPartProps extends SeminarPartProps {
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** What can be taken out of a seminar, and what was reported of it. */
export function OutputPart({ seminar, onChanged, onSign }: OutputPartProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(async () => {
    const [profiles, submissions] = await Promise.all([desk.training.profiles(), desk.training.submissions({ seminar: seminar.id })]);
    return { profiles, submissions };
  }, [desk, seminar.id, seminar.revision]);
  if (asked.failure) return <ErrorPanel failure={asked.failure} onRetry={asked.ask} />;
  if (!asked.value) return null;
  const { profiles, submissions } = asked.value;
  const obstacle = obstacleOf(seminar);
  const changed = () => {
    asked.ask();
    onChanged();
  };
  return (
    <Split
      beside={
        submissions.length > 0 && (
          <Section title={t('training.submit.made-before')}>
            <SubmissionList submissions={submissions} profiles={profiles} onNoted={changed} />
          </Section>
        )
      }
    >
      <Section title={t('training.output.result')}>
        <ListCard seminar={seminar.id} profiles={profiles} />
        <CertificatesCard seminar={seminar} onSign={onSign} />
        {obstacle ? (
          <section className="card" aria-label={t('training.submit.title')}>
            <h3>{t('training.submit.title')}</h3>
            <p className="quiet">{t(`training.output.obstacle.${obstacle}`)}</p>
          </section>
        ) : (
          <SubmitForm seminar={seminar.id} profiles={profiles} again={submissions.length > 0} onSubmitted={changed} />
        )}
        <NoticesCard seminar={seminar.id} />
      </Section>
      <Section title={t('training.output.day')}>
        <PaperCard seminar={seminar.id} what="sign-in-sheet" />
        <PaperCard seminar={seminar.id} what="badges" />
        <PaperCard seminar={seminar.id} what="temporary-cards" />
      </Section>
    </Split>
  );
}
