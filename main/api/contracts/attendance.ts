import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import {
  answerOrder,
  bindOrder,
  factView,
  kioskView,
  laneOrder,
  manualOrder,
  mergeAnswer,
  receptionView,
  stationView,
  statusListView,
  verdictView,
} from '../schema/attendance.ts';

const reason = z.string().min(1).max(300);
const by = z.string().min(1).max(100);

/** Reception at the venue: lanes, verdicts, facts, other stations. */
export const attendance = {
  /** Opens reception; the readers of its lanes serve nothing else until it is closed. */
  open: oc.input(z.object({ seminar: z.string(), lanes: z.array(laneOrder).min(1).max(64) })).output(receptionView),
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
  annul: oc.input(z.object({ fact: z.string(), reason, by })).output(factView),
  /** Tells how far a device's clock was from true time, for its facts of this seminar. */
  correctClock: oc.input(z.object({ seminar: z.string(), device: z.string(), offsetMs: z.number().int(), reason, by })).output(factView),
  facts: oc.input(z.object({ seminar: z.string() })).output(z.array(factView)),
  seenAlarm: oc.input(z.object({ fact: z.string(), by })).output(z.void()),
  status: oc.output(statusListView),
  /** A signed status list. The first of an authority is kept only with its fingerprint confirmed. */
  importStatus: oc.input(z.object({ file: z.file(), fingerprint: z.string().optional() })).output(statusListView),
  /** Facts, plan and bookings of a seminar as one sealed file, for a station without network. */
  bundle: oc.input(z.object({ seminar: z.string(), passphrase: z.string().min(8).max(200) })).output(z.file()),
  merge: oc.input(z.object({ file: z.file(), passphrase: z.string().max(200) })).output(mergeAnswer),
  /** A list kept on paper: CSV with number, name and times. */
  importPaper: oc
    .input(z.object({ seminar: z.string(), file: z.file(), by }))
    .output(z.object({ added: z.number().int(), refused: z.array(z.object({ line: z.number().int(), code: z.string() })) })),
  station: oc.output(stationView),
  renameStation: oc.input(z.object({ name: z.string().min(1).max(60) })).output(stationView),
  /** Listens for other stations and gives the code that one of them types. */
  invite: oc
    .input(z.object({ host: z.string().optional(), port: z.number().int().min(0).max(65535).optional() }))
    .output(z.object({ code: z.string(), station: stationView })),
  join: oc.input(z.object({ code: z.string().max(300) })).output(stationView),
  leave: oc.input(z.object({ fingerprint: z.string() })).output(stationView),
};
