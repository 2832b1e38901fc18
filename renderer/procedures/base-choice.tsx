import { useState } from 'react';
import { Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';

const NONE = '*';
/** As many as one looks through. */
const MOST_NAMES = 50;

interface BaseChoiceProps {
  readonly label: string;
  readonly associations: readonly { readonly code: string; readonly name: string }[];
  /** A code. */
  readonly value: string | null;
  readonly onChange: (code: string | null) => void;
}

/** The association from which one goes on upwards, out of many. */
export function BaseChoice({ label, associations, value, onChange }: BaseChoiceProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const fitting = associations.filter(({ name }) => name.includes(text.trim()));
  const chosen = associations.find(({ code }) => code === value);
  const shown = [...new Set([...(chosen ? [chosen] : []), ...fitting.slice(0, MOST_NAMES)])];
  return (
    <div className="procedures-choices">
      <TextField label={t('procedures.new.base-filter')} value={text} onChange={setText} />
      <Select
        label={label}
        options={[{ id: NONE, label: t('procedures.new.base-none') }, ...shown.map(({ code, name }) => ({ id: code, label: name }))]}
        value={value ?? NONE}
        onChange={(id) => onChange(id === NONE ? null : id)}
      />
    </div>
  );
}
