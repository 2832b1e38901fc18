import * as z from 'zod';
import { EVENT_TYPES, FEEDS, type Feed } from '../../exchange/events/table.ts';
import { HttpError } from '../http/http-error.ts';
import type { HubParts } from '../parts.ts';
import type { HubTables } from '../store/schema.ts';
import type { Selectable } from 'kysely';
import { pushAddress } from './push-address.ts';

export type StreamRow = Selectable<HubTables['stream']>;

export const PUSH = 'urn:ietf:rfc:8935';
export const POLL = 'urn:ietf:rfc:8936';

const delivery = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal(PUSH), endpoint_url: z.string().max(500), authorization_header: z.string().max(1_000).optional() }),
  z.object({ method: z.literal(POLL) }),
]);
const requested = z.array(z.string().max(300)).max(200);

/** OpenID SSF 1.0 section 8.1.1.1. */
export const createOrder = z.object({
  delivery: delivery.default({ method: POLL }),
  events_requested: requested.optional(),
  description: z.string().max(200).default(''),
});
/** Section 8.1.1.3 and 8.1.1.4. */
export const updateOrder = createOrder.partial().extend({ stream_id: z.uuid() });
/** Section 8.1.2. */
export const statusOrder = z.object({
  stream_id: z.uuid(),
  status: z.enum(['enabled', 'paused', 'disabled']),
  reason: z.string().max(200).optional(),
});

/** Every URI once; those of streams themselves are always delivered and never asked for. */
export const SUPPORTED = [...new Set(EVENT_TYPES.filter(({ family }) => family !== 'stream').map(({ uri }) => uri))];

/** Feeds of which a stream wants anything; all, where it named nothing. */
export function feedsOf(uris: readonly string[]): readonly Feed[] {
  const wanted = new Set(EVENT_TYPES.filter(({ uri }) => uris.includes(uri)).map(({ feed }) => feed));
  return FEEDS.filter((feed) => wanted.has(feed));
}

/** What is asked for, as it is kept. @throws HttpError 400 `endpoint_refused`, `events_refused` */
export function checked(order: z.infer<typeof createOrder>) {
  const { method } = order.delivery;
  const endpoint = order.delivery.method === PUSH ? pushAddress(order.delivery.endpoint_url).href : null;
  const events = order.events_requested ?? (method === PUSH ? SUPPORTED : SUPPORTED.filter((uri) => feedsOf([uri]).includes('credential')));
  if (method === POLL && feedsOf(events).length !== 1) throw new HttpError(400, 'events_refused', 'a stream that is polled is of one feed');
  return { method, endpoint_url: endpoint, events_requested: events, description: order.description };
}

/** A stream as its receiver sees it; the header for its address is never told again. */
export function configuration({ url, clients }: Pick<HubParts, 'url' | 'clients'>, row: StreamRow) {
  const [feed] = feedsOf(row.events_requested);
  return {
    stream_id: row.id,
    iss: url,
    aud: clients.issuerOf(row.client),
    delivery: { method: row.method, endpoint_url: row.endpoint_url ?? `${url}/streams/${feed}/poll` },
    events_supported: SUPPORTED,
    events_requested: row.events_requested,
    events_delivered: row.events_requested.filter((uri) => SUPPORTED.includes(uri)),
    ...(row.description !== '' && { description: row.description }),
  };
}
