import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import './search-choice.css';
import './select.css';
import './text-field.css';

export interface Found {
  readonly id: string;
  readonly name: string;
  /** Stands under the name: units, what the entry is. */
  readonly note: string;
}

interface SearchChoiceProps<Item extends Found> {
  readonly label: string;
  readonly note?: string;
  /** What stands in the field. */
  readonly value: string;
  /** What was chosen for it; `null` while it is one's own words. */
  readonly chosen: string | null;
  /** Stands in the list while nothing is found. */
  readonly nothing: string;
  readonly search: (typed: string) => Promise<readonly Item[]>;
  readonly onType: (text: string) => void;
  readonly onChoose: (item: Item) => void;
  readonly wrong?: string | null;
}

/**
 * A field in which one types and chooses from what is found. Enter takes the first that is found, or the one that arrows went to; leaving the field keeps
 * one's own words.
 */
export function SearchChoice<Item extends Found>({
  label,
  note,
  value,
  chosen,
  nothing,
  search,
  onType,
  onChoose,
  wrong = null,
}: SearchChoiceProps<Item>) {
  const [found, setFound] = useState<{ readonly typed: string; readonly items: readonly Item[] }>({ typed: '', items: [] });
  const latest = useRef(value);
  latest.current = value;
  const asked = useRef(search);
  asked.current = search;

  const open = chosen === null && value.trim() !== '';
  useEffect(() => {
    if (!open) return;
    let current = true;
    asked.current(value).then(
      (items) => current && setFound({ typed: value, items }),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [open, value]);

  // What was found before stays until the next answer, so that the list does not flicker.
  const items = open ? found.items : [];
  const take = (id: string | number | null) => {
    const item = found.items.find((one) => one.id === id);
    if (item) onChoose(item);
  };
  const onKeyDownCapture = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !open) return;
    if ((event.target as Element).getAttribute('aria-activedescendant')) return;
    // Whoever types fast presses the key before the answer is there.
    const known = found.typed === value ? Promise.resolve(found.items) : search(value);
    known.then(
      ([first]) => first && latest.current === value && onChoose(first),
      () => {},
    );
  };
  return (
    <div onKeyDownCapture={onKeyDownCapture}>
      <ComboBox
        className="text-field"
        items={items}
        value={chosen}
        inputValue={value}
        onInputChange={(text) => text !== value && onType(text)}
        onChange={take}
        defaultFilter={() => true}
        allowsCustomValue
        allowsEmptyCollection
        isInvalid={wrong !== null}
      >
        <Label className="text-field-label">{label}</Label>
        {note && (
          <Text slot="description" className="quiet text-field-note">
            {note}
          </Text>
        )}
        <Input className="text-field-input" autoComplete="off" spellCheck={false} />
        {wrong && (
          <Text slot="errorMessage" className="text-field-wrong">
            {wrong}
          </Text>
        )}
        <Popover className="select-popover search-choice-popover" offset={2}>
          <ListBox<Item> className="select-list" renderEmptyState={() => <p className="search-choice-none quiet">{nothing}</p>}>
            {(item) => (
              <ListBoxItem className="select-item search-choice-item" id={item.id} textValue={item.name}>
                <span lang="ja">{item.name}</span>
                <span className="under">{item.note}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </div>
  );
}
