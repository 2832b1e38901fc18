import type { ExportOrder } from '../../../main/api/schema/training.ts';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../words/words.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { useExport } from './use-export.ts';

/** Something to print: one PDF. */
export function PaperCard({ seminar, what }: { readonly seminar: string; readonly what: Extract<ExportOrder['what'], 'sign-in-sheet' | 'badges'> }) {
  const { t, language } = useWords();
  const exporting = useExport();
  const make = () => exporting.make({ seminar, what, format: 'pdf', language });
  return (
    <section className="card" aria-label={t(`training.output.${what}.title`)}>
      <h3>{t(`training.output.${what}.title`)}</h3>
      <p>{t(`training.output.${what}.note`)}</p>
      <p>
        <Button isDisabled={exporting.working} onPress={make}>
          {t('training.output.make-pdf')}
        </Button>
      </p>
      <ExportOutcome exporting={exporting} onReplace={make} />
    </section>
  );
}
