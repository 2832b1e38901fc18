import type { ExchangeState, ExchangeWay } from '../../main/api/schema/exchange.ts';
import type { Status } from '../design/status.tsx';

/** How far what comes from the hub can be relied on. Words: `exchange.standing.<id>`. */
export type Standing = 'not-enrolled' | 'never' | 'good' | 'failing' | 'old' | 'very-old';

export const LOOKS: Readonly<Record<Standing, Status>> = {
  'not-enrolled': 'info',
  never: 'busy',
  good: 'success',
  failing: 'unsure',
  old: 'warning',
  'very-old': 'error',
};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** From here on what a desk shows of cards and members is not of today, and not to be relied on. */
const OLD_MS = DAY;
const VERY_OLD_MS = 7 * DAY;
/** Feeds that the hub is asked for again and again. */
const ASKED: ReadonlySet<string> = new Set(['stop', 'credential', 'membership']);
/** A clock that is further off puts events into the wrong order. */
export const CLOCK_OFF_MS = 2 * MINUTE;
/** Nothing changes this any more. */
const OVER = 'person-deleted';

const isAsked = ({ feed, way }: ExchangeWay): boolean => way === 'in' && ASKED.has(feed);

/** When the feed that is furthest behind was last read; `null` before all of them were. */
export function heardAt({ hub, peers }: ExchangeState): string | null {
  const ways = peers.find(({ peer }) => peer === hub?.url)?.ways.filter(isAsked) ?? [];
  const times = ways.map(({ lastContact }) => lastContact);
  return times.includes(null) ? null : (times.sort()[0] ?? null);
}

/** The failure that stands between the desk and the hub now, by its code. */
export function failureNow({ hub, peers }: ExchangeState): string | null {
  const ways = peers.find(({ peer }) => peer === hub?.url)?.ways ?? [];
  return ways.find(({ error }) => error !== null)?.error ?? null;
}

/** @param now milliseconds since 1970 */
export function standingOf(state: ExchangeState, now: number): Standing {
  if (!state.hub) return 'not-enrolled';
  const failing = failureNow(state) !== null;
  // A person's own desk follows no feed: it is enough that the hub has answered.
  if (state.hub.kind === 'person') return failing ? 'failing' : state.clockOffsetMs === null ? 'never' : 'good';
  const heard = heardAt(state);
  if (heard === null) return failing ? 'failing' : 'never';
  const age = now - Date.parse(heard);
  if (age >= VERY_OLD_MS) return 'very-old';
  if (age >= OLD_MS) return 'old';
  return failing ? 'failing' : 'good';
}

/** Whether a contact is too old to rely on what came by it. */
export const isOld = (at: string | null, now: number): boolean => at !== null && now - Date.parse(at) >= OLD_MS;

/** Whether something here waits for a person, at a desk that a hub knows. */
export function needsLook(state: ExchangeState, now: number): boolean {
  if (!state.hub) return false;
  const standing = standingOf(state, now);
  const refused = state.refused.some(({ because }) => because !== OVER);
  return standing === 'old' || standing === 'very-old' || refused || state.disagreements > 0;
}
