import { useState } from 'react';
import { TextField } from '../design/text-field.tsx';
import type { TextKey } from '../words/catalogue.ts';
import type { Translate } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { KeyedChoice, type KeyedOption, keysOf } from './keyed-choice.tsx';

type ReasonId = Extract<TextKey, `reception.reason.${string}`> extends `reception.reason.${infer Id}` ? Id : never;

export interface Reason {
  /** In words, as it is recorded; empty while there is none. */
  readonly words: string;
  readonly keys: Readonly<Record<string, () => void>>;
  /** Keeps what it is now, to put it back. */
  readonly remember: () => () => void;
  readonly fields: { readonly options: readonly KeyedOption<ReasonId>[]; readonly choice: ReasonId | null; readonly text: string };
  readonly choose: (id: ReasonId) => void;
  readonly write: (text: string) => void;
}

const optionsOf = (ids: readonly ReasonId[], t: Translate): readonly KeyedOption<ReasonId>[] =>
  ids.map((id, index) => ({ id, label: t(`reception.reason.${id}`), key: String(index + 1) }));

/** A reason: one of the ready ones, or one's own words. None is chosen beforehand: what is recorded is what somebody meant. */
export function useReason(ids: readonly ReasonId[]): Reason {
  const { t } = useWords();
  const [choice, setChoice] = useState<ReasonId | null>(null);
  const [text, setText] = useState('');
  const options = optionsOf(ids, t);
  const choose = (id: ReasonId) => {
    setChoice(id);
    setText('');
  };
  const remember = () => () => {
    setChoice(choice);
    setText(text);
  };
  const words = text.trim() || (choice ? t(`reception.reason.${choice}`) : '');
  return { words, keys: keysOf(options, choose), remember, fields: { options, choice, text }, choose, write: setText };
}

export function ReasonFields({ reason: { fields, choose, write } }: { readonly reason: Reason }) {
  const { t } = useWords();
  const { options, choice, text } = fields;
  return (
    <>
      <KeyedChoice label={t('reception.reasons.title')} options={options} value={text.trim() ? null : choice} onChange={choose} />
      <TextField label={t('reception.reasons.other')} value={text} onChange={write} />
    </>
  );
}
