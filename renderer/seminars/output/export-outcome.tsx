import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import type { Exporting } from './use-export.ts';

/** What came of an export. Letters that Shift_JIS lacks can be replaced by 〓, if the person says so. */
export function ExportOutcome({ exporting, onReplace }: { readonly exporting: Exporting; readonly onReplace: () => void }) {
  const { t } = useWords();
  const { working, failure, made } = exporting;
  return (
    <>
      {failure && <ErrorPanel failure={failure} />}
      {failure?.code === 'EXPORT_LETTERS_MISSING' && (
        <p>
          <Button isDisabled={working} onPress={onReplace}>
            {t('training.output.replace')}
          </Button>
        </p>
      )}
      {made && <Done>{t('training.output.made', { name: made })}</Done>}
    </>
  );
}
