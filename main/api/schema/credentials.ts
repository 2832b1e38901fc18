import * as z from 'zod';
import { isoTime } from './common.ts';

const isoDay = z.iso.date();
const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const reasonText = z.string().max(500);

export const OBJECT_KINDS = ['application', 'order', 'card', 'certificate'] as const;
export const objectKind = z.enum(OBJECT_KINDS);

/** How an application came. */
export const CHANNELS = ['paper', 'web', 'myna-portal', 'telephone', 'desk'] as const;
export const channel = z.enum(CHANNELS);

/** Whoever has, had or wants a card, as the desk keeps it. Empty where it is not known. */
export const holderFields = z.object({
  /** 医籍登録番号, digits without leading zeros. */
  registration: z.string().max(20),
  name: z.string().max(100),
  kana: z.string().max(100),
  romaji: z.string().max(100),
  formerName: z.string().max(100),
  birthDate: z.union([isoDay, z.literal('')]),
  postalCode: z.string().max(10),
  address: z.string().max(300),
  phone: z.string().max(40),
  email: z.string().max(200),
  workplace: z.string().max(200),
  /** 日医会員ID, ten digits. */
  memberId: z.string().max(20),
});
export type HolderFields = z.infer<typeof holderFields>;

/** One way forward from where an object stands. `because`: why it is not open to whoever asks; words `credentials.refusal.<id>`. */
export const nextAction = z.object({
  object: z.string(),
  transition: z.string(),
  /** The way that most go. */
  main: z.boolean(),
  /** `null`: it can be done now; `evidence`, `reason` and `second-missing` are for the form to fill. */
  because: z.string().nullable(),
  lacking: z.array(z.string()),
  /** Kinds of evidence to be asserted by whoever does it; those the program checks itself are not among them. */
  evidence: z.array(z.string()),
  reason: z.boolean(),
  second: z.boolean(),
  letters: z.array(z.string()),
  event: z.string().nullable(),
  stops: z.boolean(),
});
export type NextAction = z.infer<typeof nextAction>;

/** A line of the checklist of an application. */
export const checklistItem = z.object({
  item: z.string(),
  needed: z.boolean(),
  /** Months after its date for which it counts; `null`: always. */
  months: z.number().int().nullable(),
  state: z.enum(['present', 'missing', 'expired']),
  /** The newest paper of this kind. */
  evidence: z.object({ id: z.string(), dated: isoDay.nullable(), at: isoTime, by: z.string(), scan: z.boolean(), note: z.string() }).nullable(),
});
export type ChecklistItem = z.infer<typeof checklistItem>;

export const feeView = z.object({
  /** With tax; `null`: no source on record states one. */
  yen: z.number().int().nullable(),
  net: z.object({ yen: z.number().int(), percent: z.number() }).nullable(),
  source: z.string(),
  boundary: z.enum(['from', 'until']).nullable(),
  /** Entered by staff instead of the table. */
  entered: z.boolean(),
  /** `none`: nothing to pay. */
  state: z.enum(['none', 'due', 'paid', 'waived', 'unknown']),
});
export type FeeView = z.infer<typeof feeView>;

/** How a revocation that was asked for stands; `pending` is never shown as done. */
export const revocationState = z.object({
  request: z.string(),
  at: isoTime,
  due: isoTime,
  reason: z.string(),
  sentAt: isoTime.nullable(),
  answer: z.string().nullable(),
  listedAt: isoTime.nullable(),
  /** The authority did not take it: the certificate is in force again, or was asked for anew. */
  refused: z.boolean(),
  late: z.boolean(),
});

export const credentialObject = z.object({
  id: z.string(),
  kind: objectKind,
  state: z.string(),
  since: isoTime,
  due: isoDay.nullable(),
  expires: isoDay.nullable(),
  parent: z.string().nullable(),
  procedure: z.string().nullable(),
  queue: z.string().nullable(),
  /** What else is known, nothing personal: `reason`, `channel`, `receivedOn`, `serial`, `usage`, `heldFrom`, `heldUntil`, `delivery`, `desk`, … */
  facts: z.record(z.string(), plain),
  fee: feeView.nullable(),
  checklist: z.array(checklistItem),
  revocation: revocationState.nullable(),
  actions: z.array(nextAction),
});
export type CredentialObject = z.infer<typeof credentialObject>;

