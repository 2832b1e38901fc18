import type { PolicyPreset } from '../../../main/api/schema/training.ts';
import { Select } from '../../design/select.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import type { Problems } from './plan-draft.ts';
import { POLICY_ORDER, type PolicyDraft, policyDraftOf } from './policy-draft.ts';
import { PolicyFieldInput } from './policy-fields.tsx';

const OWN = 'own';

interface PolicyPartProps {
  readonly policy: PolicyDraft;
  readonly presets: readonly PolicyPreset[];
  readonly problems: Problems;
  readonly disabled: boolean;
  readonly onChange: (policy: PolicyDraft) => void;
}

const same = (a: PolicyDraft, b: PolicyDraft) => POLICY_ORDER.every((field) => a[field] === b[field]);

/** How reception treats arrivals: a preset with its source, or rules of one's own. */
export function PolicyPart({ policy, presets, problems, disabled, onChange }: PolicyPartProps) {
  const { t, language } = useWords();
  const preset = presets.find((known) => same(policyDraftOf(known.policy), policy));
  const options = [
    ...presets.map(({ id, name }) => ({ id, label: name[language] })),
    ...(preset ? [] : [{ id: OWN, label: t('training.policy.own') }]),
  ];
  const choose = (id: string) => {
    const chosen = presets.find((known) => known.id === id);
    if (chosen) onChange(policyDraftOf(chosen.policy));
  };
  const shown = POLICY_ORDER.filter((field) => field !== 'graceBeforeEnd' || policy.exitTap === 'required');
  return (
    <Section title={t('training.policy.title')} note={t('training.policy.note')}>
      <div>
        <Select label={t('training.policy.preset')} options={options} value={preset?.id ?? OWN} onChange={choose} disabled={disabled} />
        {preset && <p className="source">{preset.source ? t('training.source', { source: preset.source }) : t('training.no-source')}</p>}
      </div>
      <div className="policy-fields">
        {shown.map((field) => (
          <PolicyFieldInput
            key={field}
            field={field}
            value={policy[field]}
            problem={problems.get(`policy.${field}`) ?? null}
            disabled={disabled}
            onChange={(value) => onChange({ ...policy, [field]: value })}
          />
        ))}
      </div>
    </Section>
  );
}
