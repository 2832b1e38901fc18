import type { RefusedLines as Refused } from '../../../main/api/schema/prescriptions.ts';
import { Disclosure } from '../../design/disclosure.tsx';
import { useWords } from '../../words/words.tsx';

const SHOWN = 20;

/** Lines of a file of codes that were left out: how many, the first of them, and why. Nothing where there are none, or nobody knows. */
export function RefusedLines({ refused }: { readonly refused: Refused | null }) {
  const { t } = useWords();
  if (refused === null || refused.count === 0) return null;
  const shown = refused.first.slice(0, SHOWN);
  return (
    <Disclosure title={t('prescription.masters.problems-title')} summary={t('prescription.masters.problems-count', { count: refused.count })}>
      <ul className="refused">
        {shown.map(({ line, code }) => (
          <li key={line}>
            {t('prescription.masters.line', { line })}　{t(`prescription.masters.problems.${code}`)}
          </li>
        ))}
        {refused.count > shown.length && <li>{t('prescription.masters.problems-more', { count: refused.count - shown.length })}</li>}
      </ul>
    </Disclosure>
  );
}
