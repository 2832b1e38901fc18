import { AppError } from '../errors.ts';
import { inTurn } from '../in-turn.ts';
import { openClients } from './access/clients.ts';
import { makeCode } from './access/enrolment.ts';
import { openHubKeys } from './access/hub-keys.ts';
import { accessRoutes } from './access/routes.ts';
import { hubSecret } from './access/secret.ts';
import { administrationRoutes } from './administration/routes.ts';
import { faultOf, type Log } from './http/log.ts';
import { openMetrics } from './http/metrics.ts';
import { pageRoutes } from './http/page-routes.ts';
import type { Route } from './http/router.ts';
import { type Limits, listenOn, serveRoutes } from './http/server.ts';
import { serviceRoutes } from './http/service-routes.ts';
import { membershipParts, membershipRoutes } from './membership/administration.ts';
import { endDue } from './membership/end-due.ts';
import type { HubParts } from './parts.ts';
import { announce } from './running.ts';
import { scimRoutes } from './scim/routes.ts';
import { HUB } from './store/actor.ts';
import { type HubStore, openHubStore } from './store/hub-store.ts';
import { openBell } from './streams/bell.ts';
import { eventRoutes } from './streams/event-routes.ts';
import { openPusher } from './streams/pusher.ts';
import { snapshotRoutes } from './streams/snapshot.ts';
import { statusListRoutes } from './streams/status-list.ts';
import { streamRoutes } from './streams/stream-routes.ts';

export interface HubOptions {
  /** Data folder of the hub: its secret, and its database where no server is named. */
  readonly folder: string;
  /** `postgres://…` */
  readonly database?: string;
  readonly host?: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Origin under which others reach it; without it, the address that it listens on. */
  readonly publicUrl?: string;
  readonly limits?: Partial<Limits>;
  readonly log?: Log;
  readonly now?: () => Date;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A hub that runs. */
export interface Hub extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly parts: HubParts;
  /** Lets the first administrator in; `null` where one was there. */
  readonly adminCode: string | null;
}

const HOUR_MS = 3_600_000;
const LOOPBACK = /^(?:127\.0\.0\.1|\[::1\]|localhost)$/;

/** An origin that may be told to others. @throws AppError USAGE_WRONG for plain HTTP beyond this computer, or a path */
function originOf(address: string): string {
  const url = URL.parse(address);
  const good =
    url && url.pathname === '/' && url.search === '' && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)));
  if (!good) throw new AppError('USAGE_WRONG', { note: '--public-url https://host' });
  return url.origin;
}

/** As URLs write the host that is listened on; whatever listens everywhere is reached on the loopback. */
const localAddress = (host: string, port: number): string => {
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
};

/** Work that comes due by itself, at the start and then each hour; one piece after the other, and whichever process is first. */
function everyHour(work: readonly (() => Promise<unknown>)[], log: Log): AsyncDisposable {
  const turn = inTurn();
  const run = async () => {
    for (const piece of work) await piece().catch((error: unknown) => log({ event: 'fault', fault: faultOf(error) }));
  };
  const first = turn(run);
  const timer = setInterval(() => void turn(run), HOUR_MS).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await first;
      await turn(async () => {});
    },
  };
}

async function firstCode(store: HubStore): Promise<string | null> {
  return store.within(HUB, async (tx) => {
    if (await tx.selectFrom('client').select('id').where('kind', '=', 'hub').where('state', '=', 'active').executeTakeFirst()) return null;
    return (await makeCode(tx, { kind: 'hub', association: null, scopes: [], by: 'start' }, store.now())).code;
  });
}

/**
 * Opens the hub: database, keys, streams, and the server.
 * @throws AppError USAGE_WRONG, DATA_FOLDER_LOCKED, HUB_DATABASE_UNREACHABLE, SECRET_STORE_UNREADABLE, STORE_TOO_NEW
 */
export async function openHub({
  folder,
  database,
  host = '127.0.0.1',
  port,
  publicUrl,
  limits,
  log = () => {},
  now,
  environment,
}: HubOptions): Promise<Hub> {
  const named = publicUrl === undefined ? null : originOf(publicUrl);
  const stack = new AsyncDisposableStack();
  try {
    const secret = await hubSecret(folder, environment);
    const store = stack.use(await openHubStore({ folder, ...(database !== undefined && { database }), ...(now && { now }) }));
    const keys = await openHubKeys(store, secret);
    const bell = stack.use(await openBell(store));
    const listener = await listenOn(host, port);
    const local = localAddress(host, listener.port);
    const url = named ?? local;
    const parts: HubParts = { store, url, keys, clients: openClients(store, url), secret };
    const membership = membershipParts(parts);
    const metrics = openMetrics();
    const routes: readonly Route[] = [
      ...serviceRoutes(
        parts,
        metrics,
        () => bell.waiting,
        () => routes,
      ),
      ...pageRoutes(),
      ...accessRoutes(parts),
      ...administrationRoutes(parts),
      ...eventRoutes(parts, bell),
      ...statusListRoutes(parts),
      ...streamRoutes(parts),
      ...snapshotRoutes(parts),
      ...membershipRoutes(parts),
      ...scimRoutes({ ...parts, ...membership }),
    ];
    stack.use(serveRoutes({ parts, routes, listener, metrics, log, ...(limits && { limits }) }));
    stack.use(openPusher(parts, log));
    stack.use(everyHour([() => keys.rotate(), () => endDue(membership)], log));
    stack.use(await announce(folder, { url, address: local }));
    const adminCode = await firstCode(store);
    return {
      url,
      port: listener.port,
      parts,
      adminCode,
      async [Symbol.asyncDispose]() {
        await stack.disposeAsync();
        log({ event: 'end' });
      },
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}
