import type { PublicJwk } from '../events/keys.ts';
import type { Feed } from '../events/table.ts';
import type { Enrolment } from './identity.ts';

/** What a desk takes note of after a poll (RFC 8936 section 2.2). */
export interface PollOrder {
  readonly feed: Feed;
  /** `jti` of events that are on the disk here. */
  readonly ack: readonly string[];
  /** Events that cannot be taken, by `jti`. */
  readonly errors: Readonly<Record<string, { readonly err: string; readonly description: string }>>;
  /** The answer may wait until there is an event. */
  readonly wait: boolean;
  readonly most: number;
  readonly signal?: AbortSignal | undefined;
}

/** A page of the members that the hub shows this desk. */
export interface MemberPage {
  /** As they came; what is read of them is checked where they are kept. */
  readonly rows: readonly unknown[];
  /** For the next page; `null` at the end. */
  readonly next: string | null;
}

/** A request of the hub's table of routes. */
export interface HubCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the slash on, with its query. */
  readonly path: string;
  /** Goes as JSON. */
  readonly body?: unknown;
  /** Media type of the answer, where it is not JSON. */
  readonly type?: string;
}

/** The hub as a desk sees it. Every call may fail as the network does. */
export interface HubPeer {
  /** Pushes one SET (RFC 8935). @returns `null` once the hub has it, else the code with which it is refused for good */
  push(set: string): Promise<string | null>;
  /** Events of a feed by `jti`, the oldest first (RFC 8936). */
  poll(order: PollOrder): Promise<{ readonly sets: Readonly<Record<string, string>>; readonly more: boolean }>;
  /** Key set of an issuer as it was answered (RFC 7517); `null` where it has none. */
  keys(issuer: string): Promise<unknown>;
  members(cursor: string | null): Promise<MemberPage>;
  /** The newest signed status list; `null` where the hub has none, or none but the one that it gave before. */
  statusList(): Promise<Uint8Array | null>;
  /** Gives the hub a newer status list. @throws AppError EXCHANGE_REFUSED */
  publishStatusList(file: Uint8Array): Promise<void>;
  /** Code of the national association; `null` where the hub knows none. */
  national(): Promise<string | null>;
  /** Hub's time minus ours in milliseconds; `null` before the first answer. */
  readonly clockOffsetMs: number | null;
}

/** Whatever else a hub answers to a desk. */
export interface HubCalls {
  /**
   * One request.
   * @returns the bytes of the answer
   * @throws AppError as the hub refuses, EXCHANGE_REFUSED where that is no failure of this program
   */
  call(order: HubCall): Promise<Uint8Array>;
}

/** Makes this desk known to a hub by a one-time code. */
export type Enrol = (order: { readonly url: string; readonly code: string; readonly name: string; readonly jwk: PublicJwk }) => Promise<Enrolment>;
