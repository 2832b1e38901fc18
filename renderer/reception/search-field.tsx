import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { HeldPerson } from '../../main/api/schema/membership.ts';
import { Reading } from '../design/reading.tsx';
import type { Translate } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { Burst } from './burst.ts';
import './search-field.css';
import { readTyped, type Typed } from './typed.ts';
import { useCandidates } from './use-candidates.ts';

/** What Enter does with what was typed. */
export type Choice =
  | { readonly kind: 'person'; readonly person: HeldPerson }
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'hub'; readonly registration: string }
  | { readonly kind: 'newcomer'; readonly registration: string; readonly name: string };

interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly seminar: string;
  readonly asksHub: boolean;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChoose: (choice: Choice) => void;
  /** Something else is in hand: what was typed stays, its candidates are out of the way. */
  readonly shut: boolean;
}

/** Everything that may be meant, the likeliest first. */
export function choicesFor(typed: Typed, persons: readonly HeldPerson[], asksHub: boolean): readonly Choice[] {
  if (typed.kind === 'nothing') return [];
  const newcomer: Choice = {
    kind: 'newcomer',
    registration: typed.kind === 'number' ? typed.registration : '',
    name: typed.kind === 'name' ? typed.text : '',
  };
  const exact = typed.kind === 'number' && persons.some(({ registration }) => registration === typed.registration);
  return [
    ...(typed.kind === 'code' ? [{ kind: 'scan', text: typed.text } as const] : []),
    ...persons.map((person): Choice => ({ kind: 'person', person })),
    ...(typed.kind === 'number' && asksHub && !exact ? [{ kind: 'hub', registration: typed.registration } as const] : []),
    ...(exact ? [] : [newcomer]),
  ];
}

const WORDS: { readonly [Kind in Exclude<Choice['kind'], 'person'>]: (choice: Extract<Choice, { kind: Kind }>, t: Translate) => string } = {
  scan: (_choice, t) => t('reception.search.code'),
  hub: ({ registration }, t) => t('reception.search.hub', { registration }),
  newcomer: (_choice, t) => t('reception.search.newcomer'),
};

/** The field that takes what is typed or scanned: a number, kana, kanji, the text of a QR code. Arrows choose, Enter goes on. */
export function SearchField({ field, seminar, asksHub, text, onText, onChoose, shut }: SearchFieldProps) {
  const { t } = useWords();
  const id = useId();
  const burst = useRef(new Burst());
  const [chosen, setChosen] = useState(0);
  const [entered, setEntered] = useState(false);
  const typed = readTyped(text);
  const { persons, text: searched } = useCandidates(text.trim(), seminar);
  const current = searched === text.trim();
  const choices = shut ? [] : choicesFor(typed, persons, asksHub);
  const at = Math.min(chosen, choices.length - 1);

  useEffect(() => field.current?.focus(), [field]);
  const choice = choices[at];
  // Enter may come before the last search has answered; it then waits for the answer.
  useEffect(() => {
    if (!entered || !current) return;
    setEntered(false);
    if (choice) onChoose(choice);
  }, [entered, current, choice, onChoose]);
  const write = (next: string) => {
    setChosen(0);
    setEntered(false);
    onText(next);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const scanned = burst.current.press(event.key, performance.now());
    const keys: Readonly<Record<string, () => void>> = {
      arrowdown: () => setChosen((at + 1) % Math.max(1, choices.length)),
      arrowup: () => setChosen((at - 1 + choices.length) % Math.max(1, choices.length)),
      escape: () => write(''),
      enter: () => {
        if (event.repeat) return;
        if (scanned !== null) return onChoose({ kind: 'scan', text: scanned });
        setEntered(true);
      },
    };
    const work = keys[event.key.toLowerCase()];
    if (!work) return;
    event.preventDefault();
    work();
  };
  const open = choices.length > 0;
  return (
    <div className="search">
      <label className={shut ? 'unseen' : 'search-label'} htmlFor={`${id}-field`}>
        {t('reception.search.label')}
      </label>
      <input
        ref={field}
        id={`${id}-field`}
        className="text-field-input search-input"
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${id}-${at}` : undefined}
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        spellCheck={false}
        lang="ja"
        value={text}
        onChange={({ target }) => write(target.value)}
        onKeyDown={onKey}
      />
      <p id={`${id}-hint`} className={open || shut ? 'unseen' : 'quiet search-hint'}>
        {t('reception.search.hint')}
      </p>
      <div id={`${id}-list`} role="listbox" aria-label={t('reception.search.results')} className={open ? 'search-list' : 'unseen'}>
        {choices.map((choice, index) => (
          <div
            key={choice.kind === 'person' ? choice.person.person : choice.kind}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className={choice.kind === 'person' ? 'search-option' : 'search-option search-other'}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
            onKeyDown={() => {}}
          >
            {choice.kind === 'person' ? <Candidate person={choice.person} seminar={seminar} /> : WORDS[choice.kind](choice as never, t)}
          </div>
        ))}
      </div>
      <p role="status" className="unseen">
        {typed.kind !== 'nothing' && current && t('reception.search.found', { count: persons.length })}
      </p>
    </div>
  );
}

function Candidate({ person, seminar }: { readonly person: HeldPerson; readonly seminar: string }) {
  const { t } = useWords();
  const { name, kana, registration, affiliation, booked, member } = person;
  const marks = [
    booked.includes(seminar) ? t('reception.person.booked') : t('reception.person.not-booked'),
    ...(member ? [t('reception.person.member')] : []),
  ];
  return (
    <>
      <span className="search-name">
        <Reading name={name} kana={kana} />
      </span>
      <span className="search-marks">{marks.reduce((first, rest) => t('frame.list', { first, rest }))}</span>
      <span className="search-facts">
        {[registration ? t('reception.person.number', { registration }) : t('reception.person.no-number'), affiliation]
          .filter(Boolean)
          .join('\u3000')}
      </span>
    </>
  );
}
