import * as z from 'zod';
import { failure, isoTime } from './common.ts';

export const fitnessVerdict = z.enum(['good', 'attention', 'bad', 'unknown']);
export type FitnessVerdict = z.infer<typeof fitnessVerdict>;

/** One named check of a card: words `fitness.points.<id>.heading` and `fitness.points.<id>.states.<state>` with `params`. */
export const fitnessPoint = z.object({
  id: z.string(),
  verdict: fitnessVerdict,
  state: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** Form of the authority that leads on from here. */
  form: z.string().nullable(),
});
export type FitnessPoint = z.infer<typeof fitnessPoint>;

/** A fact about a procedure of the authority: words `fitness.facts.<id>`, and where it is written. */
const fact = z.object({
  id: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  source: z.string(),
  asOf: z.string(),
});
export type FitnessFact = z.infer<typeof fact>;

/** Whether a card is fit for work, and the way to its next one. */
export const cardFitness = z.object({
  checkedAt: isoTime,
  /** Worst of the points. */
  verdict: fitnessVerdict,
  points: z.array(fitnessPoint),
  test: z.boolean(),
  renewal: z.object({
    /** ISO day in Japan on which the first certificate ends; `null` where none can be read. */
    ends: z.iso.date().nullable(),
    /** By when to apply, counted back from there by the longest time that the authority is said to take. */
    applyBy: z.iso.date().nullable(),
    facts: z.array(fact),
  }),
  failure: failure.nullable(),
});
export type CardFitness = z.infer<typeof cardFitness>;

/** A form of the authority: words `fitness.forms.<id>`. */
export const cardForm = z.object({
  id: z.string(),
  title: z.string(),
  /** What the authority calls it, and since when that is on record. */
  names: z.array(z.object({ name: z.string(), asOf: z.string(), source: z.string() })),
  enclosures: z.array(z.string()),
  facts: z.array(fact),
  sentTo: z.object({ name: z.string(), postalCode: z.string(), address: z.string(), source: z.string(), asOf: z.string() }),
});
export type CardForm = z.infer<typeof cardForm>;

const text = (length: number) => z.string().max(length);

/** What the holder enters for the form; nothing of it is kept. */
export const cardFormFields = z.object({
  name: text(100),
  kana: text(100),
  registration: text(20),
  birthDate: z.union([z.iso.date(), z.literal('')]),
  postalCode: text(10),
  address: text(300),
  phone: text(40),
  email: text(200),
});
export type CardFormFields = z.infer<typeof cardFormFields>;

export const cardFormOrder = z.object({
  form: z.string(),
  /** Whose card facts are filled in; `null` where the card is not at hand. */
  reader: z.string().nullable(),
  fields: cardFormFields,
});
export type CardFormOrder = z.infer<typeof cardFormOrder>;
