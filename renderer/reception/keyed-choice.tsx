import { Label, Radio, RadioGroup } from 'react-aria-components';
import './keyed-choice.css';

export interface KeyedOption<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Single key that chooses it. */
  readonly key: string;
}

interface KeyedChoiceProps<Id extends string> {
  readonly label: string;
  readonly options: readonly KeyedOption<Id>[];
  readonly value: Id | null;
  readonly onChange: (id: Id) => void;
  /** Side by side instead of one below the other. */
  readonly row?: boolean;
}

/** One of several, each with the key that chooses it. The keys themselves are the panel's. */
export function KeyedChoice<Id extends string>({ label, options, value, onChange, row = false }: KeyedChoiceProps<Id>) {
  return (
    <RadioGroup className={row ? 'keyed keyed-row' : 'keyed'} value={value} onChange={(id) => onChange(id as Id)}>
      <Label className="keyed-label">{label}</Label>
      <div className="keyed-options">
        {options.map(({ id, label: words, key }) => (
          <Radio key={id} value={id} className="keyed-option">
            <kbd>{key.toUpperCase()}</kbd>
            <span>{words}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

/** Takes the focus out of the fields of a panel: single keys choose from then on. */
export const listenForKeys = (): void => document.activeElement?.closest<HTMLElement>('.panel')?.focus();

/** Words behind the single key that does what they say. */
export const keyed = (key: string, words: string): string => `${key.toUpperCase()}\u2002${words}`;

/** What each key of a choice does. */
export function keysOf<Id extends string>(options: readonly KeyedOption<Id>[], choose: (id: Id) => void): Readonly<Record<string, () => void>> {
  return Object.fromEntries(options.map(({ id, key }) => [key, () => choose(id)]));
}
