import type { LibraryDocument } from '../../main/api/schema/library.ts';
import { type Status, StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';

type Verdict = NonNullable<LibraryDocument['verification']>['verdict'];

const STATUS: Readonly<Record<Verdict, Status>> = {
  'TOTAL-PASSED': 'success',
  INDETERMINATE: 'unsure',
  'TOTAL-FAILED': 'error',
  unreadable: 'warning',
};

/** What the last verification said, and that it said something else before. */
export function VerdictLine({ verification }: Pick<LibraryDocument, 'verification'>) {
  const { t } = useWords();
  if (!verification) return <StatusLine status="absent">{t('documents.verdict.never')}</StatusLine>;
  const { verdict, before, changed } = verification;
  return (
    <>
      <StatusLine status={STATUS[verdict]}>{t(`documents.verdict.${verdict}`)}</StatusLine>
      {changed && before && <span className="under">{t('documents.verdict-changed', { before: t(`documents.verdict.${before}`) })}</span>}
    </>
  );
}
