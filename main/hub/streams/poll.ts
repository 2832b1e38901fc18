import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Feed } from '../../exchange/events/table.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import { unauthorised } from '../access/token.ts';
import type { HubParts } from '../parts.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import type { Bell } from './bell.ts';
import { audiencesFor, eventsAfter, holdPlace, namedAfter, type PlacedEvent, type Reader, settle } from './place.ts';

/** Longest that a poll waits: below what balancers and proxies cut off. */
const WAIT_MS = 25_000;
const MOST = 1_000;
/** Bytes of the events of one answer: desks take four mebibytes. */
const MOST_BYTES = 2 * 1024 * 1024;

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

/** As many of the events as an answer holds, one at least. */
function answerOf(events: readonly Pick<PlacedEvent, 'jti' | 'token'>[], more: boolean): PollAnswer {
  const sets: Record<string, string> = {};
  let bytes = 0;
  let given = 0;
  for (const { jti, token } of events) {
    if (token === null) continue;
    bytes += token.length;
    if (given > 0 && bytes > MOST_BYTES) break;
    sets[jti] = token;
    given += 1;
  }
  return { sets, moreAvailable: more || given < events.length };
}

/**
 * One poll of a client (RFC 8936): settles what is acknowledged or refused, then gives what is next, or waits for it.
 * @throws HttpError 401 `invalid_token` when the client was removed while it waited
 */
export async function poll(
  { store }: Pick<HubParts, 'store'>,
  bell: Bell,
  { caller, feed, request, signal }: { readonly caller: Caller; readonly feed: Feed; readonly request: PollRequest; readonly signal: AbortSignal },
): Promise<PollAnswer> {
  const { maxEvents = MOST, returnImmediately = false, ack = [], setErrs = {} } = request;
  const limit = Math.min(maxEvents, MOST);
  const audiences = audiencesFor(caller);
  const reader: Reader = { client: caller.client, place: feed, feed, audiences };

  const step = (named: ReadonlySet<string>) =>
    store.within(actorOf(caller), async (tx): Promise<PollAnswer> => {
      const place = await holdPlace(tx, reader);
      const most = named.size + limit + 1;
      const following = await eventsAfter(tx, reader, place, most, named);
      const near = following.filter(({ jti }) => named.has(jti));
      // What is acknowledged is what was given last, the first after the place; if not, it is looked for a little further. What lies beyond that is
      // given again in its turn.
      const far = near.length < named.size && following.length >= most ? await namedAfter(tx, reader, following.at(-1)!.sequence, named) : [];
      const settled = [...near, ...far];
      await disagree(
        tx,
        caller,
        feed,
        setErrs,
        settled.map(({ jti }) => jti).filter((jti) => Object.hasOwn(setErrs, jti)),
      );
      if (settled.length > 0) {
        const numbers = settled.map(({ sequence }) => sequence);
        await settle(tx, reader, place, numbers, following);
      }
      const ahead = new Set(place.ahead);
      const open = following.filter(({ sequence, jti }) => !ahead.has(sequence) && !named.has(jti));
      return answerOf(open.slice(0, limit), open.length > limit);
    });

  using expected = bell.expect({ client: caller.client, feeds: [feed], audiences });
  const first = await step(new Set([...ack, ...Object.keys(setErrs)]));
  if (returnImmediately || limit === 0 || Object.keys(first.sets).length > 0) return first;
  const woken = await expected.within(WAIT_MS, signal);
  if (!woken) return first;
  if (woken.removed) throw unauthorised('the client was removed');
  // Nothing waited when it began to wait, so that what everybody is told since is all there is for it; no question for each of hundreds who wait.
  return woken.alone ? step(new Set()) : answerOf(woken.everybody.slice(0, limit), woken.everybody.length > limit);
}
