import type { LetterPhrase, LetterText } from '../../../main/api/schema/letters.ts';
import { Button } from '../../design/button.tsx';
import { Select } from '../../design/select.tsx';
import { TextArea } from '../../design/text-area.tsx';
import { useWords } from '../../words/words.tsx';
import { asLines } from './field-rules.ts';
import type { PhraseBook } from './use-phrases.ts';

interface TextPartProps {
  readonly field: LetterText;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly book: PhraseBook;
}

const ROWS: Readonly<Record<LetterText, number>> = { diagnosis: 2, purpose: 2, history: 3, course: 8, treatment: 5, prescription: 5, remarks: 3 };
const NONE = '';
/** Most of a phrase that the list shows. */
const SHOWN = 36;

const shortened = ({ text }: LetterPhrase): string => {
  const [first = ''] = text.split('\n');
  return first.length > SHOWN || first.length < text.length ? `${first.slice(0, SHOWN)}…` : first;
};

/** What was there, then the new text on a line of its own. */
export const appended = (value: string, text: string): string => (value.trim() === '' ? text : `${value.replace(/\n+$/, '')}\n${text}`);

/** One part of the letter in free words, with the phrases that were kept for it. */
export function TextPart({ field, value, onChange, book }: TextPartProps) {
  const { t } = useWords();
  const phrases = book.phrases.filter((phrase) => phrase.field === field);
  const known = phrases.some(({ text }) => text === value.trim());
  const insert = (id: string) => {
    const phrase = phrases.find((candidate) => candidate.id === id);
    if (phrase) onChange(appended(value, phrase.text));
  };
  return (
    <div className="letter-text">
      <TextArea label={t(`letters.texts.${field}`)} value={value} onChange={(text) => onChange(asLines(text))} rows={ROWS[field]} />
      <div className="letter-text-tools">
        {phrases.length > 0 && (
          <Select
            label={t('letters.phrases.use')}
            options={[{ id: NONE, label: '—' }, ...phrases.map((phrase) => ({ id: phrase.id, label: shortened(phrase) }))]}
            value={NONE}
            onChange={insert}
          />
        )}
        {value.trim() !== '' && !known && (
          <Button kind="quiet" onPress={() => book.keep(field, value.trim())}>
            {t('letters.phrases.keep')}
          </Button>
        )}
      </div>
    </div>
  );
}
