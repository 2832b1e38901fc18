import type { ClockView } from '../../api/schema/attendance.ts';
import { clockDoubts } from '../facts/clock.ts';
import type { ReceptionParts } from './parts.ts';

/** What speaks against this desk's clock now, as long as reception of a seminar is open. */
export function doubtsOf({ store, status, seminars, stations, log }: ReceptionParts, seminar: string): ClockView['doubts'] {
  const { plan } = seminars.get(seminar);
  return clockDoubts({
    now: store.now(),
    statusIssuedAt: status.view.issuedAt === null ? null : new Date(status.view.issuedAt),
    lastOwnFactAt: log.lastOwnAt(seminar),
    sessions: plan.sessions.map(({ startsAt, endsAt }) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) })),
    peerOffsetMs: stations.differenceMs(),
  });
}
