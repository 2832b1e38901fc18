import { useState } from 'react';
import type { ExportOrder } from '../../../main/api/schema/training.ts';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { useExport } from './use-export.ts';

const FEWEST = 1;
const MOST = 500;
const CARDS_AT_FIRST = '10';

/** Whole pieces as they were entered; `null` where it is no number that can be made. */
function piecesOf(text: string): number | null {
  const digits = text.normalize('NFKC').trim();
  const pieces = /^\d{1,3}$/.test(digits) ? Number(digits) : 0;
  return pieces >= FEWEST && pieces <= MOST ? pieces : null;
}

interface PaperCardProps {
  readonly seminar: string;
  readonly what: Extract<ExportOrder['what'], 'sign-in-sheet' | 'badges' | 'temporary-cards'>;
}

/** Something to print: one PDF. Of temporary cards as many as are wanted. */
export function PaperCard({ seminar, what }: PaperCardProps) {
  const { t, language } = useWords();
  const exporting = useExport();
  const [text, setText] = useState(CARDS_AT_FIRST);
  const counted = what === 'temporary-cards';
  const count = piecesOf(text);
  const make = () => exporting.make({ seminar, what, format: 'pdf', language, ...(counted && count !== null ? { count } : {}) });
  return (
    <section className="card" aria-label={t(`training.output.${what}.title`)}>
      <h3>{t(`training.output.${what}.title`)}</h3>
      <p>{t(`training.output.${what}.note`)}</p>
      {counted && (
        <div className="narrow">
          <TextField
            label={t('training.output.pieces')}
            unit={t('training.output.piece')}
            inputMode="numeric"
            value={text}
            onChange={setText}
            wrong={count === null ? t('training.output.pieces-wrong', { fewest: FEWEST, most: MOST }) : null}
          />
        </div>
      )}
      <p>
        <Button isDisabled={exporting.working || (counted && count === null)} onPress={make}>
          {t('training.output.make-pdf')}
        </Button>
      </p>
      <ExportOutcome exporting={exporting} onReplace={make} />
    </section>
  );
}
