import { type ReactNode, useState } from 'react';
import type { PolicyPreset, Scheme, Seminar, SeminarState } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { isSettled } from '../seminar-words.ts';
import { Split } from '../../design/split.tsx';
import { useSettled } from '../use-settled.ts';
import { BasicsPart } from './basics-part.tsx';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { draftOf, planOf } from './plan-draft.ts';
import { PlanReview } from './plan-review.tsx';
import { PolicyPart } from './policy-part.tsx';
import { SessionsPart } from './sessions-part.tsx';
import type { PlanEditing } from './use-plan-draft.ts';

/** States in which people are or were received: why the plan is changed then is kept with it. */
const BEGUN: ReadonlySet<SeminarState> = new Set(['open', 'running', 'closed']);

/** A pause in typing after which the rule tables are asked. */
const REVIEW_AFTER_MS = 250;

interface PlanEditorProps {
  readonly editing: PlanEditing;
  /** The seminar as it stands now; `null` for a new one. */
  readonly seminar: Seminar | null;
  readonly schemes: readonly Scheme[];
  readonly presets: readonly PolicyPreset[];
  readonly onSaved: (seminar: Seminar) => void;
  /** Asks for the seminar as it stands now. */
  readonly onStale: () => void;
  /** Further parts of the form. */
  readonly children?: ReactNode;
}

/** The plan as a form; what the rules say of it, and saving, beside. */
export function PlanEditor({ editing, seminar, schemes, presets, onSaved, onStale, children }: PlanEditorProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [saved, setSaved] = useState(false);
  const [reason, setReason] = useState('');
  const { base, draft, changed } = editing;
  const { plan, problems } = planOf(draft);
  const asked = useSettled(JSON.stringify(plan), REVIEW_AFTER_MS);
  const review = useAnswer(async () => (plan ? desk.training.review(plan) : []), [desk, asked]);
  const meanwhile = base && seminar && seminar.revision > base.revision ? { base, latest: seminar } : null;
  const refused = review.value?.some(({ weight }) => weight === 'wrong') ?? false;
  const frozen = seminar !== null && isSettled(seminar);
  const set: PlanEditing['set'] = (part) => {
    setSaved(false);
    editing.set(part);
  };
  const save = () =>
    attempt(async () => {
      if (!plan) return;
      const next = await (base
        ? desk.training.revise({ seminar: base.id, revision: base.revision, plan, reason: reason.trim() })
        : desk.training.create(plan)
      ).catch((error: unknown) => {
        onStale();
        throw error;
      });
      editing.restart(next, draftOf(next.plan));
      setSaved(true);
      setReason('');
      onSaved(next);
    });
  /** That somebody else changed the seminar is told with what to do about it. */
  const told = failure?.code === 'SEMINAR_CHANGED_MEANWHILE' ? null : failure;
  return (
    <Split
      beside={
        <>
          {!frozen && (
            <div className="save">
              {changed && base && BEGUN.has(base.state) && <TextField label={t('training.plan.reason')} value={reason} onChange={setReason} />}
              {changed && (
                <Button kind="primary" wide isDisabled={working || !plan || meanwhile !== null || refused} onPress={save}>
                  {t('training.plan.save')}
                </Button>
              )}
              {changed && base && (
                <p className="save-state">
                  <span className="quiet">{t('training.plan.unsaved')}</span>
                  <Button kind="quiet" onPress={() => editing.restart(base, draftOf(base.plan))}>
                    {t('training.plan.revert')}
                  </Button>
                </p>
              )}
              {saved && !changed && <Done>{t('training.plan.saved')}</Done>}
            </div>
          )}
          {frozen && <Banner status="info" heading={t('training.plan.frozen')} />}
          {told && <ErrorPanel failure={told} />}
          <PlanReview draft={draft} problems={problems} findings={review.value ?? []} schemes={schemes} kept={!changed} />
          {review.failure && <ErrorPanel failure={review.failure} onRetry={review.ask} />}
        </>
      }
    >
      {meanwhile && <ChangedMeanwhile {...meanwhile} draft={draft} onRestart={editing.restart} />}
      <BasicsPart plan={draft} schemes={schemes} disabled={frozen} onChange={set} />
      <SessionsPart plan={draft} schemes={schemes} problems={problems} disabled={frozen} onChange={(sessions) => set({ sessions })} />
      <PolicyPart policy={draft.policy} presets={presets} problems={problems} disabled={frozen} onChange={(policy) => set({ policy })} />
      {children}
    </Split>
  );
}
