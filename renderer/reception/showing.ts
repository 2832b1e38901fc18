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
}

export interface Shown {
  readonly key: string;
  /** When it ends, in the time of `nextShown`; `null`: it stays. */
  readonly until: number | null;
}

/** What each lane shows, and every showing that there was: none comes twice. */
export interface Showings {
  readonly lanes: ReadonlyMap<string, Shown>;
  readonly seen: ReadonlySet<string>;
}

const untilOf = ({ key, stays, lasts }: Showable & { readonly key: string }, known: Shown | undefined, seen: boolean, now: number): number | null => {
  if (stays) return null;
  if (known?.key === key && known.until !== null) return known.until;
  return seen ? now : now + lasts;
};

/** What each lane shows at a time, given what it showed before: a new showing lasts a moment or stays, and one that has been does not come back. */
export function nextShown(before: Showings, lanes: readonly Showable[], now: number): Showings {
  const shown = lanes.flatMap((showable) => {
    const { lane, key } = showable;
    if (key === null) return [];
    return [[lane, { key, until: untilOf({ ...showable, key }, before.lanes.get(lane), before.seen.has(key), now) }] as const];
  });
  return { lanes: new Map(shown), seen: new Set([...before.seen, ...shown.map(([, { key }]) => key)]) };
}

/** Keys that are in sight, by lane. */
const inSight = ({ lanes }: Showings, now: number): ReadonlyMap<string, string> =>
  new Map([...lanes].filter(([, { until }]) => until === null || until > now).map(([lane, { key }]) => [lane, key]));

/** What was there before the page came is over, unless it stays. */
const atFirst = (lanes: readonly Showable[]): Showings =>
  nextShown({ lanes: new Map(), seen: new Set(lanes.flatMap(({ key }) => key ?? [])) }, lanes, Number.NEGATIVE_INFINITY);

/**
 * Keeps what lanes show and lets it end by itself.
 * @returns key of the showing in sight, by lane
 */
export function useShowing(lanes: readonly Showable[]): ReadonlyMap<string, string> {
  const [shown, setShown] = useState(() => atFirst(lanes));
  const [now, setNow] = useState(() => performance.now());
  const wanted = lanes.map(({ lane, key, stays }) => `${lane} ${key} ${stays}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` says all of the lanes that matters here
  useEffect(() => {
    const at = performance.now();
    setNow(at);
    setShown((before) => nextShown(before, lanes, at));
  }, [wanted]);
  useEffect(() => {
    const ends = [...shown.lanes.values()].flatMap(({ until }) => (until !== null && until > now ? [until] : []));
    if (ends.length === 0) return;
    const timer = setTimeout(() => setNow(performance.now()), Math.max(0, Math.min(...ends) - performance.now()) + 1);
    return () => clearTimeout(timer);
  }, [shown, now]);
  return inSight(shown, now);
}
