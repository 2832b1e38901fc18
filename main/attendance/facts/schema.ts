import * as z from 'zod';
import { registrationDigits } from '../../membership/registration-number.ts';
import { direction, factKind, note, verdictId } from '../../api/schema/attendance.ts';
import type { FactBody, FactPayload, Have, TravellingFact } from './fact.ts';
import { MARK_EVERY } from './have.ts';

/** What is taken from elsewhere, so that no peer and no file fills memory or disk. A seminar of 2,000 people with three taps each makes 6,000 facts. */
export const FACT_LIMITS = {
  /** Facts of one seminar, beyond which those of others are refused; what this desk itself records never is. */
  perSeminar: 200_000,
  /** Highest sequence of one device in one seminar. */
  sequence: 1_000_000,
  /** Letters of the body's canonical JSON. */
  body: 16_384,
  /** Letters of each value of a payload; lists name people and places in far fewer. */
  value: 1_000,
  /** Devices in a `Have`, this desk's own among them; facts of further ones are refused. */
  devices: 1_000,
  /** Of them those that are taken on the word of others; the places beyond are for stations that bring facts of their own. */
  toldDevices: 900,
} as const;

/** A clock without battery begins anew in 1970, 1980 or 2000; no clock is further off. */
export const MOST_OFF_MS = 100 * 366 * 86_400_000;

const hash = z.string().regex(/^[\da-f]{64}$/);
const id = z.string().regex(/^[\w.:-]{1,100}$/);
/** An id that is never the name of what every object has a special meaning for, as devices are keys of a `Have`. */
const device = z.string().regex(/^[\dA-Za-z][\w.:-]{0,99}$/);
const text = z.string().max(FACT_LIMITS.value);
const offset = z.int().min(-MOST_OFF_MS).max(MOST_OFF_MS);
const sequence = z.int().min(1).max(FACT_LIMITS.sequence);

/** Years a clock may show: with any offset they have four digits still. */
const YEARS = { first: new Date('1000-01-01T00:00:00.000Z'), last: new Date('8999-12-31T23:59:59.999Z') } as const;

/** As `Date.toISOString` writes it: equal times are equal texts, and texts sort as times. Whether a clock can be right is not asked: it may be years off. */
const instant = z.string().refine((value) => /^[1-8]\d{3}-/.test(value) && value.length === 24 && isWritten(value));

/** What a clock shows as a fact can tell it: nothing that a clock shows keeps anybody from being received. */
export function tellableTime(at: string): string {
  const time = new Date(at);
  if (time < YEARS.first) return YEARS.first.toISOString();
  return time > YEARS.last ? YEARS.last.toISOString() : at;
}

/** A measured offset as a fact can tell it; `null` for one that no clock can have. */
export const tellableOffset = (offsetMs: number | null): number | null => (offset.nullable().safeParse(offsetMs).success ? offsetMs : null);

function isWritten(value: string): boolean {
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
}

const fields = z.strictObject({
  format: z.literal('hpki-desk-fact/1'),
  device,
  sequence,
  previous: z.union([z.literal(''), hash]),
  nonce: z.string().regex(/^[\x21-\x7e]{1,300}$/),
  seminar: id,
  session: id.nullable(),
  kind: factKind,
  direction: direction.nullable(),
  at: instant,
  stated: z.boolean(),
  offsetMs: offset.nullable(),
  lane: z.string().max(100).nullable(),
  room: id.nullable(),
  verdict: verdictId.nullable(),
  notes: z.array(note).max(20),
  about: hash.nullable(),
  clock: z
    .strictObject({ device, offsetMs: offset, from: sequence.optional(), to: sequence.optional() })
    .refine(({ from = 1, to = FACT_LIMITS.sequence }) => from <= to)
    .nullable(),
  test: z.boolean(),
  rules: z.string().max(200),
  revision: z.int().min(0),
  status: z.string().max(200).nullable(),
  commitment: hash,
});

type Fields = z.infer<typeof fields>;

/** What the kinds say beside what all say: whether they act on presence, and whether they speak of another fact. */
const SHAPES: Readonly<Record<Fields['kind'], { readonly direction: readonly Fields['direction'][]; readonly aboutNeeded: boolean }>> = {
  in: { direction: ['in'], aboutNeeded: false },
  out: { direction: ['out'], aboutNeeded: false },
  seen: { direction: [null], aboutNeeded: false },
  manual: { direction: ['in', 'out'], aboutNeeded: false },
  override: { direction: ['in', 'out'], aboutNeeded: true },
  void: { direction: [null], aboutNeeded: true },
  flag: { direction: [null], aboutNeeded: true },
  clock: { direction: [null], aboutNeeded: false },
};

export const factBody: z.ZodType<FactBody> = fields.refine(
  ({ kind, direction, about, clock, sequence, previous }) =>
    SHAPES[kind].direction.includes(direction) &&
    (about !== null || !SHAPES[kind].aboutNeeded) &&
    (clock !== null) === (kind === 'clock') &&
    (sequence === 1) === (previous === ''),
);

export const isoDay = z.iso.date();

export const factPayload: z.ZodType<FactPayload> = z.strictObject({
  salt: hash,
  origin: id,
  registration: registrationDigits.nullable(),
  name: text,
  kana: text,
  affiliation: text,
  birthDate: z.union([z.literal(''), isoDay]),
  card: z
    .string()
    .regex(/^[\dA-F]{64}$/)
    .nullable(),
  reason: text.nullable(),
  by: text.nullable(),
  evidence: text.nullable(),
});

/** A fact as it arrives; whether it is what its hash says is another question (`arrived`). */
export const travellingFact: z.ZodType<TravellingFact> = z.strictObject({
  hash,
  body: z.string().max(FACT_LIMITS.body),
  payload: factPayload.nullable(),
});

/** What a peer says it has. */
export const have: z.ZodType<Have> = z
  .record(
    device,
    z.strictObject({
      upTo: z.int().min(0).max(FACT_LIMITS.sequence),
      prefix: hash,
      marks: z.array(hash).max(FACT_LIMITS.sequence / MARK_EVERY),
      all: hash,
    }),
  )
  .refine((devices) => Object.keys(devices).length <= FACT_LIMITS.devices);