export const timelineEntry = z.object({
  sequence: z.number().int(),
  at: isoTime,
  object: z.string(),
  kind: objectKind,
  transition: z.string(),
  state: z.string(),
  /** Names of staff, or `program`. */
  by: z.string(),
  second: z.string().nullable(),
  reason: z.string().nullable(),
  evidence: z.array(z.string()),
  letters: z.array(z.object({ id: z.string(), template: z.string() })),
  event: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** A note of staff. `before`: with a change of what is kept, what stood there, by the name of the field. */
export const note = z.object({ id: z.string(), at: isoTime, by: z.string(), text: z.string(), before: z.record(z.string(), z.string()).optional() });

export const holderHit = z.object({
  holder: z.number().int(),
  registration: z.string(),
  name: z.string(),
  kana: z.string(),
  birthDate: z.string(),
  association: z.string().nullable(),
  member: z.boolean(),
  /** State of the newest card; `null` without any. */
  card: z.string().nullable(),
  /** What is waited for, the gravest first. */
  queues: z.array(z.string()),
});
export type HolderHit = z.infer<typeof holderHit>;

/** Two holders who may be one. `by`: what agrees. */
export const duplicate = z.object({
  holder: holderHit,
  other: holderHit,
  by: z.array(z.enum(['registration', 'name-and-birth', 'kana-and-birth', 'member-id'])),
});

/** A procedure as it can be opened for somebody. */
export const procedureView = z.object({
  id: z.string(),
  channels: z.array(channel),
  /** Empty: none is asked. */
  reasons: z.array(z.string()),
  /** Why it cannot be opened now; words `credentials.closed.<id>`. */
  closed: z.string().nullable(),
  /** A card is made. */
  order: z.boolean(),
  /** Days from and until which it holds: none, the end may be open, or both are needed. */
  dates: z.enum(['none', 'open', 'needed']),
});
export type ProcedureView = z.infer<typeof procedureView>;

export const holderPage = z.object({
  holder: z.number().int(),
  fields: holderFields,
  association: z.string().nullable(),
  member: z.boolean(),
  /** Deleted: the values are gone for good. */
  deleted: z.boolean(),
  objects: z.array(credentialObject),
  timeline: z.array(timelineEntry),
  notes: z.array(note),
  procedures: z.array(procedureView),
  /** Documents by which somebody proves who they are; words `credentials.identity.<id>`. */
  identity: z.array(z.string()),
  duplicates: z.array(holderHit),
  /** Proposals about this person that wait for a second one. */
  proposals: z.array(z.string()),
});
export type HolderPage = z.infer<typeof holderPage>;

export const queueCount = z.object({ queue: z.string(), kind: objectKind, count: z.number().int(), oldest: isoTime, overdue: z.number().int() });
export type QueueCount = z.infer<typeof queueCount>;

export const queueRow = z.object({
  object: z.string(),
  kind: objectKind,
  holder: z.number().int(),
  registration: z.string(),
  name: z.string(),
  kana: z.string(),
  association: z.string().nullable(),
  state: z.string(),
  queue: z.string(),
  procedure: z.string().nullable(),
  reason: z.string().nullable(),
  since: isoTime,
  /** By when it should be done; rows come in this order. */
  due: isoDay,
});
export type QueueRow = z.infer<typeof queueRow>;

export const queueOrder = z.object({
  queue: z.string().nullable(),
  association: z.string().nullable(),
  /** Due day and object of the last row of the page before. */
  after: z.object({ due: isoDay, object: z.string() }).nullable(),
  limit: z.number().int().min(1).max(200),
});
/** The clock went on so far that nothing is done by its day before somebody confirms it. `last`: the newest day the desk went by. */
export const dayInDoubt = z.object({ last: isoDay, today: isoDay });
export type DayInDoubt = z.infer<typeof dayInDoubt>;

export const queuePage = z.object({
  counts: z.array(queueCount),
  rows: z.array(queueRow),
  more: z.boolean(),
  proposals: z.number().int(),
  doubt: dayInDoubt.nullable(),
});
export type QueuePage = z.infer<typeof queuePage>;

/** A procedure that is opened. Facts by the field: `reason`, `heldFrom`/`heldUntil` (days), `delivery` (`desk` or `post`), `desk` (code of the association). */
export const applyOrder = z.object({
  nonce: z.string().min(8).max(100),
  /** Somebody known, or the fields of somebody new. */
  holder: z.number().int().nullable(),
  fields: holderFields.optional(),
  association: z.string().max(100).nullable().optional(),
  member: z.boolean().optional(),
  procedure: z.string(),
  channel,
  reason: z.string().nullable(),
  receivedOn: isoDay,
  facts: z.record(z.string(), plain).optional(),
});
export type ApplyOrder = z.infer<typeof applyOrder>;

export const advanceOrder = z.object({
  nonce: z.string().min(8).max(100),
  object: z.string(),
  transition: z.string(),
  evidence: z.array(z.string()).max(30),
  reason: reasonText,
  facts: z.record(z.string(), plain).optional(),
});
export type AdvanceOrder = z.infer<typeof advanceOrder>;

/** `proposed`: a second person must confirm. */
export const advanceAnswer = z.object({
  outcome: z.enum(['done', 'proposed']),
  proposal: z.string().nullable(),
  /** Letters that are ready. */
  letters: z.array(z.object({ id: z.string(), template: z.string() })),
  page: holderPage,
});
export type AdvanceAnswer = z.infer<typeof advanceAnswer>;

/** A stop at once, reversible, by one person. `caller`: what was checked at the telephone. */
export const stopOrder = z.object({
  nonce: z.string().min(8).max(100),
  card: z.string(),
  cause: z.enum(['loss', 'theft', 'holder-wish', 'association', 'suspension-from-business']),
  caller: z.array(z.enum(['registration-number', 'birth-date', 'member-id', 'address', 'call-back', 'in-person', 'official-notice'])).max(10),
  heldFrom: isoDay.nullable(),
  heldUntil: isoDay.nullable(),
  reason: reasonText,
});
export type StopOrder = z.infer<typeof stopOrder>;

/** One thing to know before a proposal is confirmed; words `credentials.screen.proposals.detail.<label>`. Ids in `value` (roles, evidence) are parted by spaces. */
export const proposalDetail = z.object({
  label: z.string(),
  value: z.string(),
  object: z.string().optional(),
  /** In which the object stands, or stood when it was proposed. */
  state: z.string().optional(),
  holder: z.number().int().optional(),
});
export type ProposalDetail = z.infer<typeof proposalDetail>;
export const proposalView = z.object({
  id: z.string(),
  at: isoTime,
  by: z.string(),
  until: isoTime,
  kind: z.string(),
  holder: z.number().int().nullable(),
  name: z.string(),
  object: z.string().nullable(),
  transition: z.string().nullable(),
  reason: z.string(),
  /** How many objects it changes. */
  count: z.number().int(),
  /** What would be done, of many objects the first 200; put together when it is shown. */
  details: z.array(proposalDetail),
  /** Of what is shown here (SHA-256, hex); to be given back with the confirmation. */
  digest: z.string(),
  /** Whoever asks may confirm it; else why not. */
  because: z.string().nullable(),
});
export type ProposalView = z.infer<typeof proposalView>;

export const BULK_TASKS = ['open-renewals', 'renewal-notices', 'advance'] as const;
export const bulkOrder = z.object({
  task: z.enum(BULK_TASKS),
  /** Cards that expire until this day: for renewals. */
  until: isoDay.nullable(),
  association: z.string().nullable(),
  /** For `advance`. */
  queue: z.string().nullable(),
  transition: z.string().nullable(),
  objects: z.array(z.string()).max(5_000).nullable(),
  evidence: z.array(z.string()).max(30),
  reason: reasonText,
});
export type BulkOrder = z.infer<typeof bulkOrder>;
export const bulkRow = z.object({
  object: z.string(),
  holder: z.number().int(),
  name: z.string(),
  registration: z.string(),
  from: z.string(),
  /** `null`: it would be left as it is, `because` says why. */
  to: z.string().nullable(),
  because: z.string().nullable(),
  fee: z.number().int().nullable(),
  letters: z.array(z.string()),
});
export const bulkPreview = z.object({
  rows: z.array(bulkRow),
  changes: z.number().int(),
  left: z.number().int(),
  fees: z.number().int(),
  digest: z.string(),
});
export type BulkPreview = z.infer<typeof bulkPreview>;

export const forecastRow = z.object({ month: z.string(), association: z.string().nullable(), cards: z.number().int() });
export type ForecastRow = z.infer<typeof forecastRow>;
