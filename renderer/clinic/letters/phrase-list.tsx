import { Button } from '../../design/button.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { useWords } from '../../words/words.tsx';
import type { PhraseBook } from './use-phrases.ts';

/** All phrases that were kept, to look through and to remove. */
export function PhraseList({ book }: { readonly book: PhraseBook }) {
  const { t } = useWords();
  return (
    <Disclosure title={t('letters.phrases.manage')} summary={book.phrases.length === 0 ? '' : String(book.phrases.length)}>
      {book.phrases.length === 0 && <p className="quiet">{t('letters.phrases.none')}</p>}
      <ul className="letter-files">
        {book.phrases.map(({ id, field, text }) => (
          <li key={id}>
            <span className="letter-file-name">
              <span className="under">{t(`letters.texts.${field}`)}</span>
              {text}
            </span>
            <Button kind="quiet" icon="close" aria-label={t('letters.phrases.remove')} onPress={() => book.remove(id)} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
