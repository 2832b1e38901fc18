import { Checkbox as AriaCheckbox, Switch } from 'react-aria-components';
import './choice.css';

interface ChoiceProps {
  readonly label: string;
  readonly note?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
}

const text = (label: string, note?: string) => (
  <span className="choice-text">
    <span>{label}</span>
    {note && <span className="quiet choice-note">{note}</span>}
  </span>
);

/** On or off, at once in effect; the words of the state stand in the switch. */
export function ToggleSwitch({
  label,
  note,
  on,
  onChange,
  disabled = false,
  words,
}: ChoiceProps & { readonly words: readonly [on: string, off: string] }) {
  return (
    <Switch className="choice" isSelected={on} onChange={onChange} isDisabled={disabled}>
      <span className="switch-track">
        <span className="switch-word" aria-hidden="true">
          {on ? words[0] : words[1]}
        </span>
        <span className="switch-thumb" />
      </span>
      {text(label, note)}
    </Switch>
  );
}

/** A statement that the person confirms. */
export function Checkbox({ label, note, on, onChange, disabled = false }: ChoiceProps) {
  return (
    <AriaCheckbox className="choice" isSelected={on} onChange={onChange} isDisabled={disabled}>
      <span className="check-box">
        <svg viewBox="0 0 24 24" width={20} height={20} aria-hidden="true">
          <path d="m4 12 5 5L20 6" fill="none" stroke="currentColor" strokeWidth="3" />
        </svg>
      </span>
      {text(label, note)}
    </AriaCheckbox>
  );
}
