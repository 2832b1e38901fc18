import * as z from 'zod';
import { isoTime } from './common.ts';

/** One kind of credit that a session gives. Which schemes, categories and codes exist is data: `resources/training/schemes.json`. */
export const credit = z.object({
  /** Id of a scheme, for example `cme`, `occupational-health`, `sports`, `family-doctor`, `other`. */
  scheme: z.string(),
  /** Id of a category of the scheme (前期, 実地, …); `null` where the scheme has none. */
  category: z.string().nullable(),
  /** Curriculum code, block or subject; `null` where the scheme has none or none is set. */
  code: z.string().nullable(),
  units: z.number().positive().max(100),
});
export type Credit = z.infer<typeof credit>;

/** How reception treats arrivals, minutes relative to the start and end of a session. */
export const receptionPolicy = z.object({
  /** Reception opens this long before the start. */
  opensBefore: z.number().int().min(0).max(1440),
  /** Arrivals up to this long after the start are in time; `null`: until the end. */
  graceAfterStart: z.number().int().min(0).max(1440).nullable(),
  /** Least presence within the session in minutes for its credits; `null`: none demanded. */
  minimumPresence: z.number().int().min(0).max(1440).nullable(),
  exitTap: z.enum(['required', 'recorded', 'none']),
  /** Exit taps up to this long before the end are not early; only read where exit taps are required. */
  graceBeforeEnd: z.number().int().min(0).max(1440),
  /** Whether somebody who is not on the booked list is told apart. */
  bookedOnly: z.boolean(),
  /** Whether somebody without a マイページ is told apart, because units are not recorded there. */
  needsMyPage: z.boolean(),
  /** A status list older than this many days is told; `null`: never. */
  statusMaxAgeDays: z.number().int().min(0).max(3650).nullable(),
});
export type ReceptionPolicy = z.infer<typeof receptionPolicy>;

const localId = z.string().regex(/^[\w-]{1,40}$/);

export const seminarSession = z.object({
  id: localId,
  title: z.string().min(1).max(200),
  speaker: z.string().max(200),
  /** Id of a room of the seminar. */
  room: localId,
  startsAt: isoTime,
  endsAt: isoTime,
  credits: z.array(credit).max(20),
  /** Where the session differs from the seminar. */
  policy: receptionPolicy.partial().nullable(),
});
export type SeminarSession = z.infer<typeof seminarSession>;

/** What people enter of a seminar. */
export const seminarPlan = z.object({
  title: z.string().min(1).max(200),
  organiser: z.string().min(1).max(200),
  venue: z.string().max(200),
  /** 認定番号, one per scheme. */
  certifiedNumbers: z.array(z.object({ scheme: z.string(), number: z.string().min(1).max(60) })).max(20),
  rooms: z
    .array(z.object({ id: localId, name: z.string().min(1).max(100) }))
    .min(1)
    .max(30),
  sessions: z.array(seminarSession).min(1).max(100),
  policy: receptionPolicy,
  /** A rehearsal: test cards are received, nothing of it is ever submitted or certified. */
  practice: z.boolean(),
});
export type SeminarPlan = z.infer<typeof seminarPlan>;

export const SEMINAR_STATES = [
  'planned',
  'applied',
  'certified',
  'open',
  'running',
  'closed',
  'settled',
  'submitted',
  'accepted',
  'partly-rejected',
  'corrected',
  'cancelled',
] as const;
export const seminarState = z.enum(SEMINAR_STATES);
export type SeminarState = z.infer<typeof seminarState>;

/** A seminar as it stands; every earlier revision is kept. */
export const seminar = z.object({
  id: z.string(),
  /** Counts every change, 1 upwards. */
  revision: z.number().int().min(1),
  state: seminarState,
  /** States that a person may choose next. */
  next: z.array(seminarState),
  changedAt: isoTime,
  plan: seminarPlan,
});
export type Seminar = z.infer<typeof seminar>;

