import type { ClockView } from '../../api/schema/attendance.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** From when on a contradiction is told, milliseconds. */
export const CLOCK_TOLERANCE = {
  /** The list's time comes from another computer, whose clock may be a few minutes fast. */
  beforeStatusList: 10 * MINUTE_MS,
  /** Setting a clock by the network moves it back by seconds; arrivals are judged by the minute. */
  beforeLastFact: MINUTE_MS,
  /** Desks are set up and tried a few hours before; a clock in another time zone or on another day is further off. */
  farFromSeminar: 6 * HOUR_MS,
  /** Arrivals are judged by the minute; measuring over a local network errs by milliseconds. */
  peerDiffers: MINUTE_MS,
} as const;

/** What a clock is held against; `null`: nothing there. */
export interface ClockEvidence {
  /** Time of this desk's clock. */
  readonly now: Date;
  readonly statusIssuedAt: Date | null;
  readonly lastOwnFactAt: Date | null;
  /** Sessions of the seminar whose reception is open; none: no reception is open. */
  readonly sessions: readonly { readonly startsAt: Date; readonly endsAt: Date }[];
  /** True time as the station that differs most has it minus this clock, milliseconds. */
  readonly peerOffsetMs: number | null;
}

type Doubt = ClockView['doubts'][number]['id'];

const before = (now: Date, then: Date | null): number => (then === null ? 0 : then.getTime() - now.getTime());

const distance = (now: Date, { startsAt, endsAt }: ClockEvidence['sessions'][number]): number =>
  Math.max(startsAt.getTime() - now.getTime(), now.getTime() - endsAt.getTime(), 0);

/** By how much each piece of evidence contradicts the clock, milliseconds, beside what is tolerated. */
const CHECKS: readonly (readonly [Doubt, tolerated: number, off: (evidence: ClockEvidence) => number])[] = [
  ['before-status-list', CLOCK_TOLERANCE.beforeStatusList, ({ now, statusIssuedAt }) => before(now, statusIssuedAt)],
  ['before-last-fact', CLOCK_TOLERANCE.beforeLastFact, ({ now, lastOwnFactAt }) => before(now, lastOwnFactAt)],
  [
    'far-from-seminar',
    CLOCK_TOLERANCE.farFromSeminar,
    ({ now, sessions }) => (sessions.length === 0 ? 0 : Math.min(...sessions.map((session) => distance(now, session)))),
  ],
  ['peer-differs', CLOCK_TOLERANCE.peerDiffers, ({ peerOffsetMs }) => Math.abs(peerOffsetMs ?? 0)],
];

/** What contradicts this desk's clock, with whole hours (0: less than one). Nothing is decided by it; reception goes on. */
export function clockDoubts(evidence: ClockEvidence): ClockView['doubts'] {
  return CHECKS.map(([id, tolerated, off]) => ({ id, tolerated, off: off(evidence) }))
    .filter(({ off, tolerated }) => off > tolerated)
    .map(({ id, off }) => ({ id, hours: Math.floor(off / HOUR_MS) }));
}
