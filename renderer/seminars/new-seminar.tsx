import { useState } from 'react';
import type { PolicyPreset, Scheme, Seminar } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { type Option, Select } from '../design/select.tsx';
import { Page } from '../frame/page.tsx';
import { address, go } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import { emptyPlan, planLike } from './plan/new-plan.ts';
import type { PlanDraft } from './plan/plan-draft.ts';
import { PlanEditor } from './plan/plan-editor.tsx';
import { usePlanDraft } from './plan/use-plan-draft.ts';
import { spanOf } from './seminar-words.ts';
import type { Drafts } from './use-drafts.ts';
import { codeOrder } from '../words/code-order.ts';

/** Where the draft of a seminar that does not exist yet is held. */
const NEW = 'new';
const NO_SCHEME = 'none';

/** A seminar that is being thought up: from a scheme of credits and a preset, or like an earlier one. */
export function NewSeminar({ drafts }: { readonly drafts: Drafts }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const [begun, setBegun] = useState<PlanDraft | null>(() => drafts.get(NEW)?.draft ?? null);
  const known = useAnswer(async () => {
    const [schemes, presets, seminars] = await Promise.all([desk.training.schemes(), desk.training.presets(), desk.training.list()]);
    return { schemes, presets, seminars };
  }, [desk]);
  return (
    <Page
      title={t('training.new.title')}
      note={t(begun ? 'training.new.note-plan' : 'training.new.note-begin')}
      back={{ href: address('reception'), label: t('training.list.back') }}
      occasion={begun === null}
      wide
    >
      {known.failure && <ErrorPanel failure={known.failure} onRetry={known.ask} />}
      {known.value && !begun && <Beginnings {...known.value} onBegin={setBegun} />}
      {known.value && begun && (
        <Writing
          {...known.value}
          begun={begun}
          drafts={drafts}
          onLeave={() => {
            drafts.delete(NEW);
            setBegun(null);
          }}
        />
      )}
    </Page>
  );
}

interface Known {
  readonly schemes: readonly Scheme[];
  readonly presets: readonly PolicyPreset[];
  readonly seminars: readonly Seminar[];
}

/** What a plan can begin from. */
function Beginnings({ schemes, presets, seminars, onBegin }: Known & { readonly onBegin: (draft: PlanDraft) => void }) {
  const { t, language } = useWords();
  const latest = [...seminars].sort((a, b) => codeOrder(spanOf(b.plan).from, spanOf(a.plan).from));
  const [scheme, setScheme] = useState<string>(schemes[0]?.id ?? NO_SCHEME);
  const [preset, setPreset] = useState(presets[0]?.id ?? '');
  const [like, setLike] = useState(latest[0]?.id ?? '');
  const chosen = presets.find(({ id }) => id === preset);
  const model = latest.find(({ id }) => id === like);
  const schemeOptions: Option<string>[] = [
    ...schemes.map(({ id, name }) => ({ id, label: name[language] })),
    { id: NO_SCHEME, label: t('training.new.no-scheme') },
  ];
  return (
    <div className="beginnings">
      <section className="card">
        <h2>{t('training.new.fresh')}</h2>
        <Select label={t('training.credit.scheme')} options={schemeOptions} value={scheme} onChange={setScheme} />
        <div>
          <Select
            label={t('training.policy.preset')}
            options={presets.map(({ id, name }) => ({ id, label: name[language] }))}
            value={preset}
            onChange={setPreset}
          />
          {chosen && <p className="source">{chosen.source ? t('training.source', { source: chosen.source }) : t('training.no-source')}</p>}
        </div>
        <p>
          <Button
            kind="primary"
            isDisabled={!chosen}
            onPress={() =>
              chosen &&
              onBegin(
                emptyPlan(
                  chosen,
                  schemes.find(({ id }) => id === scheme),
                ),
              )
            }
          >
            {t('training.new.begin')}
          </Button>
        </p>
      </section>
      {model && (
        <section className="card">
          <h2>{t('training.new.like')}</h2>
          <Select
            label={t('training.new.model')}
            options={latest.map(({ id, plan }) => ({ id, label: plan.title }))}
            value={like}
            onChange={setLike}
          />
          <p className="quiet">{t('training.new.like-note')}</p>
          <p>
            <Button onPress={() => onBegin(planLike(model.plan))}>{t('training.new.copy')}</Button>
          </p>
        </section>
      )}
    </div>
  );
}

interface WritingProps extends Known {
  readonly begun: PlanDraft;
  readonly drafts: Drafts;
  readonly onLeave: () => void;
}

function Writing({ begun, drafts, schemes, presets, onLeave }: WritingProps) {
  const { t } = useWords();
  const editing = usePlanDraft(NEW, drafts, null, () => begun);
  const onSaved = (seminar: Seminar) => {
    drafts.delete(NEW);
    go('reception', seminar.id, 'plan');
  };
  return (
    <>
      <p>
        <Button kind="quiet" onPress={onLeave}>
          {t('training.new.leave')}
        </Button>
      </p>
      <PlanEditor editing={editing} seminar={null} schemes={schemes} presets={presets} onSaved={onSaved} onStale={() => {}} />
    </>
  );
}
