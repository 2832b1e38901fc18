import { expect, it } from 'vitest';
import { CLOCK_TOLERANCE, type ClockEvidence, clockDoubts } from '../../../../main/attendance/facts/clock.ts';
import { at } from '../../support/facts.ts';

const MINUTE = 60_000;
const session = (from: number, to: number) => ({ startsAt: new Date(at(from)), endsAt: new Date(at(to)) });
const calm: ClockEvidence = {
  now: new Date(at(0)),
  statusIssuedAt: new Date(at(-600)),
  lastOwnFactAt: new Date(at(-1)),
  sessions: [session(-30, 60)],
  peerOffsetMs: 20,
};
const { beforeStatusList, beforeLastFact, farFromSeminar, peerDiffers } = CLOCK_TOLERANCE;
const minutes = (ms: number) => ms / MINUTE;

it.each<[string, Partial<ClockEvidence>, ReturnType<typeof clockDoubts>]>([
  ['nothing', {}, []],
  ['nothing where there is no evidence', { statusIssuedAt: null, lastOwnFactAt: null, sessions: [], peerOffsetMs: null }, []],
  ['nothing within what is tolerated before the list', { statusIssuedAt: new Date(at(minutes(beforeStatusList))) }, []],
  ['a list from later', { statusIssuedAt: new Date(at(minutes(beforeStatusList) + 1)) }, [{ id: 'before-status-list', hours: 0 }]],
  ['a list from days later', { statusIssuedAt: new Date(at(2 * 24 * 60)) }, [{ id: 'before-status-list', hours: 48 }]],
  ['nothing when a clock is set by the network', { lastOwnFactAt: new Date(at(minutes(beforeLastFact))) }, []],
  ['a clock that went back', { lastOwnFactAt: new Date(at(119)) }, [{ id: 'before-last-fact', hours: 1 }]],
  ['nothing while a hall is set up', { sessions: [session(minutes(farFromSeminar), 999)] }, []],
  [
    'hours before the first session',
    { sessions: [session(minutes(farFromSeminar) + 1, 999), session(2000, 3000)] },
    [{ id: 'far-from-seminar', hours: 6 }],
  ],
  ['hours after the last session', { sessions: [session(-3000, -2000), session(-900, -9 * 60)] }, [{ id: 'far-from-seminar', hours: 9 }]],
  ['nothing between two days of a seminar, near one of them', { sessions: [session(-3000, -100), session(2000, 3000)] }, []],
  ['nothing for seconds beside another station', { peerOffsetMs: -peerDiffers }, []],
  ['slower than another station', { peerOffsetMs: 3 * 60 * MINUTE }, [{ id: 'peer-differs', hours: 3 }]],
  ['faster than another station', { peerOffsetMs: -peerDiffers - 1 }, [{ id: 'peer-differs', hours: 0 }]],
  [
    'everything against a clock of last year',
    { now: new Date(at(-365 * 24 * 60)), peerOffsetMs: 365 * 24 * 60 * MINUTE },
    [
      { id: 'before-status-list', hours: 8750 },
      { id: 'before-last-fact', hours: 8759 },
      { id: 'far-from-seminar', hours: 8759 },
      { id: 'peer-differs', hours: 8760 },
    ],
  ],
])('%s', (_name, evidence, doubts) => {
  expect(clockDoubts({ ...calm, ...evidence })).toEqual(doubts);
});
