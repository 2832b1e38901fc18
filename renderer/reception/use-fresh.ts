import { useEffect, useRef, useState } from 'react';
import type { VerdictView } from '../../main/api/schema/attendance.ts';

/** Names one showing of a verdict: it is shown anew when staff have answered, and when a card that is being held was read. */
export const showingKey = ({ id, face, verdict, answer }: Pick<VerdictView, 'id' | 'face' | 'verdict' | 'answer'>): string =>
  [id, face, verdict, answer].join(' ');

/**
 * The showings that came last: a new verdict, or its answer. What was there when the page came is not among them.
 * @param onFresh called once for each
 */
export function useFresh(verdicts: readonly VerdictView[], onFresh: (verdict: VerdictView) => void): readonly VerdictView[] {
  const known = useRef<ReadonlySet<string> | null>(null);
  const [fresh, setFresh] = useState<readonly VerdictView[]>([]);
  useEffect(() => {
    const showings = new Map(verdicts.map((verdict) => [showingKey(verdict), verdict]));
    const before = known.current;
    known.current = new Set(showings.keys());
    const came = before === null ? [] : [...showings].filter(([key]) => !before.has(key)).map(([, verdict]) => verdict);
    if (came.length === 0) return;
    setFresh(came);
    came.forEach(onFresh);
  }, [verdicts, onFresh]);
  return fresh;
}
