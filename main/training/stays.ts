import type { Direction } from '../api/schema/attendance.ts';
import type { AgendaItem } from './agenda.ts';
import { midnightAfter } from '../day-in-japan.ts';

/** One arrival or departure of one person. */
export interface Movement {
  readonly direction: Direction;
  /** True time, milliseconds since 1970. */
  readonly at: number;
  /** Session that was meant, for entries by hand; `null`, as for every tap: whatever runs in the room. */
  readonly session: string | null;
  /** Room of the lane; `null`: every room. */
  readonly room: string | null;
  /** By a test card or a test entry. */
  readonly test: boolean;
  /** Of the fact: decides where times are equal. */
  readonly hash: string;
}

/** Somebody in one room (`null`: every room) from one time to another, milliseconds since 1970. */
export interface Stay {
  readonly from: number;
  readonly to: number;
  readonly room: string | null;
  /** Sessions that start earlier are not meant. */
  readonly since: number;
  /** Whether a departure ended it. */
  readonly exit: boolean;
}

/** A stay that nothing has ended yet; `confirmed`: when the person last came in though in already. */
type OpenStay = Pick<Stay, 'from' | 'room' | 'since'> & { readonly confirmed: number };

/** By time; at the same time departures come first, so that somebody who went out and in is in. */
const inOrder = (a: Movement, b: Movement): number =>
  a.at - b.at || (a.direction === b.direction ? (a.hash < b.hash ? -1 : 1) : a.direction === 'out' ? -1 : 1);

/** Nobody is taken to have stayed overnight: a stay ends with its day in Japan, or with the session that runs across that midnight. */
function longestFrom(from: number, agenda: readonly AgendaItem[]): number {
  const midnight = midnightAfter(from);
  return agenda.reduce((longest, { start, end }) => (start < midnight ? Math.max(longest, end) : longest), midnight);
}

function arrivalOf({ at, session, room }: Movement, agenda: readonly AgendaItem[]): OpenStay {
  const meant = session === null ? undefined : agenda.find((item) => item.session.id === session);
  return { from: at, confirmed: at, room: meant?.session.room ?? room, since: meant?.start ?? Number.NEGATIVE_INFINITY };
}

/**
 * Where somebody was and when, from arrivals and departures in any order. An arrival lasts until a departure, an arrival in another room, or the end of
 * the day; whoever comes in though in already goes on. Departures without an arrival say nothing.
 */
export function staysOf(agenda: readonly AgendaItem[], movements: readonly Movement[]): readonly Stay[] {
  const ended = ({ confirmed, ...stay }: OpenStay, at: number, exit: boolean): Stay => {
    const longest = longestFrom(confirmed, agenda);
    return { ...stay, to: Math.min(at, longest), exit: exit && at <= longest };
  };
  const goesOn = (stay: OpenStay, next: OpenStay): boolean =>
    stay.room === next.room && stay.since <= next.since && next.from < longestFrom(stay.confirmed, agenda);
  const confirmed = (stay: OpenStay, at: number): OpenStay => ({ ...stay, confirmed: at });

  const stays: Stay[] = [];
  let open: OpenStay | null = null;
  for (const movement of [...movements].sort(inOrder)) {
    const next: OpenStay | null = movement.direction === 'in' ? arrivalOf(movement, agenda) : null;
    if (open && next && goesOn(open, next)) open = confirmed(open, next.from);
    else {
      if (open) stays.push(ended(open, movement.at, next === null));
      open = next;
    }
  }
  return open ? [...stays, ended(open, Number.POSITIVE_INFINITY, false)] : stays;
}
