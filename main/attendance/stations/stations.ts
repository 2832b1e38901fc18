import type { StationView } from '../../api/schema/attendance.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { AppError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import { Doorway } from './doorway.ts';
import { renameStation, type StationIdentity } from './identity.ts';
import { Invitation, INVITATION } from './invitation.ts';
import { InvitedSeminars } from './invited-seminars.ts';
import { hostAndPort, plainAddress, splitHostAndPort } from './ip-address.ts';
import { keptInvitations, keptListening } from './kept-settings.ts';
import { Member, type MemberOptions } from './member.ts';
import { MOST_SEMINARS } from './messages.ts';
import { PACE, type Pace } from './pace.ts';
import { hearJoining, joinBy, pinOf } from './pairing.ts';
import { readPairingCode, writePairingCode } from './pairing-code.ts';
import { type Peer, peerBook } from './peers.ts';
import { type Admission, dial, type SecureChannel } from './secure-channel.ts';
import type { Shared } from './shared.ts';
import { type OwnClock, TimeScale } from './time-scale.ts';
import { ViewFeed } from './view-feed.ts';

/** This desk among the stations of a venue; README.md in this folder says what is spoken between them and who is trusted with what. */
export interface Stations extends AsyncDisposable {
  readonly view: StationView;
  /** Called after each change of the view. */
  watch(listener: (view: StationView) => void): Disposable;
  /**
   * Listens, at every address of this computer where no host is given, and gives the code by which one other station joins within ten minutes.
   * An earlier invitation ends. The other station is invited to the seminars that are received here then, or soon.
   * @throws AppError STATION_UNREACHABLE when this computer has no network or the address cannot be listened at
   */
  invite(place?: {
    readonly host?: string | undefined;
    readonly port?: number | undefined;
  }): Promise<{ readonly code: string; readonly station: StationView }>;
  /** Pairs with the station that shows this code. @throws AppError STATION_CODE_WRONG, STATION_UNREACHABLE, STATION_UNKNOWN */
  join(code: string): Promise<StationView>;
  /** Lets go of a station: it is not heard any more. What it has stays there. @throws AppError STATION_UNKNOWN */
  leave(fingerprint: string): Promise<StationView>;
  rename(name: string): Promise<StationView>;
  /** Tells where a paired station is now, as `host:port`. @throws AppError STATION_UNKNOWN, STATION_UNREACHABLE when that is no address */
  readdress(fingerprint: string, address: string): Promise<StationView>;
  /** Invites a connected station to a further seminar that is open here. @throws AppError STATION_UNKNOWN, STATION_UNREACHABLE, SEMINAR_UNKNOWN */
  share(fingerprint: string, seminar: string): void;
  /** Dials every station that is not connected, and listens again, at once: after sleep or when the network is back. */
  wake(): void;
  /** Time of the scale that the stations share minus this clock, whole milliseconds; `null` when nothing was there to measure against. */
  offsetMs(): number | null;
  /** The most by which the clock of another station contradicts this one, whether it is gone by or not; `null` when there is none. */
  differenceMs(): number | null;
}

export interface StationsOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly identity: StationIdentity;
  readonly shared: Shared;
  /** What else is known of this desk's clock. */
  readonly clock?: () => OwnClock;
  readonly pace?: Pace;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic?: () => number;
}

const PLAIN_CLOCK: OwnClock = { standing: 'plain', offsetMs: 0 };

