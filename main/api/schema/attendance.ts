import * as z from 'zod';
import { failure, isoTime, language } from './common.ts';

/** What reception says of a tap or a person. Words: `reception.verdict.<id>`. */
export const VERDICTS = [
  'ok',
  'already-in',
  'not-in',
  'unknown-card',
  'name-only',
  'expired',
  'held',
  'revoked-or-lost',
  'superseded',
  'test-card',
  'status-stale',
  'not-booked',
  'wrong-room',
  'no-my-page',
  'too-early',
  'late',
  'reception-ended',
  'unreadable',
] as const;
export const verdictId = z.enum(VERDICTS);
export type VerdictId = z.infer<typeof verdictId>;

export const direction = z.enum(['in', 'out']);
export type Direction = z.infer<typeof direction>;

/**
 * `in`, `out` a card's tap that was accepted · `seen` a tap that was not (yet) · `manual` a person without a card · `override` staff accepted against a
 * verdict · `void` annuls another fact · `flag` what later turned out wrong · `clock` corrects a device's clock.
 */
export const factKind = z.enum(['in', 'out', 'seen', 'manual', 'override', 'void', 'flag', 'clock']);
export type FactKind = z.infer<typeof factKind>;

/** Things that are told and decide nothing. Words: `reception.note.<id>`. */
export const NOTES = [
  'path-not-provable',
  'role-not-stated',
  'role-other',
  'renewal-near',
  'no-exit-yet',
  'status-none',
  'clock-doubtful',
  'issuer-wrong',
] as const;
export const note = z.enum(NOTES);
export type Note = z.infer<typeof note>;

/** One verdict as it is shown: for staff whole, for the second screen without what is not the doctor's. */
export const verdictView = z.object({
  /** Names this showing; answers to it name it too. */
  id: z.string(),
  at: isoTime,
  lane: z.string(),
  direction,
  verdict: verdictId,
  /** Further verdicts beside the leading one. */
  also: z.array(verdictId),
  /** `accepted` recorded and done · `warning` staff may accept · `stop` only by a manual fact with photo identity checked · `hold` card is being read whole, keep it there. */
  face: z.enum(['accepted', 'warning', 'stop', 'hold']),
  notes: z.array(note),
  person: z
    .object({ person: z.string().nullable(), registration: z.string().nullable(), name: z.string(), kana: z.string(), affiliation: z.string() })
    .nullable(),
  /** Unknown card: name on its certificate and who it may be; or a temporary card (仮カード) that nobody has yet: its code, until when it serves. */
  card: z
    .object({
      kind: z.enum(['certificate', 'temporary']),
      name: z.string(),
      certificate: z.string(),
      expires: isoTime,
      test: z.boolean(),
      roles: z.array(z.string()),
      renewalOf: z.string().nullable(),
    })
    .nullable(),
  /** Hash of the fact that was recorded. */
  fact: z.string().nullable(),
  /** Staff have annulled that fact since. */
  annulled: z.boolean(),
  /** A card that staff have bound was tapped: whose it is can be taken back (`annul`). */
  byCard: z.boolean().optional(),
  /** How staff have answered. */
  answer: z.enum(['open', 'accepted', 'declined']).nullable(),
  /** Milliseconds from the card's appearance to this verdict; of them spent with the card. */
  took: z.object({ total: z.number(), card: z.number() }).nullable(),
  failure: failure.nullable(),
});
export type VerdictView = z.infer<typeof verdictView>;

export const laneOrder = z.object({
  /** Reader; `null` for the keyboard. */
  reader: z.string().nullable(),
  name: z.string().min(1).max(60),
  /** `null`: every room. */
  room: z.string().nullable(),
  /** `auto`: in, and out once the person is in and the session is over half. */
  direction: z.enum(['in', 'out', 'auto']),
});
export type LaneOrder = z.infer<typeof laneOrder>;

export const clockView = z.object({
  /** Time of this desk's clock. */
  now: isoTime,
  /** Measured against another station or the hub: true time minus clock, milliseconds. */
  offsetMs: z.number().int().nullable(),
  /** What contradicts the clock. Words: `reception.clock.<id>`. */
  doubts: z.array(z.object({ id: z.enum(['before-status-list', 'before-last-fact', 'far-from-seminar', 'peer-differs']), hours: z.number() })),
});
export type ClockView = z.infer<typeof clockView>;

