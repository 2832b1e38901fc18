import { Label, Text, TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components';
import './text-field.css';

interface TextAreaProps {
  readonly label: string;
  readonly note?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  /** What is wrong with the value; it is not taken while there is something. */
  readonly wrong?: string | null;
}

/** Several lines of text. */
export function TextArea({ label, note, value, onChange, rows = 6, wrong = null }: TextAreaProps) {
  return (
    <AriaTextField className="text-field" value={value} onChange={onChange} isInvalid={wrong !== null}>
      <Label className="text-field-label">{label}</Label>
      {note && (
        <Text slot="description" className="quiet text-field-note">
          {note}
        </Text>
      )}
      <AriaTextArea className="text-field-input" rows={rows} autoComplete="off" spellCheck={false} />
      {wrong && (
        <Text slot="errorMessage" className="text-field-wrong">
          {wrong}
        </Text>
      )}
    </AriaTextField>
  );
}
