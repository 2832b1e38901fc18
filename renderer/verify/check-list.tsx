import type { CheckView } from '../../main/api/schema/report.ts';
import { StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';
import { CHECK_STATUS } from './face.ts';

interface CheckListProps {
  readonly checks: readonly CheckView[];
  /** The validator's own notes are shown for every check, not only for those that are open; on paper they always are. */
  readonly notes: boolean;
}

/** The named checks in the order in which they were made, each with what was compared. */
export function CheckList({ checks, notes }: CheckListProps) {
  const { t } = useWords();
  return (
    <ol className="check-list">
      {checks.map(({ status, word, heading, sentence, evidence, detail, indication }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is fixed and a check may be made twice
        <li key={index}>
          <StatusLine status={CHECK_STATUS[status]}>{word}</StatusLine>
          <div>
            <h5>{heading}</h5>
            <p>{sentence}</p>
            {evidence.length > 0 && (
              <dl className="check-evidence">
                {evidence.map(({ term, values }) => (
                  <div key={term}>
                    <dt>{term}</dt>
                    {values.map((value) => (
                      <dd key={value}>{value}</dd>
                    ))}
                  </div>
                ))}
              </dl>
            )}
            {indication && <p className="quiet check-note">{t('report.line.row', { term: t('report.indication'), value: indication })}</p>}
            {detail && (
              <p className={notes || isOpen(status) ? 'quiet check-note' : 'quiet check-note on-paper'} lang="en">
                {detail}
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

const isOpen = (status: CheckView['status']): boolean => status === 'failed' || status === 'indeterminate';
