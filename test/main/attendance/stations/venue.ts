import { randomUUID } from 'node:crypto';
import type { StationView } from '../../../../main/api/schema/attendance.ts';
import { type FactLog, openFactLog } from '../../../../main/attendance/facts/log.ts';
import { openStationIdentity, type StationIdentity } from '../../../../main/attendance/stations/identity.ts';
import { PACE, type Pace } from '../../../../main/attendance/stations/pace.ts';
import { readPairingCode, writePairingCode } from '../../../../main/attendance/stations/pairing-code.ts';
import type { RowKind, Shared, SharedBinding, SharedChange, SharedPerson } from '../../../../main/attendance/stations/shared.ts';
import { openStations, type Stations, type StationsOptions } from '../../../../main/attendance/stations/stations.ts';
import { type AuditLog, auditLog } from '../../../../main/audit/audit-log.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { textOfPlan } from '../../../../main/training/revision.ts';
import { openSeminars, type Seminars } from '../../../../main/training/seminars.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { peopleOf } from '../../support/facts.ts';
import { plan } from '../../training/plans.ts';

/** Pauses of a test: as short as may be, but for what must not happen in one. */
export const SHORT: Pace = { ...PACE, redialFirstMs: 10, redialMostMs: 50 };

/** What a desk shares: its real seminars and facts, booked people and cards kept in memory. */
export class DeskShared implements Shared {
  readonly people = new Map<string, Map<string, SharedPerson>>();
  readonly bindings = new Map<string, Map<string, SharedBinding>>();
  readonly rows: Shared['rows'];
  readonly take: Shared['take'];
  readonly facts: Shared['facts'];
  /** Facts that came from other stations, each time that they came. */
  received = 0;
  readonly #seminars: Seminars;
  readonly #listeners = new Set<(change: SharedChange) => void>();
  /** Told what came from other stations. */
  onTake: (kind: RowKind, rows: number) => void = () => {};

  constructor(seminars: Seminars, facts: FactLog) {
    this.#seminars = seminars;
    this.facts = {
      ...facts,
      merge: (added, seminar, from) => {
        this.received += added.length;
        return facts.merge(added, seminar, from);
      },
    };
    seminars.watch(({ id }) => {
      this.tell({ kind: 'plan', seminar: id });
      this.tell({ kind: 'seminars' });
    });
    this.rows = {
      plan: async (seminar) => (this.#knows(seminar) ? seminars.revisions(seminar) : []),
      people: async (seminar) => [...(this.people.get(seminar)?.values() ?? [])],
      bindings: async (seminar) => [...(this.bindings.get(seminar)?.values() ?? [])],
    };
    this.take = {
      plan: (_seminar, rows) => {
        this.onTake('plan', rows.length);
        return seminars.adopt(rows);
      },
      people: async (seminar, rows) => {
        this.onTake('people', rows.length);
        this.book(seminar, ...rows.filter((row) => 'name' in row));
      },
      bindings: async (seminar, rows) => {
        this.onTake('bindings', rows.length);
        this.bind(seminar, ...rows);
      },
    };
  }

  #knows = (seminar: string): boolean => this.#seminars.list().some(({ id }) => id === seminar);

  seminars(): readonly string[] {
    return this.#seminars
      .list()
      .filter(({ state }) => state === 'running')
      .map(({ id }) => id);
  }

  offered(): readonly string[] {
    return this.seminars();
  }

  book(seminar: string, ...people: readonly SharedPerson[]): void {
    this.#put(this.people, 'people', seminar, people, ({ registration }) => String(registration));
  }

  bind(seminar: string, ...cards: readonly SharedBinding[]): void {
    this.#put(this.bindings, 'bindings', seminar, cards, ({ certificate }) => certificate);
  }

  #put<T>(rows: Map<string, Map<string, T>>, kind: RowKind, seminar: string, added: readonly T[], key: (row: T) => string): void {
    const known = rows.get(seminar) ?? new Map<string, T>();
    for (const row of added) known.set(key(row), row);
    rows.set(seminar, known);
    this.tell({ kind, seminar });
  }

