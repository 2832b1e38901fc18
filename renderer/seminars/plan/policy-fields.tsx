import { ToggleSwitch } from '../../design/choice.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import type { ProblemId } from './plan-draft.ts';
import { EXIT_TAPS, POLICY_FIELDS, type PolicyDraft, type PolicyField } from './policy-draft.ts';

interface PolicyFieldProps<Field extends PolicyField> {
  readonly field: Field;
  readonly value: PolicyDraft[Field];
  readonly problem: ProblemId | null;
  readonly disabled: boolean;
  readonly onChange: (value: PolicyDraft[Field]) => void;
}

/** One rule of a reception policy, as it is entered. */
export function PolicyFieldInput<Field extends PolicyField>({ field, value, problem, disabled, onChange }: PolicyFieldProps<Field>) {
  const { t } = useWords();
  const label = t(`training.policy.${field}.label`);
  const note = t(`training.policy.${field}.note`);
  const kind = POLICY_FIELDS[field].kind;
  if (kind === 'switch') {
    return (
      <ToggleSwitch
        label={label}
        note={note}
        on={value === true}
        onChange={(on) => onChange(on as PolicyDraft[Field])}
        disabled={disabled}
        words={[t('settings.on'), t('settings.off')]}
      />
    );
  }
  if (kind === 'choice') {
    return (
      <Select
        label={label}
        note={note}
        options={EXIT_TAPS.map((id) => ({ id, label: t(`training.policy.exit-taps.${id}`) }))}
        value={value as PolicyDraft['exitTap']}
        onChange={(id) => onChange(id as PolicyDraft[Field])}
        disabled={disabled}
      />
    );
  }
  return (
    <TextField
      label={label}
      note={note}
      value={String(value)}
      onChange={(text) => onChange(text as PolicyDraft[Field])}
      unit={t(`training.policy.${field === 'statusMaxAgeDays' ? 'days' : 'minutes'}`)}
      inputMode="numeric"
      disabled={disabled}
      wrong={problem === 'number-wrong' ? t('training.problem.number-wrong') : null}
    />
  );
}
