import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../errors.ts';
import type { Caller } from '../access/caller.ts';
import { type Rate, rateLimit } from '../access/rate-limit.ts';
import { callerOf } from '../access/token.ts';
import type { HubParts } from '../parts.ts';
import { exchangeOf } from './exchange.ts';
import { httpErrorOf } from './failures.ts';
import { errorAnswer, HttpError } from './http-error.ts';
import { faultOf, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { type Answer, type Found, type Route, routerOf, scopesNeeded, shapeOfPath } from './router.ts';
import { send } from './send.ts';

/** How often one client, and one address without a client, may ask. */
export interface Limits {
  readonly client: Rate;
  /** Of all clients of a person. */
  readonly person: Rate;
  readonly address: Rate;
}
/** A desk that comes back after weeks pushes its events one by one; whole offices stand behind one address. */
export const LIMITS: Limits = {
  client: { burst: 2_000, perSecond: 500 },
  person: { burst: 120, perSecond: 2 },
  address: { burst: 300, perSecond: 50 },
};

export interface ServeOptions {
  readonly parts: HubParts;
  readonly routes: readonly Route[];
  readonly listener: Listener;
  readonly limits?: Partial<Limits>;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** What is being answered may take so long when the hub ends. */
const GRACE_MS = 5_000;
/** Longer than a long poll, and than balancers keep a connection open. */
const KEEP_ALIVE_MS = 65_000;

/** A port that is taken and not yet answered: the hub's own address is known before its routes are made. */
export interface Listener {
  readonly server: Server;
  readonly port: number;
}

/**
 * @param port 0 for any free one
 * @throws AppError USAGE_WRONG for an address that cannot be listened on
 */
export async function listenOn(host: string, port: number): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: 20_000, requestTimeout: 120_000 });
  server.listen(port, host);
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    throw new AppError('USAGE_WRONG', { note: `${host}:${port} ${cause.code ?? ''}` }, { cause });
  });
  return { server, port: (server.address() as AddressInfo).port };
}

function requireScope({ route }: Found, { scopes }: Caller): void {
  const needed = scopesNeeded(route);
  if (needed === null || needed.some((scope) => scopes.has(scope))) return;
  // Of several the first is what a desk has; whoever has another of them is not told here.
  const [scope] = needed;
  const challenge = `Bearer error="insufficient_scope", scope="${scope}"`;
  throw new HttpError(403, 'insufficient_scope', `the scope ${scope} is needed`, { 'www-authenticate': challenge });
}

/** Serves a table of routes until it is disposed of: then nothing new is taken, polls answer at once, and what is under way is finished. */
export function serveRoutes({ parts, routes, listener: { server }, limits: given, metrics, log }: ServeOptions): AsyncDisposable {
  const limits = { ...LIMITS, ...given };
  const find = routerOf(routes);
  const perClient = rateLimit(limits.client);
  const perPerson = rateLimit(limits.person);
  const perAddress = rateLimit(limits.address);
  const ending = new AbortController();

  async function admit(found: Found, request: IncomingMessage): Promise<Caller | null> {
    if (found.route.scope === null) {
      perAddress(request.socket.remoteAddress ?? '');
      return null;
    }
    const caller = await callerOf(parts, request.headers.authorization).catch((error: unknown) => {
      perAddress(request.socket.remoteAddress ?? '');
      throw error;
    });
    if (caller.registration != null) perPerson(caller.registration);
    else perClient(caller.client);
    requireScope(found, caller);
    return caller;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const { method = '' } = request;
    const url = URL.parse(request.url ?? '/', parts.url);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    let found: Found | null = null;
    let caller: Caller | null = null;
    let code: string | undefined;

    async function handled(): Promise<Answer> {
      if (!url) throw new HttpError(400, 'address_unreadable', 'the address cannot be read');
      found = find(method, url.pathname);
      caller = await admit(found, request);
      const signal = AbortSignal.any([gone.signal, ending.signal]);
      return found.route.handler(exchangeOf({ request, found, caller, signal, store: parts.store, query: url.searchParams }));
    }
    const shape = () => found?.route.errors ?? shapeOfPath(url?.pathname ?? '/');
    const failed = (error: unknown): Answer => {
      const known = httpErrorOf(error);
      if (!known) log({ event: 'fault', method, route: found?.route.path ?? 'none', fault: faultOf(error) });
      const told = known ?? new HttpError(500, 'internal', 'a fault of the hub');
      code = told.code;
      return errorAnswer(told, shape());
    };

    const told = await handled().catch(failed);
    await send(response, told, method === 'HEAD').catch((error: unknown) => {
      if (!gone.signal.aborted) log({ event: 'fault', method, route: found?.route.path ?? 'none', fault: faultOf(error) });
      response.destroy();
    });
    const route = (found as Found | null)?.route.path ?? 'none';
    const ms = performance.now() - started;
    metrics.request(route, method, told.status, ms / 1_000);
    log({
      event: 'request',
      method,
      route,
      status: told.status,
      ms: Math.round(ms),
      client: (caller as Caller | null)?.client ?? null,
      ...(code && { code }),
    });
  }

  const underWay = new Set<Promise<void>>();
  server.on('request', (request, response) => {
    if (ending.signal.aborted) response.setHeader('connection', 'close');
    const work = answer(request, response).finally(() => underWay.delete(work));
    underWay.add(work);
  });
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      ending.abort();
      server.closeIdleConnections();
      const over = new AbortController();
      await Promise.race([Promise.allSettled([...underWay]), wait(GRACE_MS, undefined, { signal: over.signal }).catch(() => {})]);
      over.abort();
      server.closeAllConnections();
      await closed;
    },
  };
}