export const statusListView = z.object({
  /** `null`: no list on this desk. */
  version: z.string().nullable(),
  issuedAt: isoTime.nullable(),
  ageDays: z.number().nullable(),
  entries: z.number().int(),
  authority: z.string().nullable(),
});
export type StatusListView = z.infer<typeof statusListView>;

/** What later turned out wrong about somebody received. */
export const alarm = z.object({
  fact: z.string(),
  /** When the person was received, true time. */
  at: isoTime,
  verdict: verdictId,
  name: z.string(),
  registration: z.string().nullable(),
  seen: z.boolean(),
});
export type Alarm = z.infer<typeof alarm>;

/** `ended`: the office has closed the seminar; whoever comes is received only by decision of staff. */
const receptionState = z.enum(['open', 'ended']);

/** A reception that was open when the program ended without closing it. */
export const interruptedReception = z.object({ seminar: z.string(), title: z.string(), openedAt: isoTime });
export type InterruptedReception = z.infer<typeof interruptedReception>;

/** How the readers of a desk were used when reception of a seminar was opened there last. */
export const keptLanes = z.object({ lanes: z.array(laneOrder), unused: z.array(z.string()) });
export type KeptLanes = z.infer<typeof keptLanes>;

/** The reception of one seminar as it is now. */
export const receptionView = z.object({
  /** `null`: reception is closed. */
  seminar: z.string().nullable(),
  state: receptionState,
  title: z.string(),
  practice: z.boolean(),
  /** Sessions for which reception is open now. */
  sessions: z.array(z.string()),
  lanes: z.array(laneOrder.extend({ id: z.string(), state: z.enum(['ready', 'reading', 'missing']), last: verdictView.nullable() })),
  /** Newest first, at most 50; those that wait for staff are always among them. */
  recent: z.array(verdictView),
  counts: z.object({ booked: z.number().int(), present: z.number().int(), open: z.number().int(), facts: z.number().int() }),
  clock: clockView,
  status: statusListView,
  peers: z.array(z.object({ name: z.string(), connected: z.boolean(), lastSeen: isoTime.nullable(), behind: z.number().int() })),
  alarms: z.array(alarm),
});
export type ReceptionView = z.infer<typeof receptionView>;

/** What the second screen may show. */
export const kioskView = z.object({
  state: receptionState,
  title: z.string(),
  practice: z.boolean(),
  lanes: z.array(
    z.object({
      lane: z.string(),
      /** Whether cards are held there; the lane of the keyboard is shown only while it has something to show. */
      byCard: z.boolean().optional(),
      face: z.enum(['idle', 'accepted', 'warning', 'stop', 'hold']),
      verdict: verdictId.nullable(),
      direction: direction.nullable(),
      /** Of the doctor; empty while idle. */
      name: z.string(),
      kana: z.string(),
      at: isoTime.nullable(),
    }),
  ),
});
export type KioskView = z.infer<typeof kioskView>;

/** Somebody received without a card, or in spite of a verdict. */
export const manualOrder = z.object({
  seminar: z.string(),
  session: z.string().nullable(),
  direction,
  /** Known person of this desk; else the fields beside it. */
  person: z.string().nullable(),
  registration: z.string().nullable(),
  name: z.string().max(100),
  kana: z.string().max(100),
  affiliation: z.string().max(200),
  birthDate: z.string(),
  /** What was looked at. Words: `reception.evidence.<id>`. */
  evidence: z.enum(['booked-list', 'photo-identity', 'digital-card-by-eye', 'temporary-card', 'booking-code', 'paper-list', 'known-to-staff']),
  reason: z.string().min(1).max(300),
  by: z.string().min(1).max(100),
  /** When it happened, where that is not now. */
  at: isoTime.nullable(),
  lane: z.string().nullable(),
});
export type ManualOrder = z.infer<typeof manualOrder>;

/** How staff answer a verdict that waits. */
export const answerOrder = z.object({
  verdict: z.string(),
  answer: z.enum(['accept', 'decline']),
  reason: z.string().max(300),
  by: z.string().max(100),
  /** For held, revoked or lost cards: the photo on an identity document was compared. */
  photoIdentity: z.boolean(),
});
export type AnswerOrder = z.infer<typeof answerOrder>;

