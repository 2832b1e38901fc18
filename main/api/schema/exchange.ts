import * as z from 'zod';
import { CLIENT_KINDS } from '../../exchange/link/client-kinds.ts';
import { isoTime } from './common.ts';

const count = z.number().int().min(0);

/** One way of one feed. `outgoing` that anything can be told at all, `members` what is asked beside events, `file` files. Words: `exchange.feed.<id>`. */
export const exchangeWay = z.object({
  feed: z.string(),
  way: z.enum(['in', 'out']),
  lastContact: isoTime.nullable(),
  /** When the newest event that went or came happened. */
  newest: isoTime.nullable(),
  /** Code of the failure since then. */
  error: z.string().nullable(),
  errorAt: isoTime.nullable(),
});
export type ExchangeWay = z.infer<typeof exchangeWay>;

/** Where the exchange stands; no personal data. */
export const exchangeState = z.object({
  hub: z.object({ url: z.string(), kind: z.enum(CLIENT_KINDS), association: z.string().nullable() }).nullable(),
  /** What others compare when they first get a file of this desk (RFC 7638, SHA-256, base64url). */
  thumbprint: z.string(),
  peers: z.array(z.object({ peer: z.string(), ways: z.array(exchangeWay) })),
  /** Not told yet. */
  waiting: z.array(z.object({ feed: z.string(), count, since: isoTime })),
  /** Not taken by the hub: code of RFC 8935, `status <number>` or `person-deleted`. */
  refused: z.array(z.object({ event: z.string(), happenedAt: isoTime, because: z.string() })),
  /** Came, and waits. */
  held: z.array(z.object({ because: z.string(), count })),
  /** Came, and is of a kind that this version does not know. */
  unknown: count,
  members: z.object({ count, wholeAt: isoTime.nullable() }),
  disagreements: count,
  /** Hub's time minus ours in milliseconds; `null` before the hub answered in this run. */
  clockOffsetMs: z.number().nullable(),
  /** Staff are registered here: what changes something asks who does it. */
  staffed: z.boolean(),
  suggestedName: z.string(),
});
export type ExchangeState = z.infer<typeof exchangeState>;

/** Without TLS only within this computer: anybody on the way could take the code. */
const hubUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((text) => {
    const url = URL.parse(text);
    const bare = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
    return bare && (url.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname));
  });

export const enrolOrder = z.object({ url: hubUrl, code: z.string().trim().min(1).max(200), name: z.string().trim().min(1).max(100) });

/** What went over the link, and how it stands since. */
export const exchangePassed = z.object({ sent: count, came: count, state: exchangeState });

/** `peer`: code of an association, `authority` or `hub`. `again`: also what was written for the peer before. */
export const eventsOrder = z.object({ peer: z.string().trim().min(1).max(100), again: z.boolean() });

/** `delivery`: to be confirmed once the file is where it should be; until then it counts as not written. */
export const writtenEvents = z.object({ file: z.file(), count, delivery: z.string() });

/** What a file of events says of itself, proved by the key that it names. */
export const eventsFile = z.object({
  from: z.string(),
  kind: z.enum(['authority', 'association', 'hub']),
  to: z.string(),
  issuedAt: isoTime,
  count,
  /** Of the key that signed it (RFC 7638, SHA-256, base64url). */
  thumbprint: z.string(),
  /** Somebody has compared this key before. */
  confirmed: z.boolean(),
});
export type EventsFile = z.infer<typeof eventsFile>;

/** `fresh`: were not here before. */
export const takenEvents = z.object({ from: z.string(), count, fresh: count, waiting: count });
export type TakenEvents = z.infer<typeof takenEvents>;

/** What two writers say differently; words `exchange.disagreement.<id>`. */
export const disagreementKind = z.enum(['name', 'member']);

export const disagreement = z.object({
  id: z.string(),
  openedAt: isoTime,
  kind: disagreementKind,
  holder: z.number().int(),
  /** As the registry has it now; empty once the person was deleted. */
  name: z.string(),
  registration: z.string(),
  /** When the record here was changed last. */
  changedAt: isoTime.nullable(),
  ours: z.record(z.string(), z.string()),
  theirs: z.record(z.string(), z.string()),
  /** Whose word theirs is: `iss` of the event. */
  issuer: z.string(),
  /** When it happened as they tell it. */
  happenedAt: isoTime.nullable(),
  settled: z
    .object({
      at: isoTime,
      by: z.string(),
      decision: z.enum(['ours', 'theirs']),
      /** `null` once the person was deleted. */
      reason: z.string().nullable(),
    })
    .nullable(),
});
export type DisagreementItem = z.infer<typeof disagreement>;

export const settlementOrder = z.object({ id: z.string(), decision: z.enum(['ours', 'theirs']), reason: z.string().trim().min(1).max(1_000) });

/** What was done with the word of others: the record changed, a procedure opened as a draft; neither where somebody is to do it by hand. */
export const settledAnswer = z.object({ record: z.boolean(), draft: z.boolean(), state: exchangeState });
export type SettledAnswer = z.infer<typeof settledAnswer>;
