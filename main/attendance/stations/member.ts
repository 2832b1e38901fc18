import type { StationView } from '../../api/schema/attendance.ts';
import { AppError } from '../../errors.ts';
import { hostAndPort, plainAddress, splitHostAndPort } from './ip-address.ts';
import { Link, type LinkFault, type LinkOptions } from './link.ts';
import type { LinkMessage } from './messages.ts';
import type { Peer } from './peers.ts';
import { Redial } from './redial.ts';
import type { Dialling, SecureChannel } from './secure-channel.ts';
import { Sharing, type SharingOptions } from './sharing.ts';
import type { Reference } from './time-scale.ts';

type PeerView = StationView['peers'][number];

export interface MemberOptions extends Pick<LinkOptions, 'pace' | 'now' | 'monotonic'> {
  /** Fingerprint of this station. */
  readonly own: string;
  /** @throws AppError STATION_UNREACHABLE, STATION_UNKNOWN */
  readonly dial: (place: Omit<Dialling, 'identity' | 'protocol'>) => Promise<SecureChannel>;
  readonly sharing: Omit<SharingOptions, 'link' | 'monotonic'>;
  /** The station calls itself by another name, or has moved. */
  readonly moved: (peer: Peer) => Promise<void>;
  /** Invited to seminars. */
  readonly invited: (seminars: readonly string[]) => Promise<void>;
  /** How our clock differs from the shared scale, for this station. */
  readonly reference: (fingerprint: string) => Reference | null;
  readonly measured: (fingerprint: string, offsetMs: number, theirs: Reference | null) => void;
  readonly lost: (fingerprint: string) => void;
}

interface Connection {
  readonly link: Link;
  readonly sharing: Sharing;
}

/** Why dialling failed, as the view tells it. */
const DIALLING_FAULTS: Readonly<Record<string, PeerView['fault']>> = { STATION_UNREACHABLE: 'unreachable', STATION_UNKNOWN: 'other-station' };
/** What a station does that is not heard for a while. */
const BARRING: ReadonlySet<LinkFault | null> = new Set<LinkFault>(['garbage', 'flood']);

/** One paired station, connected or not. Where its address is known it is dialled until there is a connection, whoever made it. */
export class Member implements AsyncDisposable {
  peer: Peer;
  readonly #options: MemberOptions;
  readonly #redial: Redial;
  readonly #gone = new AbortController();
  readonly #ends = new Set<Promise<void>>();
  #connection: Connection | null = null;
  #established = false;
  #lastSeen: Date | null = null;
  #offsetMs: number | null = null;
  #fault: PeerView['fault'] = null;
  #barredUntil = Number.NEGATIVE_INFINITY;

  constructor(peer: Peer, options: MemberOptions) {
    this.peer = peer;
    this.#options = options;
    const needed = () => !this.#gone.signal.aborted && this.#connection === null && this.peer.address !== '';
    this.#redial = new Redial(needed, () => this.#dial(), options.pace);
  }

  get connection(): Connection | null {
    return this.#connection;
  }

  /** It sent garbage or too much a short time ago. */
  get barred(): boolean {
    return this.#options.monotonic() < this.#barredUntil;
  }

