import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { HeldPerson } from '../../main/api/schema/membership.ts';
import { Icon } from '../design/icon.tsx';
import { Reading } from '../design/reading.tsx';
import { timeOfDay } from '../words/dates.ts';
import type { Translate } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { Burst } from './burst.ts';
import './search-field.css';
import { readTyped, type Typed } from './typed.ts';
import { MOST, useCandidates } from './use-candidates.ts';
import { useInside } from './use-inside.ts';

/** What Enter does with what was typed. */
export type Choice =
  | { readonly kind: 'person'; readonly person: HeldPerson }
  /** Readings of it in the order in which they are tried: a scanner's last letters may follow something that was typed. */
  | { readonly kind: 'scan'; readonly texts: readonly string[] }
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

const isExact = (typed: Typed, { registration }: HeldPerson): boolean => typed.kind === 'number' && registration === typed.registration;

/**
 * What a scanner may have meant, the likeliest first: all that stands in the field, for one key that came late must not cost the letters before it; then
 * what came in pace, where something was typed before it. A number is taken only where it stands alone: a part of one is somebody else's.
 */
export function scansOf(field: string, scanned: string): readonly string[] {
  if (field === scanned) return [scanned];
  return [field, scanned].filter((text) => readTyped(text).kind === 'code');
}

/** What Enter takes unless another is chosen. A number that only begins like others takes nobody: whose it is, a person says. */
export function firstChoice(typed: Typed, choices: readonly Choice[]): number {
  const [first] = choices;
  return first?.kind === 'person' && typed.kind === 'number' && !isExact(typed, first.person) ? -1 : 0;
}

/** Everything that may be meant, the likeliest first. */
export function choicesFor(typed: Typed, persons: readonly HeldPerson[], asksHub: boolean): readonly Choice[] {
  if (typed.kind === 'nothing') return [];
  const newcomer: Choice = {
    kind: 'newcomer',
    registration: typed.kind === 'number' ? typed.registration : '',
    name: typed.kind === 'name' ? typed.text : '',
  };
  const exact = typed.kind === 'number' && persons.some((person) => isExact(typed, person));
  const sorted = exact ? persons.toSorted((a, b) => Number(isExact(typed, b)) - Number(isExact(typed, a))) : persons;
  return [
    ...(typed.kind === 'code' ? [{ kind: 'scan', texts: [typed.text] } as const] : []),
    ...sorted.map((person): Choice => ({ kind: 'person', person })),
    ...(typed.kind === 'number' && asksHub && !exact ? [{ kind: 'hub', registration: typed.registration } as const] : []),
    ...(exact ? [] : [newcomer]),
  ];
}

const NOBODY: readonly HeldPerson[] = [];

const WORDS: { readonly [Kind in Exclude<Choice['kind'], 'person'>]: (choice: Extract<Choice, { kind: Kind }>, t: Translate) => string } = {
  scan: (_choice, t) => t('reception.search.code'),
  hub: ({ registration }, t) => t('reception.search.hub', { registration }),
  newcomer: (_choice, t) => t('reception.search.newcomer'),
};

/** The field that takes what is typed or scanned: a number, kana, kanji, the text of a QR code. Arrows choose, Enter goes on. */
export function SearchField({ field, seminar, asksHub, text, onText, onChoose, shut }: SearchFieldProps) {
  const { t } = useWords();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const burst = useRef(new Burst());
  /** `null`: nothing yet by the arrows. */
  const [chosen, setChosen] = useState<number | null>(null);
  const [entered, setEntered] = useState(false);
  const [undecided, setUndecided] = useState(false);
  const typed = readTyped(text);
  const { persons, text: searched } = useCandidates(text.trim(), seminar);
  const current = searched === text.trim();
  const choices = shut ? [] : choicesFor(typed, persons, asksHub);
  const inside = useInside(shut ? NOBODY : persons);
  const at = Math.min(chosen ?? firstChoice(typed, choices), choices.length - 1);

  useEffect(() => field.current?.focus(), [field]);
  const choice = choices[at];
  // Enter may come before the last search has answered; it then waits for the answer.
  useEffect(() => {
    if (!entered || !current) return;
    setEntered(false);
    if (choice) onChoose(choice);
    else setUndecided(true);
  }, [entered, current, choice, onChoose]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they say which one is chosen
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, choices.length]);
  const write = (next: string) => {
    setChosen(null);
    setEntered(false);
    setUndecided(false);
    onText(next);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const scanned = burst.current.press(event.key, performance.now());
    const keys: Readonly<Record<string, () => void>> = {
      arrowdown: () => setChosen((at + 1) % Math.max(1, choices.length)),
      arrowup: () => setChosen((Math.max(at, 0) - 1 + choices.length) % Math.max(1, choices.length)),
      escape: () => write(''),
      enter: () => {
        if (event.repeat) return;
        const texts = scanned === null ? [] : scansOf(event.currentTarget.value.trim(), scanned);
        if (texts.length > 0) return onChoose({ kind: 'scan', texts });
        setEntered(true);
      },
    };
    const work = keys[event.key.toLowerCase()];
    if (!work) return;
    event.preventDefault();
    work();
  };
  const open = choices.length > 0;
  const found =
    typed.kind === 'nothing' || !current
      ? ''
      : [
          t(persons.length < MOST ? 'reception.search.found' : 'reception.search.found-more', { count: persons.length }),
          ...(undecided ? [t('reception.search.undecided')] : []),
        ].join('\u3000');
  return (
    <div className={shut ? 'search search-shut' : 'search'}>
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
        aria-activedescendant={open && at >= 0 ? `${id}-${at}` : undefined}
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
      <p role="status" className={open && found !== '' ? 'search-hint search-found' : 'unseen'}>
        {found}
      </p>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={t('reception.search.results')} className={open ? 'search-list' : 'unseen'}>
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
            {choice.kind === 'person' ? (
              <Candidate person={choice.person} seminar={seminar} since={inside.get(choice.person.person) ?? null} />
            ) : (
              WORDS[choice.kind](choice as never, t)
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

interface CandidateProps {
  readonly person: HeldPerson;
  readonly seminar: string;
  /** Since when they are in; `null`: they are not. */
  readonly since: string | null;
}

function Candidate({ person, seminar, since }: CandidateProps) {
  const { t, language } = useWords();
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
      {since !== null && (
        <span className="search-inside">
          <Icon name="info" size={18} />
          {t('reception.person.inside', { time: timeOfDay(since, language) })}
        </span>
      )}
    </>
  );
}
