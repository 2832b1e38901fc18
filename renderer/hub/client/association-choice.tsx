import { useId } from 'react';
import type { AssociationSummary } from '../../../main/api/schema/hub-administration.ts';
import { useWords } from '../../words/words.tsx';

interface AssociationChoiceProps {
  readonly label: string;
  readonly note?: string;
  readonly known: readonly AssociationSummary[];
  /** A code. */
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly wrong?: string | null;
  /** Until the associations are there, so that a default does not come between what is being typed. */
  readonly disabled?: boolean;
}

/** One of many associations by its code; typing a part of code or name offers those that fit, and its name stands below. */
export function AssociationChoice({ label, note, known, value, onChange, wrong = null, disabled = false }: AssociationChoiceProps) {
  const { t } = useWords();
  const id = useId();
  const found = known.find(({ code }) => code === value);
  const below = wrong ?? found?.name ?? (value === '' ? '' : t('hub.associations.unknown'));
  return (
    <div className="text-field">
      <label htmlFor={id} className="text-field-label">
        {label}
      </label>
      {note && <span className="quiet text-field-note">{note}</span>}
      <input
        id={id}
        className="text-field-input"
        list={`${id}-known`}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-below`}
        aria-invalid={wrong !== null || undefined}
        value={value}
        disabled={disabled}
        onChange={({ target }) => onChange(target.value.trim())}
      />
      <span id={`${id}-below`} className={wrong ? 'text-field-wrong' : 'quiet hub-below'}>
        {below}
      </span>
      <datalist id={`${id}-known`}>
        {known.map(({ code, name }) => (
          <option key={code} value={code} label={name} />
        ))}
      </datalist>
    </div>
  );
}
