import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { HolderHit } from '../../../main/api/schema/credentials.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { HitLine } from './hit-line.tsx';
import './holder-search.css';
import { MOST, useHits } from './use-hits.ts';

interface HolderSearchProps {
  readonly label: string;
  readonly hint?: string;
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly onPick: (hit: HolderHit) => void;
  /** The hits take room below the field instead of lying over what is there. */
  readonly inline?: boolean;
}

/** Finds somebody by any number or the beginning of a reading, as one types. Arrows choose, Enter takes, Escape empties. */
export function HolderSearch({ label, hint, field, onPick, inline = false }: HolderSearchProps) {
  const { t } = useWords();
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [shut, setShut] = useState(false);
  const [chosen, setChosen] = useState(0);
  const [entered, setEntered] = useState(false);
  const text = typed.trim();
  const found = useHits(text);
  const current = found.text === text;
  const { hits } = found;
  const open = hits.length > 0 && text !== '' && (inline || !shut);
  const at = Math.min(chosen, hits.length - 1);

  const write = (next: string) => {
    setTyped(next);
    setChosen(0);
    setEntered(false);
    setShut(false);
  };
  const pick = (hit: HolderHit) => {
    write('');
    onPick(hit);
  };
  const hit = hits[at];
  // Enter may come before the last search has answered; it then waits for the answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the answer to what was entered has come
  useEffect(() => {
    if (!entered || !current) return;
    setEntered(false);
    if (hit) pick(hit);
  }, [entered, current, hit]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it says which one is chosen
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const keys: Readonly<Record<string, () => void>> = {
      arrowdown: () => setChosen((at + 1) % Math.max(1, hits.length)),
      arrowup: () => setChosen((at - 1 + hits.length) % Math.max(1, hits.length)),
      escape: () => (typed === '' ? event.currentTarget.blur() : write('')),
      enter: () => text !== '' && setEntered(true),
    };
    const work = keys[event.key.toLowerCase()];
    if (!work) return;
    event.preventDefault();
    work();
  };
  const answer =
    text === '' || !current
      ? ''
      : hits.length === 0
        ? t('credentials.screen.search.none')
        : t('credentials.screen.search.found', { count: hits.length, most: MOST });
  return (
    <div className={inline ? 'holder-search holder-search-inline' : 'holder-search'}>
      <label htmlFor={`${id}-field`}>{label}</label>
      <input
        ref={field ?? own}
        id={`${id}-field`}
        className="text-field-input"
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={hint}
        value={typed}
        onChange={({ target }) => write(target.value)}
        onKeyDown={onKey}
        onFocus={() => setShut(false)}
        onBlur={() => setShut(true)}
      />
      <div className={open || (answer !== '' && !shut) ? 'holder-search-found' : 'unseen'}>
        <p role="status" className="quiet">
          {answer}
        </p>
        <div ref={list} id={`${id}-list`} role="listbox" aria-label={t('credentials.screen.search.results')}>
          {open &&
            hits.map((one, index) => (
              <div
                key={one.holder}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                tabIndex={-1}
                className="hit"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => pick(one)}
                onKeyDown={() => {}}
              >
                <HitLine hit={one} />
              </div>
            ))}
        </div>
      </div>
      {found.failure && <ErrorPanel failure={found.failure} />}
    </div>
  );
}
