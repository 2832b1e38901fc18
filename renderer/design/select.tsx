import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';
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
}

export function Select<Id extends string>({ label, note, options, value, onChange, disabled = false }: SelectProps<Id>) {
  return (
    <AriaSelect className="select" value={value} onChange={(id) => onChange(id as Id)} isDisabled={disabled}>
      <Label className="select-label">{label}</Label>
      {note && <span className="quiet select-note">{note}</span>}
      <Button className="select-button">
        <SelectValue className="select-value" />
        <Icon name="down" size={20} />
      </Button>
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