  tell(change: SharedChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Waits for a change after which something holds. */
  async until(holds: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    using _watch = this.watch(() => holds() && resolve());
    if (holds()) resolve();
    await promise;
  }

  watch(listener: (change: SharedChange) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }
}

export interface VenueDesk extends AsyncDisposable {
  readonly folder: string;
  readonly store: Store;
  readonly audit: AuditLog;
  readonly identity: StationIdentity;
  readonly seminars: Seminars;
  readonly shared: DeskShared;
  readonly log: FactLog;
  readonly stations: Stations;
}

export interface DeskOptions extends Partial<Pick<StationsOptions, 'clock' | 'pace' | 'monotonic'>> {
  readonly folder?: string;
  readonly name?: string;
  readonly now?: () => Date;
  /** Seminars that run here. */
  readonly runs?: readonly string[];
}

/** A seminar that runs. */
export const revisionOf = (seminar: string, state: 'running' | 'settled' = 'running', revision = 1) => ({
  seminar,
  revision,
  at: '2026-11-20T00:00:00.000Z',
  state,
  plan: textOfPlan(plan({ title: `Seminar ${seminar}` })),
  reason: '',
});

export const newSeminar = (): string => randomUUID();

/** A desk with a real store, real facts and seminars, as a station that meets others on loopback only. */
export async function desk({ folder, name = 'Desk', now, runs = [], pace = SHORT, ...rest }: DeskOptions = {}): Promise<VenueDesk> {
  const path = folder ?? (await temporaryFolder());
  const store = await openStore({ folder: path, ...(now && { now }) });
  const audit = auditLog(store);
  await audit.begin();
  const identity = await openStationIdentity(store, name);
  const log = openFactLog({ store, device: identity.device, people: peopleOf(store) });
  const seminars = await openSeminars({ store, audit });
  await seminars.adopt(runs.map((seminar) => revisionOf(seminar)));
  const shared = new DeskShared(seminars, log);
  const stations = await openStations({ store, audit, identity, shared, pace, ...rest });
  const close = async () => {
    await stations[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
  };
  return { folder: path, store, audit, identity, seminars, shared, log, stations, [Symbol.asyncDispose]: close };
}

/** Waits for a view for which something holds. */
export async function until({ stations }: Pick<VenueDesk, 'stations'>, holds: (view: StationView) => boolean): Promise<StationView> {
  const { promise, resolve } = Promise.withResolvers<StationView>();
  using _watch = stations.watch((view) => {
    if (holds(view)) resolve(view);
  });
  if (holds(stations.view)) resolve(stations.view);
  return await promise;
}

/** Waits until a desk has so many facts of a seminar. */
export async function untilFacts({ log }: Pick<VenueDesk, 'log'>, seminar: string, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const hashes = new Set<string>();
  using _watch = log.watch(({ hash, body }) => {
    if (body.seminar === seminar) hashes.add(hash);
    if (hashes.size >= count) resolve();
  });
  for (const { hash } of await log.of(seminar)) hashes.add(hash);
  if (hashes.size >= count) resolve();
  await promise;
}

export const connected = (count: number) => (view: StationView) => view.peers.filter((peer) => peer.connected).length === count;

const linkedTo =
  ({ identity: { fingerprint } }: VenueDesk) =>
  (view: StationView): boolean =>
    view.peers.some((peer) => peer.fingerprint === fingerprint && peer.connected);

/** Waits until two desks both say that they are connected. */
export const linked = (one: VenueDesk, other: VenueDesk) => Promise.all([until(one, linkedTo(other)), until(other, linkedTo(one))]);

/** Joins two desks and waits until they are connected. @param port where the joining one goes instead of to the inviting one itself */
export async function pair(inviting: VenueDesk, joining: VenueDesk, port?: number): Promise<void> {
  const { code } = await inviting.stations.invite({ host: '127.0.0.1' });
  const place = readPairingCode(code);
  await joining.stations.join(writePairingCode({ ...place, port: port ?? place.port }));
  await linked(inviting, joining);
}
