import { Input, Label, Text, TextField as AriaTextField } from 'react-aria-components';
import './text-field.css';

interface TextFieldProps {
  readonly label: string;
  readonly note?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'url' | 'password' | 'date';
  readonly disabled?: boolean;
  /** What is wrong with the value; it is not taken while there is something. */
  readonly wrong?: string | null;
  /** Machine text: addresses, object identifiers. */
  readonly code?: boolean;
}

/** One line of text. */
export function TextField({ label, note, value, onChange, type = 'text', disabled = false, wrong = null, code = false }: TextFieldProps) {
  return (
    <AriaTextField className="text-field" value={value} onChange={onChange} isDisabled={disabled} isInvalid={wrong !== null} type={type}>
      <Label className="text-field-label">{label}</Label>
      {note && (
        <Text slot="description" className="quiet text-field-note">
          {note}
        </Text>
      )}
      <Input className={code ? 'text-field-input text-field-code' : 'text-field-input'} autoComplete="off" spellCheck={false} />
      {wrong && (
        <Text slot="errorMessage" className="text-field-wrong">
          {wrong}
        </Text>
      )}
    </AriaTextField>
  );
}
