import * as z from 'zod';

const yen = z.number().int();
const isoDay = z.iso.date();

/** A row of the fee table. `tax`: whether the figure holds it; `boundary`: the day of the two that no source states. */
export const feeRow = z.object({
  id: z.string(),
  item: z.enum(['issue', 'annual', 'renewal', 'reissue']),
  member: z.boolean().nullable(),
  channel: z.string().nullable(),
  reason: z.string().nullable(),
  yen,
  tax: z.enum(['none', 'excluded', 'included']),
  from: isoDay,
  until: isoDay.nullable(),
  boundary: z.enum(['from', 'until']).nullable(),
  source: z.string(),
});

/** Dues and course fees are shown, and nothing is charged by them. `checked`: somebody compared the row with its paper. */
export const dueRow = z.object({
  id: z.string(),
  class: z.enum(['A1', 'A2B', 'A2C', 'B', 'C']),
  age: z.enum(['from-31', 'until-30']).nullable(),
  relief: z.enum(['aged', 'illness']).nullable(),
  insured: z.boolean().nullable(),
  yen,
  checked: z.boolean(),
  source: z.string(),
});
export const courseRow = z.object({
  id: z.string(),
  course: z.string(),
  part: z.enum(['first', 'second', 'new']),
  member: z.boolean(),
  yen,
  checked: z.boolean(),
  source: z.string(),
});

/** All figures on record. */
export const figures = z.object({ fees: z.array(feeRow), dues: z.array(dueRow), courses: z.array(courseRow) });
export type Figures = z.infer<typeof figures>;