  get view(): PeerView {
    const sharing = this.#connection?.sharing;
    return {
      ...this.peer,
      connected: this.#established,
      lastSeen: (this.#established ? this.#options.now() : this.#lastSeen)?.toISOString() ?? null,
      offsetMs: this.#offsetMs,
      behind: sharing?.behind ?? 0,
      fault: sharing?.refused ? 'facts-refused' : this.#fault,
    };
  }

  /** Dials at once: the address is new, or there is reason to think that it answers now. */
  dialNow(): void {
    this.#redial.now();
  }

  /** Paired anew: what was held against it before counts no more. */
  forgive(): void {
    this.#fault = null;
    this.#barredUntil = Number.NEGATIVE_INFINITY;
  }

  /**
   * Takes a connection whose certificate is that of this station.
   * @returns `null` when there is one already that stays; both sides keep the same of two
   */
  connect(channel: SecureChannel): Link | null {
    const before = this.#connection;
    if (before && !this.#replaces(channel, before.link.channel)) {
      channel.socket.destroy();
      return null;
    }
    const link: Link = new Link(channel, {
      ...this.#options,
      handle: (message) => this.#handle(message, { link, sharing }),
      reference: () => this.#options.reference(this.peer.fingerprint),
      measured: (offsetMs, theirs) => {
        this.#offsetMs = Math.round(offsetMs);
        this.#options.measured(this.peer.fingerprint, offsetMs, theirs);
      },
    });
    const sharing = new Sharing({ ...this.#options.sharing, link, monotonic: this.#options.monotonic });
    this.#connection = { link, sharing };
    this.#established = false;
    before?.link.cut(null);
    const end = this.#follow(this.#connection).finally(() => this.#ends.delete(end));
    this.#ends.add(end);
    sharing.announce();
    return link;
  }

  /** A station that connects again has lost the connection before. Where both have dialled, the connection of the smaller fingerprint stays. */
  #replaces(channel: SecureChannel, before: SecureChannel): boolean {
    const smaller = this.#options.own < this.peer.fingerprint ? 'dialler' : 'listener';
    return channel.side === before.side || channel.side === smaller;
  }

  async #handle(message: Exclude<LinkMessage, { type: 'ack' | 'ping' | 'pong' }>, { link, sharing }: Connection): Promise<boolean> {
    switch (message.type) {
      case 'state':
        await this.#introduced(message, link.channel);
        sharing.told(message);
        return false;
      case 'have':
        return sharing.takeHave(message);
      case 'facts':
        return sharing.takeFacts(message);
      case 'rows':
        return sharing.takeRows(message);
      case 'invitation':
        await this.#options.invited(message.seminars);
        return false;
    }
  }

  /** A station that was dialled is where it was found; of one that has dialled, the connection tells the host. */
  async #introduced({ name, port }: Extract<LinkMessage, { type: 'state' }>, { side, socket }: SecureChannel): Promise<void> {
    const listensAt = port === null ? '' : hostAndPort(plainAddress(socket.remoteAddress ?? ''), port);
    const address = side === 'dialler' ? this.peer.address : listensAt;
    if (name === this.peer.name && address === this.peer.address) return;
    this.peer = { ...this.peer, name, address };
    await this.#options.moved(this.peer);
  }

  async #follow({ link, sharing }: Connection): Promise<void> {
    const current = () => this.#connection?.link === link;
    const established = await link.established.then(
      () => true,
      () => false,
    );
    if (established && current()) {
      this.#established = true;
      this.#fault = null;
      this.#options.sharing.publish();
    }
    const fault = await link.ended;
    if (current()) {
      if (this.#established) this.#lastSeen = this.#options.now();
      this.#connection = null;
      this.#established = false;
      // Who closes a connection without a word does not know this station any more, or does not hear it now.
      const wordless = !established && link.channel.side === 'dialler' ? 'refused' : this.#fault;
      this.#fault = fault ?? wordless;
      if (BARRING.has(fault)) this.#barredUntil = this.#options.monotonic() + this.#options.pace.barredMs;
      this.#options.lost(this.peer.fingerprint);
      this.#redial.later();
    }
    await sharing.settled();
  }

  async #dial(): Promise<void> {
    const place = splitHostAndPort(this.peer.address);
    if (!place || this.barred) throw new AppError('STATION_UNREACHABLE', { address: this.peer.address });
    const expected = (fingerprint: string) => fingerprint === this.peer.fingerprint;
    const channel = await this.#options.dial({ ...place, expected, signal: this.#gone.signal }).catch((error: unknown) => {
      if (error instanceof AppError && this.#connection === null) this.#fault = DIALLING_FAULTS[error.code] ?? null;
      this.#options.sharing.publish();
      throw error;
    });
    await this.connect(channel)?.established;
  }

  /** Ends its connection; fulfilled when nothing of it runs any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#gone.abort();
    this.#redial[Symbol.dispose]();
    this.#connection?.link.cut(null);
    await Promise.all(this.#ends);
  }
}
