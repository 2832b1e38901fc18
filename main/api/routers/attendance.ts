import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import { attendance } from '../contracts/attendance.ts';
import { failures } from '../failures.ts';
import { bytesOf, fileOf } from './files.ts';

/** Reception over the venue, which is opened with the first question; whether one was interrupted is told without. */
export function attendanceRouter({ venue, interruptedReception }: Pick<Application, 'venue' | 'interruptedReception'>) {
  const desk = implement(attendance).use(failures);
  return {
    open: desk.open.handler(async ({ input }) => (await venue()).reception.open(input.seminar, input.lanes, input.unused)),
    lanes: desk.lanes.handler(async ({ input }) => (await venue()).reception.lanes(input.seminar)),
    interrupted: desk.interrupted.handler(() => interruptedReception()),
    close: desk.close.handler(async () => (await venue()).reception.close()),
    watch: desk.watch.handler(async ({ signal }) => (await venue()).reception.watch(signal)),
    kiosk: desk.kiosk.handler(async ({ signal }) => (await venue()).reception.kiosk(signal)),
    answer: desk.answer.handler(async ({ input }) => (await venue()).reception.answer(input)),
    bindCard: desk.bindCard.handler(async ({ input }) => (await venue()).reception.bind(input)),
    manual: desk.manual.handler(async ({ input }) => (await venue()).reception.manual(input)),
    scanned: desk.scanned.handler(async ({ input }) => (await venue()).reception.scanned(input)),
    annul: desk.annul.handler(async ({ input }) => (await venue()).reception.annul(input)),
    correctClock: desk.correctClock.handler(async ({ input }) => (await venue()).reception.correctClock(input)),
    inside: desk.inside.handler(async ({ input }) => (await venue()).reception.inside(input.persons)),
    facts: desk.facts.handler(async ({ input }) => (await venue()).reception.facts(input.seminar)),
    seenAlarm: desk.seenAlarm.handler(async ({ input }) => (await venue()).reception.seenAlarm(input.fact)),
    notices: desk.notices.handler(async ({ input }) => (await venue()).reception.notices.list(input.seminar)),
    exportNotices: desk.exportNotices.handler(async ({ input }) => {
      const { name, bytes, type } = await (await venue()).reception.notices.export(input);
      return fileOf(bytes, name, type);
    }),
    status: desk.status.handler(async () => (await venue()).status.view),
    importStatus: desk.importStatus.handler(async ({ input }) => (await venue()).status.import(await bytesOf(input.file), input.fingerprint)),
    bundle: desk.bundle.handler(async ({ input }) => {
      const { name, bytes } = await (await venue()).bundle(input.seminar, input.passphrase);
      return fileOf(bytes, name, 'application/octet-stream');
    }),
    merge: desk.merge.handler(async ({ input }) => (await venue()).merge(await bytesOf(input.file), input.passphrase)),
    importPaper: desk.importPaper.handler(async ({ input }) => {
      const { seminar, file, by, confirmed } = input;
      return (await venue()).importPaper(seminar, { bytes: await bytesOf(file), by, confirmed });
    }),
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
