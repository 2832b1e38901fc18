import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';

/** Lines of a file that were not taken, each with its reason; line 0 is the file as a whole. */
export function RefusedLines({ refused }: { readonly refused: readonly { readonly line: number; readonly code: string }[] }) {
  const { t } = useWords();
  const words = (code: string) => {
    const key = knownKey(`members.problem.${code}`) ?? knownKey(`credits.refused.${code}`) ?? knownKey(`errors.${code}.heading`);
    return key ? t(key) : code;
  };
  return (
    <ul className="refused">
      {refused.map(({ line, code }) => (
        <li key={`${line} ${code}`}>{line > 0 ? t('training.refused-line', { line, reason: words(code) }) : words(code)}</li>
      ))}
    </ul>
  );
}
