import { CardError } from '../../card/errors.ts';
import { RefusedPins } from '../../card/pin/refused-pins.ts';
import type { HttpClient } from '../../pki/network/http-client.ts';
import { cscService } from '../../pki/remote/csc/service.ts';
import type { CredentialList, RemoteSession, RemoteSigningService } from '../../pki/remote/service.ts';
import type { ReaderView } from '../api/schema/card.ts';
import type { RemoteService, RemoteServiceOrder, RemoteServiceRecord } from '../api/schema/remote.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { toFailure } from '../failure.ts';
import { Latest } from '../latest.ts';
import type { KeySource } from '../signing/key-source.ts';
import { browserVisit } from './browser-visit.ts';
import { abortNamed, openRemoteSigner, sessionEnded } from './remote-key.ts';
import { faultyKeyView, keyFault, keyIdentity, type NamedCredential, named, readerView, remoteKeyView, signingSource } from './remote-view.ts';
import type { RemoteServices } from './services.ts';

export interface RemoteDeskOptions {
  readonly services: RemoteServices;
  readonly audit: AuditLog;
  readonly http: HttpClient;
  /** Whether a person is asked again after a wrong PIN. */
  readonly askAgain: boolean;
  /** Opens a web address in the person's own browser, where the shell can. */
  readonly browse?: ((address: string) => Promise<boolean>) | undefined;
  readonly now: () => Date;
  /** The adapter of a service; that of the Cloud Signature Consortium API unless given. */
  readonly adapter?: (record: RemoteServiceRecord) => RemoteSigningService;
}

/** The services for remote signing of this desk and the keys that they keep. Sessions live in memory and end with the program. */
export interface RemoteDesk extends KeySource, AsyncDisposable {
  list(): readonly RemoteService[];
  /** By id or name. @throws AppError REMOTE_SERVICE_UNKNOWN */
  find(idOrName: string): RemoteServiceRecord;
  /** Puts a service on record and asks it where one signs in; what speaks against that is shown with it. @throws AppError REMOTE_SERVICE_NAME_TAKEN, PkiError REMOTE_ADDRESS_UNFIT */
  add(order: RemoteServiceOrder): Promise<void>;
  /** @throws AppError REMOTE_SERVICE_UNKNOWN */
  remove(service: string): Promise<void>;
  /** The person was shown this host as the sign-in of the service and allows it. @throws AppError REMOTE_SERVICE_UNKNOWN, PkiError REMOTE_ADDRESS_UNFIT */
  confirmSignIn(service: string, host: string): Promise<void>;
  /**
   * Lets the person sign in and looks at their keys.
   * @param announce is told where the person has to go, `null` when they need not any more
   * @returns how many keys there are
   * @throws AppError REMOTE_SERVICE_UNKNOWN, REMOTE_VISIT_EXPIRED; CardError OPERATION_ABORTED; PkiError
   */
  connect(service: string, announce: (address: string | null) => void, signal: AbortSignal): Promise<number>;
  /** Opens the page that the person has to visit now, and no other; `false` where there is none, or the shell opens nothing. */
  openPage(): Promise<boolean>;
  /** Forgets the session, here and at the service. @throws AppError REMOTE_SERVICE_UNKNOWN */
  disconnect(service: string): Promise<void>;
}

/** What is known of one service that somebody signed in to. */
interface Connection {
  readonly service: RemoteServiceRecord;
  readonly session: RemoteSession;
  readonly credentials: CredentialList;
}

