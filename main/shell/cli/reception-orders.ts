import * as z from 'zod';
import { answerOrder, bindOrder, manualOrder } from '../../api/schema/attendance.ts';
import type { Failure } from '../../api/schema/common.ts';
import type { Venue } from '../../attendance/venue/venue.ts';
import { toFailure } from '../../failure.ts';

/** An order about the open reception: what a screen would do, as one JSON document. */
const order = z.discriminatedUnion('do', [
  answerOrder.extend({ do: z.literal('answer') }),
  bindOrder.extend({ do: z.literal('bind') }),
  manualOrder.omit({ seminar: true }).extend({ do: z.literal('manual') }),
  z.object({ do: z.literal('scanned'), text: z.string(), lane: z.string().nullable(), by: z.string() }),
  z.object({ do: z.literal('annul'), fact: z.string(), reason: z.string().min(1), by: z.string().min(1) }),
]);
type Order = z.infer<typeof order>;

const DO: { readonly [Kind in Order['do']]: (venue: Venue, order: Extract<Order, { do: Kind }>, seminar: string) => Promise<unknown> } = {
  answer: ({ reception }, given) => reception.answer(given),
  bind: ({ reception }, given) => reception.bind(given),
  manual: ({ reception }, given, seminar) => reception.manual({ ...given, seminar }),
  scanned: ({ reception }, given) => reception.scanned(given),
  annul: ({ reception }, given) => reception.annul(given),
};

/** Carries out one line; a failure is an answer like any other, for reception goes on. */
export async function carryOut(venue: Venue, seminar: string, line: string): Promise<{ readonly done: unknown } | { readonly failure: Failure }> {
  try {
    const given = order.parse(JSON.parse(line));
    const run = DO[given.do] as (venue: Venue, order: Order, seminar: string) => Promise<unknown>;
    return { done: await run(venue, given, seminar) };
  } catch (error) {
    const wrong = error instanceof z.ZodError || error instanceof SyntaxError;
    return { failure: wrong ? { code: 'USAGE_WRONG', detail: { note: error.message } } : toFailure(error) };
  }
}
