import type { SignatureReportView } from '../../main/api/schema/verification.ts';
import { type Status, StatusLine } from '../design/status.tsx';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';

type Check = SignatureReportView['checks'][number];

const STATUS: Readonly<Record<Check['status'], Status>> = { passed: 'success', failed: 'error', indeterminate: 'unsure' };

/** The named checks in the order in which they were made, each with its evidence. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }) {
  const { t } = useWords();
  return (
    <ol className="check-list">
      {checks.map((check, index) => {
        const heading = knownKey(`checks.${check.id}.heading`);
        const sentence = knownKey(`checks.${check.id}.${check.status}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order is fixed and a check may be made twice
          <li key={index}>
            <StatusLine status={STATUS[check.status]}>{t(`verify.checks.status.${check.status}`)}</StatusLine>
            <div>
              <h4>{heading ? t(heading) : check.id}</h4>
              {sentence && <p>{t(sentence)}</p>}
              {check.detail && (
                <p className="quiet check-evidence" lang="en">
                  {check.detail}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