/** Opens this desk to the stations it is paired with. While it is paired it listens where it did before, and dials whom it can. */
export async function openStations(options: StationsOptions): Promise<Stations> {
  const { store, audit, identity, shared, clock = () => PLAIN_CLOCK, pace = PACE, monotonic = () => performance.now() } = options;
  const { now } = store;
  const book = peerBook(store, audit);
  const invited = new InvitedSeminars(shared, await keptInvitations(store));
  const scale = new TimeScale({ device: identity.device, own: clock, now, monotonic });
  const members = new Map<string, Member>();
  const work = new Set<Promise<unknown>>();
  let name = identity.name;
  let invitation: Invitation | null = null;
  let expiry: NodeJS.Timeout | undefined;

  const view = (): StationView => ({
    id: identity.device,
    name,
    listening: doorway.place,
    peers: [...members.values()].map((member) => member.view),
  });
  const feed = new ViewFeed(view);
  const { publish } = feed;

  const connections = () => [...members.values()].flatMap(({ connection }) => connection ?? []);
  function announce(): void {
    for (const { sharing } of connections()) sharing.announce();
  }

  /** Keeps track of what runs beside the calls, so that the store is not closed under it. */
  function inBackground(task: Promise<unknown>): void {
    const settled = task.catch((error: unknown) => console.error(error)).finally(() => work.delete(settled));
    work.add(settled);
  }

  async function inviteTo(seminars: readonly string[]): Promise<void> {
    await invited.add(seminars);
    announce();
  }

  /** The others are told at once when something makes this desk go by another clock. */
  function tellingRoot(change: () => void): void {
    const before = scale.root;
    change();
    if (scale.root !== before) for (const { link } of connections()) link.ping();
  }

  const memberOptions: MemberOptions = {
    own: identity.fingerprint,
    pace,
    now,
    monotonic,
    dial: (place) => dial({ ...place, identity, protocol: 'link' }),
    sharing: {
      shared,
      candidates: () => invited.candidates(),
      introduction: () => ({ name, port: doorway.place?.port ?? null }),
      adopted: (seminar) => inBackground(invited.adopted(seminar).then((awaited) => awaited && announce())),
      publish,
    },
    moved: (peer) => book.update(peer),
    invited: inviteTo,
    reference: (fingerprint) => scale.toldTo(fingerprint),
    measured: (fingerprint, offsetMs, theirs) => {
      tellingRoot(() => scale.heard(fingerprint, theirs, offsetMs));
      publish();
    },
    lost: (fingerprint) => {
      scale.lost(fingerprint);
      publish();
    },
  };

  function know(peer: Peer): Member {
    const member = members.get(peer.fingerprint) ?? new Member(peer, memberOptions);
    member.peer = peer;
    member.forgive();
    members.set(peer.fingerprint, member);
    return member;
  }

  function memberOf(fingerprint: string): Member {
    const member = members.get(fingerprint);
    if (!member) throw new AppError('STATION_UNKNOWN', { station: fingerprint });
    return member;
  }

  async function keep(peer: Peer): Promise<Member> {
    await book.add(peer);
    const member = know(peer);
    publish();
    return member;
  }

  const hear = (taken: Invitation) => (channel: SecureChannel) => {
    const host = plainAddress(channel.socket.remoteAddress ?? '');
    const answer = { name, seminars: shared.offered().slice(0, MOST_SEMINARS) };
    const heard = hearJoining(channel, taken, identity, answer, async ({ port, ...peer }) => {
      await keep({ ...peer, address: port === null ? '' : hostAndPort(host, port) });
    });
    inBackground(heard);
  };

  const admit: Admission = (fingerprint, protocol) => {
    if (protocol === 'pairing') return fingerprint !== identity.fingerprint && invitation?.begin() ? hear(invitation) : null;
    const member = members.get(fingerprint);
    return member && !member.barred ? (channel) => void member.connect(channel) : null;
  };

  const doorway = new Doorway({ identity, kept: await keptListening(store), admit, pace, publish });

  /** Nobody is expected any more. */
  async function closeWhenAlone(): Promise<void> {
    if (members.size === 0 && !invitation?.open) await doorway.close();
  }

  function wake(): void {
    doorway.reopen();
    for (const member of members.values()) member.dialNow();
  }

  for (const peer of await book.list()) know(peer);
  const watching = [
    shared.facts.watch((fact) => {
      for (const { sharing } of connections()) sharing.added(fact);
      publish();
    }),
    shared.watch((change) => {
      for (const { sharing } of connections()) sharing.changed(change);
    }),
  ];
  wake();

  return {
    get view() {
      return view();
    },
    watch: (listener) => feed.watch(listener),
    async invite({ host, port } = {}) {
      const place = await doorway.open(host, port);
      invitation = new Invitation(monotonic);
      clearTimeout(expiry);
      expiry = setTimeout(() => inBackground(closeWhenAlone()), INVITATION.validMs + INVITATION.pauseMs).unref();
      announce();
      const code = writePairingCode({ ...place, pin: pinOf(identity.fingerprint), secret: invitation.secret });
      return { code, station: view() };
    },
    async join(text) {
      const code = readPairingCode(text);
      if (pinOf(identity.fingerprint).equals(code.pin)) throw new AppError('STATION_CODE_WRONG');
      const { seminars, ...joined } = await joinBy(code, identity, { name, port: doorway.place?.port ?? null });
      const member = await keep({ ...joined, address: hostAndPort(code.host, code.port) });
      await inviteTo(seminars);
      member.dialNow();
      return view();
    },
    async leave(fingerprint) {
      const member = memberOf(fingerprint);
      await book.remove(fingerprint);
      members.delete(fingerprint);
      await member[Symbol.asyncDispose]();
      tellingRoot(() => scale.letGo(fingerprint));
      await closeWhenAlone();
      publish();
      return view();
    },
    async rename(next) {
      name = await renameStation(store, next);
      announce();
      publish();
      return view();
    },
    async readdress(fingerprint, text) {
      const member = memberOf(fingerprint);
      const place = splitHostAndPort(text);
      if (!place) throw new AppError('STATION_UNREACHABLE', { address: text });
      member.peer = { ...member.peer, address: hostAndPort(place.host, place.port) };
      await book.update(member.peer);
      member.dialNow();
      publish();
      return view();
    },
    share(fingerprint, seminar) {
      const { connection } = memberOf(fingerprint);
      if (!connection) throw new AppError('STATION_UNREACHABLE', { station: fingerprint });
      if (!shared.seminars().includes(seminar)) throw new AppError('SEMINAR_UNKNOWN', { seminar });
      connection.link.send({ type: 'invitation', seminars: [seminar] });
    },
    wake,
    offsetMs: () => scale.offsetMs(),
    differenceMs: () => scale.differenceMs(),
    async [Symbol.asyncDispose]() {
      clearTimeout(expiry);
      for (const each of watching) each[Symbol.dispose]();
      await doorway[Symbol.asyncDispose]();
      await Promise.all([...members.values()].map((member) => member[Symbol.asyncDispose]()));
      await Promise.all(work);
    },
  };
}
