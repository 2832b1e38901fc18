import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue, Text } from 'react-aria-components';
import './select.css';
import { Icon } from './icon.tsx';

export interface Option<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

interface SelectProps<Id extends string> {
  readonly label: string;
  readonly note?: string;
  readonly options: readonly Option<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly disabled?: boolean;
  /** What is wrong with the choice; it is not taken while there is something. */
  readonly wrong?: string | null;
  /** Somebody has been there and gone on. */
  readonly onLeave?: () => void;
}

export function Select<Id extends string>({ label, note, options, value, onChange, disabled = false, wrong = null, onLeave }: SelectProps<Id>) {
  return (
    <AriaSelect
      className="select"
      value={value}
      onChange={(id) => onChange(id as Id)}
      isDisabled={disabled}
      isInvalid={wrong !== null}
      {...(onLeave && { onBlur: onLeave })}
    >
      <Label className="select-label">{label}</Label>
      {note && <span className="quiet select-note">{note}</span>}
      <Button className="select-button">
        <SelectValue className="select-value" />
        <Icon name="down" size={20} />
      </Button>
      {wrong && (
        <Text slot="errorMessage" className="text-field-wrong">
          {wrong}
        </Text>
      )}
      <Popover className="select-popover">
        <ListBox className="select-list" items={options}>
          {(option) => (
            <ListBoxItem className="select-item" id={option.id} textValue={option.label}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
