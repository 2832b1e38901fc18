import { useEffect, useState } from 'react';

/** How long a verdict fills its lane, in milliseconds. */
export const FACE_MS = 1500;

/** What a lane has to show. */
export interface Showable {
  readonly lane: string;
  /** Changes with each new showing; `null` while there is nothing. */
  readonly key: string | null;
  /** Stays until something else comes. */
  readonly stays: boolean;
  /** Milliseconds it is in sight, where it does not stay. */
  readonly lasts: number;
  /** Milliseconds since it came, where it came before this page did. */
  readonly age: number;
}

export interface Shown {
  readonly key: string;
  /** When it ends, in the time of `nextShown`; `null`: it stays. */
  readonly until: number | null;
}

/** What each lane shows at a time, given what it showed before: a new showing lasts a moment or stays, an ended one does not come back. */
export function nextShown(before: ReadonlyMap<string, Shown>, lanes: readonly Showable[], now: number): ReadonlyMap<string, Shown> {
  return new Map(
    lanes.flatMap(({ lane, key, stays, lasts, age }) => {
      if (key === null) return [];
      const known = before.get(lane);
      const until = stays ? null : known?.key === key && known.until !== null ? known.until : now + lasts - age;
      return [[lane, { key, until }] as const];
    }),
  );
}

/** Keys that are in sight, by lane. */
const inSight = (shown: ReadonlyMap<string, Shown>, now: number): ReadonlyMap<string, string> =>
  new Map([...shown].filter(([, { until }]) => until === null || until > now).map(([lane, { key }]) => [lane, key]));

/**
 * Keeps what lanes show and lets it end by itself.
 * @returns key of the showing in sight, by lane
 */
export function useShowing(lanes: readonly Showable[]): ReadonlyMap<string, string> {
  const [shown, setShown] = useState<ReadonlyMap<string, Shown>>(() => nextShown(new Map(), lanes, performance.now()));
  const [now, setNow] = useState(() => performance.now());
  const wanted = lanes.map(({ lane, key, stays }) => `${lane} ${key} ${stays}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` says all of the lanes that matters here
  useEffect(() => {
    const at = performance.now();
    setNow(at);
    setShown((before) => nextShown(before, lanes, at));
  }, [wanted]);
  useEffect(() => {
    const ends = [...shown.values()].flatMap(({ until }) => (until !== null && until > now ? [until] : []));
    if (ends.length === 0) return;
    const timer = setTimeout(() => setNow(performance.now()), Math.max(0, Math.min(...ends) - performance.now()) + 1);
    return () => clearTimeout(timer);
  }, [shown, now]);
  return inSight(shown, now);
}