export function openRemoteDesk({ services, audit, http, askAgain, browse, now, adapter }: RemoteDeskOptions): RemoteDesk {
  const make = adapter ?? (({ base, clientId, signInHost }) => cscService({ http, base, clientId, signInHost, now }));
  const views = new Latest<readonly ReaderView[]>([]);
  const connections = new Map<string, Connection>();
  const failures = new Map<string, unknown>();
  /** By key, the PINs that its service has refused. */
  const refused = new Map<string, RefusedPins>();
  const ended = new AbortController();
  /** The page that the person was sent to last and has not come back from. */
  let page: string | null = null;

  const visiting = (announce: (address: string | null) => void) =>
    browserVisit((address) => {
      page = address;
      announce(address);
    });

  const keysOf = (service: RemoteServiceRecord) => named(service, connections.get(service.id)?.credentials.usable ?? []);
  const keys = (): readonly NamedCredential[] => services.list.flatMap(keysOf);
  const publish = () => views.set(keys().map((key) => readerView(key, now())));

  function find(reader: string): NamedCredential {
    const found = keys().find((key) => key.reader === reader);
    if (!found) throw new CardError('READER_NOT_FOUND', { reader });
    return found;
  }

  /** A key whose sign-in still counts. @throws CardError READER_NOT_FOUND, PkiError REMOTE_SESSION_ENDED */
  function live(reader: string): NamedCredential {
    const key = find(reader);
    if (!connections.get(key.service.id)!.session.over) return key;
    void dropOver();
    throw sessionEnded(key.service);
  }

  function refusedFor(key: NamedCredential): RefusedPins {
    const pins = refused.get(keyIdentity(key)) ?? new RefusedPins();
    refused.set(keyIdentity(key), pins);
    return pins;
  }

  async function drop(id: string): Promise<void> {
    const known = connections.get(id);
    connections.delete(id);
    publish();
    await known?.session.end();
  }

  /** A session that is over is none: the person has to sign in again. */
  async function dropOver(): Promise<void> {
    const over = [...connections].filter(([, { session }]) => session.over);
    for (const [id, { service }] of over) failures.set(id, sessionEnded(service));
    await Promise.all(over.map(([id]) => drop(id)));
  }

  async function lookAt({ id }: RemoteServiceRecord): Promise<void> {
    const known = connections.get(id);
    if (!known) return;
    try {
      const credentials = await known.session.credentials(ended.signal);
      failures.delete(id);
      if (connections.get(id) === known) connections.set(id, { ...known, credentials });
    } catch (error) {
      failures.set(id, error);
    }
  }

  return {
    views,
    has: (reader) => keys().some((key) => key.reader === reader),
    async look() {
      await Promise.all(services.list.map(lookAt));
      await dropOver();
      publish();
    },
    used: dropOver,
    list() {
      void dropOver();
      return services.list.map((service) => ({
        ...service,
        connected: connections.has(service.id),
        keys: [
          ...keysOf(service).map((key) => remoteKeyView(key, now())),
          ...(connections.get(service.id)?.credentials.faulty ?? []).map((key) => faultyKeyView(service, key)),
        ],
        failure: failures.has(service.id) ? toFailure(failures.get(service.id)) : null,
      }));
    },
    find: services.find,
    async add(order) {
      const service = await services.add(order);
      await make(service)
        .describe(ended.signal)
        .catch((error: unknown) => failures.set(service.id, error));
    },
    async confirmSignIn(idOrName, host) {
      const { id } = services.find(idOrName);
      await services.confirmSignIn(id, host);
      failures.delete(id);
    },
    async remove(service) {
      const { id } = await services.remove(service);
      failures.delete(id);
      await drop(id);
    },
    async connect(idOrName, announce, signal) {
      const service = services.find(idOrName);
      const until = AbortSignal.any([signal, ended.signal]);
      const session = await abortNamed(make(service).signIn(visiting(announce), until), until, service.name);
      try {
        const credentials = await abortNamed(session.credentials(until), until, service.name);
        await audit.record({
          action: 'remote-service.connected',
          facts: { service: service.name, address: service.base, keys: credentials.usable.length },
        });
        await drop(service.id);
        // It may have been removed from the record while the person was away.
        connections.set(services.find(service.id).id, { service, session, credentials });
      } catch (error) {
        await session.end();
        throw error;
      }
      failures.delete(service.id);
      // Who signs in again may have set a PIN at the service that was wrong before.
      for (const key of keysOf(service)) refused.get(keyIdentity(key))?.wipe();
      publish();
      return keysOf(service).length;
    },
    openPage: async () => page !== null && ((await browse?.(page)) ?? false),
    async disconnect(idOrName) {
      const { id, name, base } = services.find(idOrName);
      failures.delete(id);
      if (!connections.has(id)) return;
      await drop(id);
      await audit.record({ action: 'remote-service.disconnected', facts: { service: name, address: base } });
    },
    shown: (reader) => signingSource(live(reader)),
    openSigner(reader, prompt, uses, signal) {
      const key = live(reader);
      const fault = keyFault(key);
      if (fault) throw fault;
      const { session } = connections.get(key.service.id)!;
      return openRemoteSigner({ key, session, prompt, refused: refusedFor(key), visiting, uses, askAgain, signal });
    },
    async [Symbol.asyncDispose]() {
      ended.abort();
      await Promise.all([...connections.keys()].map(drop));
      for (const pins of refused.values()) pins.wipe();
      views.end();
    },
  };
}
