import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Feed } from '../../exchange/events/table.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import type { HubParts } from '../parts.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import type { Bell } from './bell.ts';
import { audiencesFor, holdPlace, nextEvents, type Reader, sequencesOf, settle } from './place.ts';

/** Longest that a poll waits: below what balancers and proxies cut off. */
const WAIT_MS = 25_000;
const MOST = 1_000;

/** RFC 8936 section 2.2. */
export const pollRequest = z.strictObject({
  maxEvents: z.int().min(0).max(1_000_000).optional(),
  returnImmediately: z.boolean().optional(),
  ack: z.array(z.string().max(100)).max(10_000).optional(),
  setErrs: z.record(z.string().max(100), z.object({ err: z.string().max(100), description: z.string().max(1_000).optional() })).optional(),
});
export type PollRequest = z.infer<typeof pollRequest>;
/** RFC 8936 section 2.3. */
export const pollAnswer = z.object({ sets: z.record(z.string(), z.string()), moreAvailable: z.boolean() });
export type PollAnswer = z.infer<typeof pollAnswer>;

/** An event that a receiver cannot take is a disagreement that people settle; it is not sent again. */
export async function disagree(
  tx: HubTransaction,
  caller: Caller,
  feed: Feed,
  refused: Readonly<Record<string, { readonly err: string }>>,
  known: Iterable<string>,
) {
  const rows = [...known].map((jti) => ({
    id: randomUUID(),
    kind: 'event-refused',
    association: caller.association,
    registration: null,
    body: JSON.stringify({ feed, jti, err: refused[jti]!.err, client: caller.client }),
    state: 'open' as const,
    settled_by: null,
    settled_at: null,
    note: '',
  }));
  if (rows.length > 0) await tx.insertInto('reconciliation').values(rows).execute();
}

/** One poll of a client (RFC 8936): settles what is acknowledged or refused, then gives what is next, or waits for it. */
export async function poll(
  { store }: Pick<HubParts, 'store'>,
  bell: Bell,
  { caller, feed, request, signal }: { readonly caller: Caller; readonly feed: Feed; readonly request: PollRequest; readonly signal: AbortSignal },
): Promise<PollAnswer> {
  const { maxEvents = MOST, returnImmediately = false, ack = [], setErrs = {} } = request;
  const most = Math.min(maxEvents, MOST);
  const audiences = audiencesFor(caller);
  const reader: Reader = { client: caller.client, place: feed, feed, audiences };

  const step = (settles: boolean) =>
    store.within(actorOf(caller), async (tx): Promise<PollAnswer> => {
      const held = await holdPlace(tx, reader);
      const refused = settles ? await sequencesOf(tx, reader, Object.keys(setErrs)) : new Map<string, number>();
      const taken = settles ? await sequencesOf(tx, reader, ack) : new Map<string, number>();
      await disagree(tx, caller, feed, setErrs, refused.keys());
      const place = refused.size + taken.size > 0 ? await settle(tx, reader, held, [...taken.values(), ...refused.values()]) : held;
      if (most === 0) return { sets: {}, moreAvailable: (await nextEvents(tx, reader, place, 0)).more };
      const { events, more } = await nextEvents(tx, reader, place, most);
      return { sets: Object.fromEntries(events.map(({ jti, token }) => [jti, token])), moreAvailable: more };
    });

  using expected = bell.expect([feed], audiences);
  const first = await step(true);
  if (returnImmediately || most === 0 || Object.keys(first.sets).length > 0) return first;
  return (await expected.within(WAIT_MS, signal)) ? step(false) : first;
}
