import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';

/** Lines of a file that were not taken, each with its reason. */
export function RefusedLines({ refused }: { readonly refused: readonly { readonly line: number; readonly code: string }[] }) {
  const { t } = useWords();
  const words = (code: string) => {
    const key = knownKey(`errors.${code}.heading`) ?? knownKey(`members.problem.${code}`);
    return key ? t(key) : code;
  };
  return (
    <ul className="refused">
      {refused.map(({ line, code }) => (
        <li key={`${line} ${code}`}>{t('training.refused-line', { line, reason: words(code) })}</li>
      ))}
    </ul>
  );
}
