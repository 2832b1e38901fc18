import type { VerdictView } from '../../main/api/schema/attendance.ts';
import { useWords } from '../words/words.tsx';
import { look } from './look.ts';
import { showingKey } from './use-fresh.ts';

interface SaidProps {
  readonly verdicts: readonly VerdictView[];
  readonly laneNames: ReadonlyMap<string, string>;
}

/** Tells what came at once to who listens instead of looks. Kana are read aloud right; kanji of names are not. */
export function Said({ verdicts, laneNames }: SaidProps) {
  const { t } = useWords();
  const sentence = (verdict: VerdictView) => {
    const name = verdict.person?.kana || verdict.person?.name || verdict.card?.name || '';
    const lane = laneNames.get(verdict.lane) ?? verdict.lane;
    return t(name ? 'reception.said.verdict' : 'reception.said.nobody', { lane, verdict: t(look(verdict).word), name });
  };
  return (
    <div aria-live="assertive" className="unseen">
      {verdicts.map((verdict) => (
        <p key={showingKey(verdict)}>{sentence(verdict)}</p>
      ))}
    </div>
  );
}
