import { useState } from 'react';
import type { LocalRules, PolicyPreset } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ToggleSwitch } from '../design/choice.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import { TextArea } from '../design/text-area.tsx';
import { TextField } from '../design/text-field.tsx';
import { Page, Section } from '../frame/page.tsx';
import { address } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import { codeLines, codesOf, type RulesDraft, rulesDraftOf, rulesOf } from './local-rules-draft.ts';
import { POLICY_ORDER } from './plan/policy-draft.ts';
import { PolicyFieldInput } from './plan/policy-fields.tsx';

/** Rules that no source on record states: empty until the association sets its own. */
export function LocalRulesPage() {
  const { t } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(async () => {
    const [rules, presets] = await Promise.all([desk.training.localRules(), desk.training.presets()]);
    return { rules, presets };
  }, [desk]);
  return (
    <Page title={t('training.rules.title')} note={t('training.rules.note')} back={{ href: address('reception'), label: t('training.list.back') }}>
      {asked.failure && <ErrorPanel failure={asked.failure} onRetry={asked.ask} />}
      {asked.value && <RulesForm {...asked.value} />}
    </Page>
  );
}

function RulesForm({ rules, presets }: { readonly rules: LocalRules; readonly presets: readonly PolicyPreset[] }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [kept, setKept] = useState(rules);
  const [draft, setDraft] = useState<RulesDraft>(() => rulesDraftOf(rules));
  const [done, setDone] = useState(false);
  const set = (part: Partial<RulesDraft>) => {
    setDone(false);
    setDraft((before) => ({ ...before, ...part }));
  };
  const { rules: next, wrong } = rulesOf(draft);
  const changed = JSON.stringify(next) !== JSON.stringify(kept);
  const save = () =>
    attempt(async () => {
      if (!next) return;
      const saved = await desk.training.setLocalRules(next);
      setKept(saved);
      setDraft(rulesDraftOf(saved));
      setDone(true);
    });
  const first = presets[0];
  return (
    <>
      <Section title={t('training.rules.cap')} note={t('training.rules.cap-note')}>
        <SetOrNot set={draft.cap.trim() !== ''} />
        <div className="narrow">
          <TextField
            label={t('training.rules.cap-label')}
            unit={t('training.credit.unit')}
            inputMode="decimal"
            value={draft.cap}
            onChange={(cap) => set({ cap })}
            wrong={wrong === 'cap' ? t('training.problem.units-wrong') : null}
          />
        </div>
      </Section>
      <Section title={t('training.rules.codes')} note={t('training.rules.codes-note')}>
        <SetOrNot set={draft.codes.trim() !== ''} />
        <TextArea
          label={t('training.rules.codes-label')}
          note={t('training.rules.codes-form')}
          value={draft.codes}
          onChange={(codes) => set({ codes })}
          wrong={wrong === 'codes' ? t('training.rules.codes-wrong') : null}
        />
        <p className="quiet">{t('training.rules.codes-count', { count: codesOf(draft.codes)?.length ?? codeLines(draft.codes).length })}</p>
      </Section>
      <Section title={t('training.rules.reception')} note={t('training.rules.reception-note')}>
        <SetOrNot set={draft.reception !== null} />
        <ToggleSwitch
          label={t('training.rules.reception-own')}
          on={draft.reception !== null}
          onChange={(on) => set({ reception: on && first ? rulesDraftOf({ ...kept, reception: first.policy }).reception : null })}
          words={[t('settings.on'), t('settings.off')]}
        />
        {draft.reception && (
          <div className="policy-fields">
            {POLICY_ORDER.map((field) => (
              <PolicyFieldInput
                key={field}
                field={field}
                value={draft.reception![field]}
                problem={wrong === 'reception' ? 'number-wrong' : null}
                disabled={false}
                onChange={(value) => set({ reception: { ...draft.reception!, [field]: value } })}
              />
            ))}
          </div>
        )}
      </Section>
      <div className="form-actions">
        <Button kind="primary" isDisabled={working || !next || !changed} onPress={save}>
          {t('settings.save')}
        </Button>
      </div>
      {done && <Done>{t('training.rules.saved')}</Done>}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}

function SetOrNot({ set }: { readonly set: boolean }) {
  const { t } = useWords();
  return (
    <p>
      <StatusLine status={set ? 'success' : 'unsure'}>{t(set ? 'training.rules.set' : 'training.rules.not-set')}</StatusLine>
    </p>
  );
}
