import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { deriveKey, seal } from '../../store/sealing.ts';
import { HttpError } from '../http/http-error.ts';
import { read } from '../http/read.ts';
import type { Answer, Exchange, Route } from '../http/router.ts';
import type { HubParts } from '../parts.ts';
import { HUB } from '../store/actor.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { onlyClient } from './append.ts';
import { checked, configuration, createOrder, POLL, PUSH, statusOrder, SUPPORTED, updateOrder } from './stream-config.ts';
import { tell } from './tell.ts';

/** Place that binds a sealed header to its stream. */
export const headerPlace = (stream: string): string => `authorization of stream ${stream}`;

const verifyOrder = z.object({ stream_id: z.uuid(), state: z.string().max(1_000).optional() });
const MOST_STREAMS = 10;

const unknown = () => new HttpError(404, 'not_found', 'no such stream');

/** A stream of the caller's own, held. @throws HttpError 404 */
async function hold(tx: HubTransaction, { caller }: Exchange, id: string) {
  const rows = z.uuid().safeParse(id).success
    ? await tx.selectFrom('stream').selectAll().where('id', '=', id).where('client', '=', caller!.client).forUpdate().execute()
    : [];
  if (!rows[0]) throw unknown();
  return rows[0];
}

/** Streams by OpenID SSF 1.0 section 8.1: what a client wants, and where to. */
export function streamRoutes(parts: HubParts): readonly Route[] {
  const { store, url, secret } = parts;
  const key = deriveKey(secret, 'stream headers');
  const sealed = (id: string, order: z.infer<typeof createOrder>) => {
    const header = order.delivery.method === PUSH ? order.delivery.authorization_header : undefined;
    return header === undefined ? null : seal(key, Buffer.from(header), headerPlace(id));
  };
  const scope = 'events:read' as const;

  async function change(exchange: Exchange, whole: boolean): Promise<Answer> {
    const { stream_id: id, ...order } = await read(exchange, updateOrder);
    const body = await exchange.within(async (tx) => {
      const held = await hold(tx, exchange, id);
      const before = whole ? {} : { events_requested: [...held.events_requested], description: held.description };
      const kept = held.endpoint_url === null ? { method: POLL as typeof POLL } : { method: PUSH as typeof PUSH, endpoint_url: held.endpoint_url };
      const next = createOrder.parse({ ...before, ...(!whole && { delivery: kept }), ...order });
      const header = order.delivery || whole ? { authorization_sealed: sealed(id, next) } : {};
      const { events_requested: events, ...row } = checked(next);
      await tx
        .updateTable('stream')
        .set({ ...row, ...header, events_requested: JSON.stringify(events), failures: 0, retry_at: null, changed_at: store.now() })
        .where('id', '=', id)
        .execute();
      return configuration(parts, await hold(tx, exchange, id));
    });
    return { status: 200, body };
  }

  return [
    {
      method: 'GET',
      path: '/.well-known/ssf-configuration',
      scope: null,
      summary: 'What this transmitter offers (OpenID SSF 1.0 section 7).',
      handler: async () => ({
        status: 200,
        body: {
          spec_version: '1_0',
          issuer: url,
          jwks_uri: `${url}/jwks.json`,
          delivery_methods_supported: [PUSH, POLL],
          configuration_endpoint: `${url}/streams`,
          status_endpoint: `${url}/streams/status`,
          verification_endpoint: `${url}/streams/verify`,
          authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
          default_subjects: 'ALL',
          events_supported: SUPPORTED,
        },
      }),
    },
    {
      method: 'GET',
      path: '/streams',
      scope,
      summary: 'Streams of the client, or one of them (stream_id).',
      async handler(exchange): Promise<Answer> {
        const id = exchange.query.get('stream_id');
        if (id !== null) return { status: 200, body: configuration(parts, await exchange.within((tx) => hold(tx, exchange, id))) };
        const rows = await exchange.within((tx) => tx.selectFrom('stream').selectAll().where('client', '=', exchange.caller!.client).execute());
        return { status: 200, body: rows.map((row) => configuration(parts, row)) };
      },
    },
    {
      method: 'POST',
      path: '/streams',
      scope,
      summary: 'Makes a stream: polled, of one feed, or pushed to an address.',
      request: createOrder,
      async handler(exchange): Promise<Answer> {
        const order = await read(exchange, createOrder);
        const { client } = exchange.caller!;
        const { events_requested: events, ...row } = checked(order);
        const id = randomUUID();
        const body = await exchange.within(async (tx) => {
          const own = await tx.selectFrom('stream').select('id').where('client', '=', client).execute();
          if (own.length >= MOST_STREAMS) throw new HttpError(409, 'streams_many', `${MOST_STREAMS} at most`);
          const state = { state: 'enabled' as const, failures: 0, retry_at: null, changed_at: store.now() };
          await tx
            .insertInto('stream')
            .values({ id, client, ...row, ...state, events_requested: JSON.stringify(events), authorization_sealed: sealed(id, order) })
            .execute();
          return configuration(parts, await hold(tx, exchange, id));
        });
        return { status: 201, body };
      },
    },
    {
      method: 'PATCH',
      path: '/streams',
      scope,
      summary: 'Changes members of a stream.',
      request: updateOrder,
      handler: (exchange) => change(exchange, false),
    },
    { method: 'PUT', path: '/streams', scope, summary: 'Replaces a stream.', request: updateOrder, handler: (exchange) => change(exchange, true) },
    {
      method: 'DELETE',
      path: '/streams',
      scope,
      summary: 'Ends a stream (stream_id).',
      async handler(exchange): Promise<Answer> {
        await exchange.within(async (tx) => {
          const { id } = await hold(tx, exchange, exchange.query.get('stream_id') ?? '');
          await tx.deleteFrom('place').where('client', '=', exchange.caller!.client).where('feed', 'like', `push/${id}/%`).execute();
          await tx.deleteFrom('stream').where('id', '=', id).execute();
        });
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: '/streams/status',
      scope,
      summary: 'Whether a stream is enabled, paused or disabled (stream_id).',
      async handler(exchange): Promise<Answer> {
        const { id, state } = await exchange.within((tx) => hold(tx, exchange, exchange.query.get('stream_id') ?? ''));
        return { status: 200, body: { stream_id: id, status: state } };
      },
    },
    {
      method: 'POST',
      path: '/streams/status',
      scope,
      summary: 'Enables, pauses or disables a stream.',
      request: statusOrder,
      async handler(exchange): Promise<Answer> {
        const { stream_id: id, status } = await read(exchange, statusOrder);
        await exchange.within(async (tx) => {
          await hold(tx, exchange, id);
          await tx.updateTable('stream').set({ state: status, failures: 0, retry_at: null, changed_at: store.now() }).where('id', '=', id).execute();
        });
        return { status: 200, body: { stream_id: id, status } };
      },
    },
    {
      method: 'POST',
      path: '/streams/verify',
      scope,
      summary: 'Sends a verification event through the stream (OpenID SSF 1.0 section 8.1.4).',
      request: verifyOrder,
      async handler(exchange): Promise<Answer> {
        const { stream_id: id, state } = await read(exchange, verifyOrder);
        await exchange.within((tx) => hold(tx, exchange, id));
        const payload = state === undefined ? {} : { state };
        const audiences = [onlyClient(exchange.caller!.client)];
        await store.within(HUB, (tx) => tell(parts, tx, { name: 'stream.verification', subject: { format: 'opaque', id }, payload, audiences }));
        return { status: 204 };
      },
    },
  ];
}
