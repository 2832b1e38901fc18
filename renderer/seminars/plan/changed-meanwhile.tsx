import type { Seminar } from '../../../main/api/schema/training.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../words/words.tsx';
import { mergePlans, type PlanPart } from './merge-plans.ts';
import { draftOf, type PlanDraft } from './plan-draft.ts';

interface ChangedMeanwhileProps {
  /** What our draft builds on. */
  readonly base: Seminar;
  readonly latest: Seminar;
  readonly draft: PlanDraft;
  readonly onRestart: (base: Seminar, draft: PlanDraft) => void;
}

/** Somebody else saved this seminar while a draft was in hand. The draft is kept; both changes can be joined, or the draft let go. */
export function ChangedMeanwhile({ base, latest, draft, onRestart }: ChangedMeanwhileProps) {
  const { t } = useWords();
  const merged = mergePlans(draftOf(base.plan), draft, draftOf(latest.plan));
  const words = (part: PlanPart) =>
    part.kind === 'field' ? t(`training.plan.${part.field}`) : t('training.meanwhile.session', { title: part.title });
  const list = (parts: readonly PlanPart[]) => parts.map(words).reduce((first, rest) => (first ? t('frame.list', { first, rest }) : rest), '');
  return (
    <Banner
      status="warning"
      live="alert"
      heading={t('training.meanwhile.heading')}
      actions={
        <>
          <Button onPress={() => onRestart(latest, merged.draft)}>{t('training.meanwhile.join')}</Button>
          <Button kind="quiet" onPress={() => onRestart(latest, draftOf(latest.plan))}>
            {t('training.meanwhile.drop')}
          </Button>
        </>
      }
    >
      <p>{merged.theirs.length > 0 ? t('training.meanwhile.theirs', { parts: list(merged.theirs) }) : t('training.meanwhile.nothing')}</p>
      {merged.both.length > 0 && <p>{t('training.meanwhile.both', { parts: list(merged.both) })}</p>}
    </Banner>
  );
}