/** Something about a plan that a rule table speaks of. Words: `training.finding.<id>`. */
export const planFinding = z.object({
  id: z.string(),
  /** `wrong`: refused when credits are to be given; `unusual`: told. */
  weight: z.enum(['wrong', 'unusual', 'unknown']),
  session: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Where the rule is written. */
  source: z.string().nullable(),
});
export type PlanFinding = z.infer<typeof planFinding>;

export const schemeCategory = z.object({
  id: z.string(),
  name: z.object({ ja: z.string(), en: z.string() }),
  codes: z.array(z.object({ code: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  /** `false`: the list is not on record by name; another code is told and taken. */
  codesKnown: z.boolean(),
});
export const scheme = z.object({
  id: z.string(),
  name: z.object({ ja: z.string(), en: z.string() }),
  /** Smallest step of units. */
  step: z.number().positive(),
  /** One category with id `` where the scheme has none. */
  categories: z.array(schemeCategory),
  /** Rules that are not on record and therefore not set; told on the screens. Words: `training.unset.<id>`. */
  unset: z.array(z.string()),
});
export type Scheme = z.infer<typeof scheme>;

export const policyPreset = z.object({
  id: z.string(),
  name: z.object({ ja: z.string(), en: z.string() }),
  source: z.string().nullable(),
  policy: receptionPolicy,
});
export type PolicyPreset = z.infer<typeof policyPreset>;

/** Rules that no source on record states, as the association sets them for itself. Nothing is set until somebody does. */
export const localRules = z.object({
  /** Units of 認定産業医 that count on one day in Japan; `null`: not set, nothing is cut off. */
  occupationalDailyCap: z.number().positive().max(24).nullable(),
  /** The list of curriculum codes of 日医生涯教育; empty: not set. */
  cmeCodes: z.array(z.object({ code: z.string().min(1).max(20), name: z.string().min(1).max(200) })).max(500),
  /** How reception treats arrivals by the association's own rule; `null`: not set. */
  reception: receptionPolicy.nullable(),
});
export type LocalRules = z.infer<typeof localRules>;

/** Why a session gave somebody no credit. Words: `training.no-credit.<id>`. */
export const NO_CREDITS = [
  'absent',
  'late',
  'left-early',
  'too-short',
  'no-exit-tap',
  'test-card',
  'no-credits',
  'same-time',
  'daily-cap',
  'annulled',
] as const;
export const noCredit = z.enum(NO_CREDITS);
export type NoCredit = z.infer<typeof noCredit>;

export const sessionPresence = z.object({
  session: z.string(),
  in: isoTime.nullable(),
  out: isoTime.nullable(),
  /** Minutes within the session. */
  minutes: z.number().int().min(0),
  credits: z.array(credit),
  /** `null` when credits were given. */
  reason: noCredit.nullable(),
});
export type SessionPresence = z.infer<typeof sessionPresence>;

/** One person of a seminar, as computed from facts. */
export const participation = z.object({
  /** Id by which this desk knows the person. */
  person: z.string(),
  registration: z.string().nullable(),
  name: z.string(),
  kana: z.string(),
  affiliation: z.string(),
  /** ISO day, empty where it is not known. */
  birthDate: z.string(),
  booked: z.boolean(),
  firstIn: isoTime.nullable(),
  lastOut: isoTime.nullable(),
  /** How the person was received last. */
  how: z.enum(['card', 'manual', 'override', 'none']),
  sessions: z.array(sessionPresence),
  /** Sum per scheme and category. */
  totals: z.array(credit.omit({ code: true })),
  /** Required columns that are missing: without them units may be refused. */
  missing: z.array(z.enum(['name', 'kana', 'affiliation', 'registration', 'birthDate'])),
  /**
   * What is to be looked at: verdicts that later facts found (`reception.verdict.<id>`), `deleted` where the personal data were erased,
   * `room-unknown` where nothing tells which of several sessions at one time was attended, and `elsewhere` (`training.flag.<id>`).
   */
  flags: z.array(z.string()),
  /** Other seminars of this desk at which the person was at the same time; left out where there are none. */
  elsewhere: z.array(z.object({ seminar: z.string(), title: z.string() })).optional(),
});
export type Participation = z.infer<typeof participation>;

export const settlement = z.object({
  seminar: z.string(),
  /** 0: computed now and not frozen; 1 the first 確定, 2 and up corrected ones. */
  number: z.number().int().min(0),
  at: isoTime,
  by: z.string(),
  confirmedBy: z.string().nullable(),
  reason: z.string().nullable(),
  /** Version of the rule tables. */
  rules: z.string(),
  revision: z.number().int(),
  /** SHA-256 over rules, plan, facts and result. */
  hash: z.string(),
  participations: z.array(participation),
  /** Facts that came in after it was frozen. */
  factsSince: z.number().int(),
});
export type Settlement = z.infer<typeof settlement>;

export const statistics = z.object({
  /** Persons received, per minute from the first to the last arrival. */
  arrivals: z.array(z.object({ minute: isoTime, count: z.number().int() })),
  sessions: z.array(z.object({ session: z.string(), title: z.string(), present: z.number().int(), credited: z.number().int() })),
  verdicts: z.array(z.object({ verdict: z.string(), count: z.number().int() })),
  /** Everything that came to a lane, and the most people whom it let in within sixty seconds. */
  lanes: z.array(z.object({ lane: z.string(), taps: z.number().int(), perMinuteAtPeak: z.number().int() })),
  booked: z.number().int(),
  present: z.number().int(),
});
export type Statistics = z.infer<typeof statistics>;

/** What can be taken out of a seminar. */
export const EXPORTS = ['participants', 'submission', 'certificates', 'sign-in-sheet', 'badges', 'temporary-cards'] as const;
export const exportOrder = z.object({
  seminar: z.string(),
  what: z.enum(EXPORTS),
  format: z.enum(['csv', 'xlsx', 'pdf']),
  /** Column profile of `resources/training/column-profiles.json`; only CSV and Excel. */
  profile: z.string().optional(),
  encoding: z.enum(['utf-8', 'shift_jis']).optional(),
  /** Shift_JIS: letters it lacks become 〓 instead of refusing the file. */
  replaceLetters: z.boolean().optional(),
  /** One person's only. */
  person: z.string().optional(),
  /** How many temporary cards; ten where it is not said. */
  count: z.number().int().min(1).max(500).optional(),
  language: z.enum(['ja', 'en']).optional(),
});
export type ExportOrder = z.infer<typeof exportOrder>;

/** Whose attendance the newest frozen result certifies. */
export const certifiable = z.object({
  /** Ids, in the order of their readings. */
  persons: z.array(z.string()),
  /** Who attended and gets no certificate, because a certificate must say who it is about. Words: `training.column.<missing>`. */
  withheld: z.array(
    z.object({ person: z.string(), name: z.string(), registration: z.string().nullable(), missing: z.array(z.enum(['name', 'registration'])) }),
  ),
});
export type Certifiable = z.infer<typeof certifiable>;

export const columnProfile = z.object({
  id: z.string(),
  name: z.object({ ja: z.string(), en: z.string() }),
  use: z.enum(['participants', 'submission', 'members', 'booking']),
  source: z.string().nullable(),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

export const submission = z.object({
  id: z.string(),
  seminar: z.string(),
  settlement: z.number().int(),
  mode: z.enum(['replace', 'add', 'delete']),
  profile: z.string(),
  at: isoTime,
  by: z.string(),
  rows: z.number().int(),
  fileName: z.string(),
  sha256: z.string(),
  /** What the receiver answered; `null` until it was noted. */
  receipt: z.object({ at: isoTime, number: z.string(), outcome: z.enum(['accepted', 'partly-rejected', 'rejected']), note: z.string() }).nullable(),
});
export type Submission = z.infer<typeof submission>;
