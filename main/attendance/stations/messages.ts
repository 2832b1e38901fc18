import * as z from 'zod';
import { have, travellingFact } from '../facts/schema.ts';
import { ROW_SCHEMAS } from './shared.ts';
import { NAME_LENGTH } from './station-name.ts';
import { MOST_HOPS, STANDINGS } from './time-scale.ts';

/** Facts or rows in one message. */
export const BATCH_LIMIT = 200;
/** Seminars that one station has open. */
export const MOST_SEMINARS = 100;

const hash = z.string().regex(/^[\da-f]{64}$/);
const name = z
  .string()
  .min(1)
  .max(NAME_LENGTH)
  .regex(/^\P{Cc}+$/u);
/** Where the station can be dialled, beside the address that its connection comes from; `null`: it does not listen. */
const port = z.int().min(1).max(0xffff).nullable();
const seminar = z.string().regex(/^[\w.:-]{1,100}$/);
const seminars = z.array(seminar).max(MOST_SEMINARS);
const id = z.int().min(1);
/** Milliseconds since 1970, of a clock that may be years wrong. */
const instant = z.number().min(-1e15).max(1e15);
const offset = z.number().min(-1e15).max(1e15);

const reference = z.strictObject({
  standing: z
    .int()
    .min(0)
    .max(STANDINGS.length - 1),
  root: z.string().regex(/^[\da-f]{32}$/),
  hops: z.int().min(0).max(MOST_HOPS),
  offsetMs: offset,
});

/** The joining station proves that it was given the code. */
export const joinMessage = z.strictObject({ type: z.literal('join'), name, port, proof: hash });
/** The inviting one proves the same, and says which seminars the invitation is for. */
export const pairedMessage = z.strictObject({ type: z.literal('paired'), name, proof: hash, seminars });

const rows = <Kind extends keyof typeof ROW_SCHEMAS>(kind: Kind) =>
  z.strictObject({ type: z.literal('rows'), id, seminar, kind: z.literal(kind), rows: z.array(ROW_SCHEMAS[kind]).min(1).max(BATCH_LIMIT) });

/** Everything that paired stations tell each other. */
const linkMessage = z.discriminatedUnion('type', [
  /** Who it is and what it would share: first of all, and again when something of it changes. Seminars are named by tokens only. */
  z.strictObject({ type: z.literal('state'), name, port, seminars: z.array(hash).max(MOST_SEMINARS) }),
  /** What is there of a seminar: facts by device, rows by one digest each. */
  z.strictObject({ type: z.literal('have'), seminar, facts: have, rows: z.strictObject({ plan: hash, people: hash, bindings: hash }) }),
  z.strictObject({ type: z.literal('facts'), id, seminar, facts: z.array(travellingFact).min(1).max(BATCH_LIMIT) }),
  z.discriminatedUnion('kind', [rows('plan'), rows('people'), rows('bindings')]),
  /** The facts or rows with this id have been taken, and are on disk. */
  z.strictObject({ type: z.literal('ack'), id }),
  z.strictObject({ type: z.literal('ping'), id, reference: reference.nullable() }),
  z.strictObject({ type: z.literal('pong'), id, received: instant, answered: instant }),
  /** Invites to further seminars. */
  z.strictObject({ type: z.literal('invitation'), seminars }),
]);
export type LinkMessage = z.infer<typeof linkMessage>;

/** @throws z.ZodError for what is no message */
export const readLinkMessage = (value: unknown): LinkMessage => linkMessage.parse(value);
