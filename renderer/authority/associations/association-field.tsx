import { useId } from 'react';
import { useWords } from '../../words/words.tsx';
import { useAssociations } from './use-associations.ts';

interface AssociationFieldProps {
  readonly label?: string;
  readonly note?: string;
  readonly value: string;
  readonly onChange: (association: string) => void;
}

/** An association by its name; known ones are offered, others can be written. */
export function AssociationField({ label, note, value, onChange }: AssociationFieldProps) {
  const { t } = useWords();
  const id = useId();
  const known = useAssociations();
  return (
    <div className="text-field">
      <label htmlFor={id} className="text-field-label">
        {label ?? t('credentials.screen.association')}
      </label>
      {note && (
        <span id={`${id}-note`} className="quiet text-field-note">
          {note}
        </span>
      )}
      <input
        id={id}
        className="text-field-input"
        list={`${id}-known`}
        autoComplete="off"
        aria-describedby={note ? `${id}-note` : undefined}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={`${id}-known`}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}
