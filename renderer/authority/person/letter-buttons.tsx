import type { TimelineEntry } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { useSaving } from '../use-saving.ts';
import { wordOf } from '../words/credential-words.ts';

/** Letters that were made, each as a PDF to print. */
export function LetterButtons({ letters }: { readonly letters: TimelineEntry['letters'] }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, save } = useSaving();
  return (
    <>
      {letters.map(({ id, template }) => (
        <Button key={id} kind="quiet" icon="file" isDisabled={working} onPress={() => save(() => desk.credentials.letter({ id }))}>
          {t('credentials.screen.letter-pdf', { letter: wordOf('letter', template, t) })}
        </Button>
      ))}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
