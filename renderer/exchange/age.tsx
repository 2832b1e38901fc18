import { dateAndTimeShort } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import { ageOf } from './exchange-words.ts';

/** How long ago, and beneath it when exactly. */
export function Age({ at, now }: { readonly at: string; readonly now: number }) {
  const { t, language } = useWords();
  return (
    <>
      {ageOf(at, now, t)}
      <span className="under exchange-time">{dateAndTimeShort(at, language)}</span>
    </>
  );
}
