import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import {
  answerOrder,
  authorityNotice,
  bindOrder,
  clockOrder,
  factView,
  interruptedReception,
  keptLanes,
  kioskView,
  laneOrder,
  manualOrder,
  mergeAnswer,
  noticeExport,
  receptionView,
  stationView,
  statusListView,
  verdictView,
} from '../schema/attendance.ts';
import { isoTime } from '../schema/common.ts';

const reason = z.string().min(1).max(300);
const by = z.string().min(1).max(100);

/** Reception at the venue: lanes, verdicts, facts, other stations. */
export const attendance = {
  /** Opens reception; the readers of its lanes serve nothing else until it is closed. `unused`: readers that were at hand and are left alone. */
  open: oc
    .input(z.object({ seminar: z.string(), lanes: z.array(laneOrder).min(1).max(64), unused: z.array(z.string().max(300)).max(64).optional() }))
    .output(receptionView),
  /** The lanes as they were when reception of the seminar was opened here last; `null`: never. */
  lanes: oc.input(z.object({ seminar: z.string() })).output(keptLanes.nullable()),
  /** The reception that the last run of the program left open; `null` once reception was opened again, and where none was. */
  interrupted: oc.output(interruptedReception.nullable()),
  close: oc.output(receptionView),
  /** The present view at once, then each change. */
  watch: oc.output(eventIterator(receptionView)),
  /** What a second screen may show. */
  kiosk: oc.output(eventIterator(kioskView)),
  answer: oc.input(answerOrder).output(verdictView),
  /** Binds an unknown card. Not called `bind`: clients hand the methods of functions through. */
  bindCard: oc.input(bindOrder).output(verdictView),
  manual: oc.input(manualOrder).output(verdictView),
  /** What a scanner typed: the code of a booking, or a registration number. */
  scanned: oc.input(z.object({ text: z.string().max(500), lane: z.string().nullable(), by })).output(verdictView),
  /** `releaseCard`: the card of the record is not that person's, so that it is nobody's again, on every station. */
  annul: oc.input(z.object({ fact: z.string(), reason, by, releaseCard: z.boolean().optional() })).output(factView),
  /** Tells how far a device's clock was from true time, for its facts of this seminar. */
  correctClock: oc.input(clockOrder).output(factView),
  /** Who of these persons is in at the open reception, and since when; nobody while it is closed. */
  inside: oc.input(z.object({ persons: z.array(z.string()).max(100) })).output(z.array(z.object({ person: z.string(), since: isoTime }))),
  facts: oc.input(z.object({ seminar: z.string() })).output(z.array(factView)),
  seenAlarm: oc.input(z.object({ fact: z.string(), by })).output(z.void()),
  /** What the authority's desk is to be told, of one seminar or of all. */
  notices: oc.input(z.object({ seminar: z.string().optional() })).output(z.array(authorityNotice)),
  /** The same as a CSV file, which hands it over. */
  exportNotices: oc.input(noticeExport).output(z.file()),
  status: oc.output(statusListView),
  /** A signed status list. The first of an authority is kept only with its fingerprint confirmed. */
  importStatus: oc.input(z.object({ file: z.file(), fingerprint: z.string().optional() })).output(statusListView),
  /** Facts, plan and bookings of a seminar as one sealed file, for a station without network. */
  bundle: oc.input(z.object({ seminar: z.string(), passphrase: z.string().min(8).max(200) })).output(z.file()),
  merge: oc.input(z.object({ file: z.file(), passphrase: z.string().max(200) })).output(mergeAnswer),
  /** A list kept on paper: CSV with number, name and times. `confirmed`: lines that were refused as `identity-differs` and that staff have looked at. */
  importPaper: oc.input(z.object({ seminar: z.string(), file: z.file(), by, confirmed: z.array(z.number().int()).max(10_000).optional() })).output(
    z.object({
      added: z.number().int(),
      /** `held`: name of whom the desk holds under the number of a line that names somebody else. */
      refused: z.array(z.object({ line: z.number().int(), code: z.string(), held: z.string().nullable() })),
    }),
  ),
  station: oc.output(stationView),
  renameStation: oc.input(z.object({ name: z.string().min(1).max(60) })).output(stationView),
  /** Listens for other stations and gives the code that one of them types. */
  invite: oc
    .input(z.object({ host: z.string().optional(), port: z.number().int().min(0).max(65535).optional() }))
    .output(z.object({ code: z.string(), station: stationView })),
  join: oc.input(z.object({ code: z.string().max(300) })).output(stationView),
  leave: oc.input(z.object({ fingerprint: z.string() })).output(stationView),
};
