import { implement } from '@orpc/server';
import type { Venue } from '../../attendance/venue/venue.ts';
import { attendance } from '../contracts/attendance.ts';
import { failures } from '../failures.ts';
import { bytesOf, fileOf } from './files.ts';

/** Reception over the venue, which is opened with the first question. */
export function attendanceRouter(venue: () => Promise<Venue>) {
  const desk = implement(attendance).use(failures);
  return {
    open: desk.open.handler(async ({ input }) => (await venue()).reception.open(input.seminar, input.lanes)),
    close: desk.close.handler(async () => (await venue()).reception.close()),
    watch: desk.watch.handler(async ({ signal }) => (await venue()).reception.watch(signal)),
    kiosk: desk.kiosk.handler(async ({ signal }) => (await venue()).reception.kiosk(signal)),
    answer: desk.answer.handler(async ({ input }) => (await venue()).reception.answer(input)),
    bindCard: desk.bindCard.handler(async ({ input }) => (await venue()).reception.bind(input)),
    manual: desk.manual.handler(async ({ input }) => (await venue()).reception.manual(input)),
    scanned: desk.scanned.handler(async ({ input }) => (await venue()).reception.scanned(input)),
    annul: desk.annul.handler(async ({ input }) => (await venue()).reception.annul(input)),
    correctClock: desk.correctClock.handler(async ({ input }) => (await venue()).reception.correctClock(input)),
    facts: desk.facts.handler(async ({ input }) => (await venue()).reception.facts(input.seminar)),
    seenAlarm: desk.seenAlarm.handler(async ({ input }) => (await venue()).reception.seenAlarm(input.fact)),
    status: desk.status.handler(async () => (await venue()).status.view),
    importStatus: desk.importStatus.handler(async ({ input }) => (await venue()).status.import(await bytesOf(input.file), input.fingerprint)),
    bundle: desk.bundle.handler(async ({ input }) => {
      const { name, bytes } = await (await venue()).bundle(input.seminar, input.passphrase);
      return fileOf(bytes, name, 'application/octet-stream');
    }),
    merge: desk.merge.handler(async ({ input }) => (await venue()).merge(await bytesOf(input.file), input.passphrase)),
    importPaper: desk.importPaper.handler(async ({ input }) => (await venue()).importPaper(input.seminar, await bytesOf(input.file), input.by)),
    station: desk.station.handler(async () => (await venue()).stations.view),
    renameStation: desk.renameStation.handler(async ({ input }) => (await venue()).stations.rename(input.name)),
    invite: desk.invite.handler(async ({ input }) => {
      const { stations } = await venue();
      const { code } = await stations.invite(input);
      return { code, station: stations.view };
    }),
    join: desk.join.handler(async ({ input }) => (await venue()).stations.join(input.code)),
    leave: desk.leave.handler(async ({ input }) => (await venue()).stations.leave(input.fingerprint)),
  };
}