/** Binds the card of a verdict to a person; staff compared number and name on the card's face. */
export const bindOrder = z.object({
  verdict: z.string(),
  registration: z.string(),
  person: z.string().nullable(),
  /** For somebody this desk does not know yet. */
  name: z.string().max(100),
  kana: z.string().max(100),
  affiliation: z.string().max(200),
  birthDate: z.string(),
  by: z.string().min(1).max(100),
});
export type BindOrder = z.infer<typeof bindOrder>;

/** A hundred years, of 366 days: no clock is further off. */
const MOST_OFF_MS = 100 * 366 * 86_400_000;

/** How far the clock of a station was off, true time minus clock, for its records of one seminar. */
export const clockOrder = z
  .object({
    seminar: z.string(),
    device: z.string(),
    offsetMs: z.number().int().min(-MOST_OFF_MS).max(MOST_OFF_MS),
    /** Number of the first record that is meant, and of the last; not told: from the first on, without end. */
    from: z.number().int().min(1).max(1_000_000).optional(),
    to: z.number().int().min(1).max(1_000_000).optional(),
    reason: z.string().min(1).max(300),
    by: z.string().min(1).max(100),
  })
  .refine(({ from = 1, to = 1_000_000 }) => from <= to);

export const factView = z.object({
  hash: z.string(),
  device: z.string(),
  sequence: z.number().int(),
  kind: factKind,
  direction: direction.nullable(),
  at: isoTime,
  /** With the measured offset and later corrections of the clock. */
  trueAt: isoTime,
  session: z.string().nullable(),
  lane: z.string().nullable(),
  verdict: verdictId.nullable(),
  about: z.string().nullable(),
  test: z.boolean(),
  annulled: z.boolean(),
  person: z.string().nullable(),
  registration: z.string().nullable(),
  name: z.string(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
});
export type FactView = z.infer<typeof factView>;

/** What the authority's desk is to be told: a person with a held, lost or revoked card who was received all the same. */
export const authorityNotice = z.object({
  id: z.string(),
  seminar: z.string(),
  /** Empty where the seminar is not on this desk any more. */
  title: z.string(),
  /** Of the scan. */
  at: isoTime,
  registration: z.string().nullable(),
  name: z.string(),
  /** SHA-256 of the certificate. */
  card: z.string().nullable(),
  verdict: verdictId,
  reason: z.string(),
  by: z.string(),
  /** When it was first handed over as a file. */
  sentAt: isoTime.nullable(),
});
export type AuthorityNotice = z.infer<typeof authorityNotice>;

export const noticeExport = z.object({
  /** Of one seminar only. */
  seminar: z.string().optional(),
  /** Those handed over before too. */
  again: z.boolean(),
  language,
});
export type NoticeExport = z.infer<typeof noticeExport>;

export const mergeAnswer = z.object({
  added: z.number().int(),
  known: z.number().int(),
  /** Facts that are not what their hash says, or follow nothing. */
  refused: z.number().int(),
  /** Devices that wrote two facts under one number: a copied or reset data folder. */
  forks: z.array(z.string()),
});
export type MergeAnswer = z.infer<typeof mergeAnswer>;

/**
 * `unreachable` nobody answers · `other-station` somebody else does · `refused` it does not know this desk any more, or does not hear it now ·
 * `garbage` and `flood` it was cut off for what it sent · `silent` it stopped answering · `facts-refused` facts or rows of it were not taken ·
 * `internal` this desk could not handle what it sent.
 */
export const STATION_FAULTS = ['unreachable', 'other-station', 'refused', 'garbage', 'flood', 'silent', 'facts-refused', 'internal'] as const;
export const stationView = z.object({
  id: z.string(),
  name: z.string(),
  listening: z.object({ host: z.string(), port: z.number().int() }).nullable(),
  peers: z.array(
    z.object({
      fingerprint: z.string(),
      name: z.string(),
      /** Where it is dialled, empty where it dials this desk. */
      address: z.string(),
      connected: z.boolean(),
      lastSeen: isoTime.nullable(),
      /** Its clock minus this desk's, milliseconds. */
      offsetMs: z.number().nullable(),
      /** Facts of shared seminars that it has and this desk has not. */
      behind: z.number().int(),
      /** Why it is not connected, or what is wrong with what it sends. Words: `reception.station.fault.<id>`. */
      fault: z.enum(STATION_FAULTS).nullable(),
    }),
  ),
});
export type StationView = z.infer<typeof stationView>;
