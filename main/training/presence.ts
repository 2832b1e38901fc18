import type { AgendaItem } from './agenda.ts';
import { type Movement, type Stay, staysOf } from './stays.ts';

/** How one person was present at one session. Times are true times in milliseconds. */
export interface Attendance {
  readonly item: AgendaItem;
  /** `test`: only by test cards; `annulled`: only by facts that were annulled, of which no times are told. */
  readonly state: 'present' | 'test' | 'annulled' | 'absent';
  /** The arrival from which the person was there, be it before the session. */
  readonly in: number | null;
  /** The departure by a tap or an entry; `null` where there was none. */
  readonly out: number | null;
  /** Within the session. */
  readonly minutes: number;
  /** Arrived after the grace. */
  readonly late: boolean;
  /** Departure by a tap: none, earlier than the grace before the end, or in time. */
  readonly exit: 'none' | 'early' | 'in-time';
}

type There = Omit<Attendance, 'item' | 'state'>;

const MINUTE_MS = 60_000;
const ABSENT: There = { in: null, out: null, minutes: 0, late: false, exit: 'none' };

/**
 * Those of somebody's stays that are presence at a session.
 * @param until milliseconds: what comes after it has not happened yet
 */
export function staysWithin({ start, end, session }: AgendaItem, stays: readonly Stay[], until: number): readonly Stay[] {
  return stays.filter(
    ({ from, to, room, since }) => (room === null || room === session.room) && since <= start && Math.min(to, end, until) > Math.max(from, start),
  );
}

function there(item: AgendaItem, stays: readonly Stay[], until: number): There | null {
  const { start, lateAfter, earlyBefore } = item;
  const end = Math.min(item.end, until);
  const within = staysWithin(item, stays, until);
  const [first, last] = [within[0], within.at(-1)];
  if (!first || !last) return null;
  const time = within.reduce((sum, { from, to }) => sum + Math.min(to, end) - Math.max(from, start), 0);
  return {
    in: first.from,
    out: last.exit ? last.to : null,
    minutes: Math.floor(time / MINUTE_MS),
    late: first.from > lateAfter,
    exit: !last.exit ? 'none' : last.to < earlyBefore ? 'early' : 'in-time',
  };
}

/** The movements of one person; annulled ones only tell somebody who was never there from somebody whose record was annulled. */
export interface Movements {
  readonly counting: readonly Movement[];
  readonly annulled: readonly Movement[];
}

/** What to count in turn, until something was there. */
function attempts(agenda: readonly AgendaItem[], { counting, annulled }: Movements): readonly (readonly [Attendance['state'], readonly Stay[]])[] {
  const real = counting.filter(({ test }) => !test);
  return [
    ['present', staysOf(agenda, real)],
    ['test', real.length < counting.length ? staysOf(agenda, counting) : []],
    ['annulled', annulled.length > 0 ? staysOf(agenda, [...counting, ...annulled]) : []],
  ];
}

/**
 * How one person was present at each session, in the order of the agenda.
 *
 * One arrival is presence at every session that runs or follows in the same room on the same day in Japan, until a departure, or an arrival in another
 * room. An arrival on a lane for every room counts in all of them. An entry by hand for one session counts for that one and later ones in its room. Whoever
 * came before reception opened and stayed is present from the start. Where a test card and a real one were used, the real one decides alone.
 * @param until present time, milliseconds: nobody has attended what has not happened yet
 */
export function attendanceOf(agenda: readonly AgendaItem[], movements: Movements, until: number): readonly Attendance[] {
  const inTurn = attempts(agenda, movements);
  return agenda.map((item): Attendance => {
    for (const [state, stays] of inTurn) {
      const found = there(item, stays, until);
      if (found) return { item, state, ...(state === 'annulled' ? ABSENT : found) };
    }
    return { item, state: 'absent', ...ABSENT };
  });
}
