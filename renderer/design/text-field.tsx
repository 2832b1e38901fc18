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
  /** Stands behind the field: minutes, units. */
  readonly unit?: string;
  /** For letters of a known kind, on devices that show a keyboard. */
  readonly inputMode?: 'numeric' | 'decimal';
  /** Somebody has been there and gone on. */
  readonly onLeave?: () => void;
}

/** One line of text. */
export function TextField({
  label,
  note,
  value,
  onChange,
  type = 'text',
  disabled = false,
  wrong = null,
  code = false,
  unit,
  inputMode,
  onLeave,
}: TextFieldProps) {
  const input = (
    <Input
      className={code ? 'text-field-input text-field-code' : 'text-field-input'}
      autoComplete="off"
      spellCheck={false}
      {...(inputMode ? { inputMode } : {})}
    />
  );
  return (
    <AriaTextField
      className="text-field"
      value={value}
      onChange={onChange}
      isDisabled={disabled}
      isInvalid={wrong !== null}
      type={type}
      {...(onLeave && { onBlur: onLeave })}
    >
      <Label className="text-field-label">
        {label}
        {unit && <span className="unseen"> {unit}</span>}
      </Label>
      {note && (
        <Text slot="description" className="quiet text-field-note">
          {note}
        </Text>
      )}
      {unit ? (
        <span className="text-field-with-unit">
          {input}
          <span aria-hidden="true">{unit}</span>
        </span>
      ) : (
        input
      )}
      {wrong && (
        <Text slot="errorMessage" className="text-field-wrong">
          {wrong}
        </Text>
      )}
    </AriaTextField>
  );
}
