import type { CheckView } from '../../main/api/schema/report.ts';
import { StatusLine } from '../design/status.tsx';
import { CHECK_STATUS } from './face.ts';

/** The named checks in the order in which they were made, each with what was compared. */
export function CheckList({ checks }: { readonly checks: readonly CheckView[] }) {
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
                    <dd>{values.join(', ')}</dd>
                  </div>
                ))}
              </dl>
            )}
            {(detail || indication) && (
              <p className="quiet check-detail" lang="en">
                {[detail, indication].filter(Boolean).join(' ')}
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
