import { toFailure } from '../../failure.ts';
import type { Store } from '../../store/store.ts';
import { type Feed, FEEDS } from '../events/table.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { noteContact, noteFailure } from '../view/contacts.ts';
import type { HubPeer } from './hub.ts';
import type { ExchangeIdentity } from './identity.ts';
import type { Pauses } from './pause.ts';
import { type Answers, NO_ANSWERS, pollOnce } from './poll.ts';
import { pushWaiting } from './push.ts';
import { repeat } from './repeat.ts';

/** What a link works with. */
export interface LinkParts {
  readonly store: Store;
  readonly identity: ExchangeIdentity;
  readonly inbox: Inbox;
  readonly hub: HubPeer;
  /** Address of the hub. */
  readonly peer: string;
  /** What the hub lets this desk do. */
  readonly scopes: readonly string[];
  /** What is asked of the hub beside events: members, the newest status list. Called when the feeds are read. */
  readonly refresh: () => Promise<void>;
  readonly pauses?: Pauses;
}

/** What went over a link. */
export interface Passed {
  readonly sent: number;
  readonly came: number;
}

/** The hub, for one desk. */
export interface Link {
  /** Hub's time minus ours in milliseconds; `null` before the first answer. */
  readonly clockOffsetMs: number | null;
  /** Tells what waits, reads every feed to its end, and acknowledges what was read. @throws whatever the network throws */
  once(signal: AbortSignal): Promise<Passed>;
  /** Until the signal: the stop feed is always being asked, the others again and again. */
  always(signal: AbortSignal): Promise<void>;
}

/** Milliseconds between looks at the outbox, between polls of feeds that do not overtake, and between looks at members and lists. */
const OUTBOX_MS = 1_000;
const FEED_MS = 20_000;
const REFRESH_MS = 600_000;
/** The least that a poll which may wait takes, when nothing came. */
const LEAST_MS = 1_000;

/** Names, beside the feeds, of what the view tells: that something can be told at all, and what is asked beside events. */
const OUTGOING = 'outgoing';
const MEMBERS = 'members';

/** A link between a desk and the hub that knows it. */
export function openLink({ store, identity, inbox, hub, peer, scopes, refresh, pauses }: LinkParts): Link {
  const time = () => new Date(store.now().getTime() + (hub.clockOffsetMs ?? 0));
  const parts = { store, inbox, hub, peer, time, audience: identity.audience };
  const signer = { store, identity, time };
  const feeds = scopes.includes('events:read') ? FEEDS : [];
  const tells = scopes.includes('events:write');
  /** What is still to be acknowledged, by feed: given with the next poll, again where that was lost. */
  const owed = new Map<Feed, Answers>();

  async function poll(feed: Feed, wait: boolean, signal: AbortSignal): Promise<{ readonly more: boolean; readonly came: number }> {
    const { more, came, ...answers } = await pollOnce(parts, feed, owed.get(feed) ?? NO_ANSWERS, { wait, signal });
    owed.set(feed, answers);
    return { more, came };
  }

  /** Until nothing is left to come and nothing is left to acknowledge. */
  async function drain(feed: Feed, signal: AbortSignal): Promise<number> {
    let all = 0;
    for (;;) {
      const { more, came } = await poll(feed, false, signal);
      const { ack, errors } = owed.get(feed) ?? NO_ANSWERS;
      all += came;
      if (!more && ack.length === 0 && Object.keys(errors).length === 0) return all;
    }
  }

  const now = () => store.now().toISOString();
  const failed = (feed: string, way: 'in' | 'out') => (error: unknown) => noteFailure(store.db, { peer, feed, way }, now(), toFailure(error).code);

  /** A link that is let go of is no failure. */
  async function noted<T>(feed: string, way: 'in' | 'out', signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return work().catch(async (error: unknown) => {
      if (!signal.aborted) await failed(feed, way)(error);
      throw error;
    });
  }

  /** What is told goes by the feeds; that it can be told at all is noted once after each failure. */
  let reached = false;
  async function push(signal: AbortSignal): Promise<number> {
    try {
      const sent = await noted(OUTGOING, 'out', signal, () => pushWaiting(signer, peer, hub, signal));
      if (!reached) await noteContact(store.db, { peer, feed: OUTGOING, way: 'out' }, now());
      reached = true;
      return sent;
    } catch (error) {
      reached = false;
      throw error;
    }
  }

  async function settle(signal: AbortSignal): Promise<void> {
    await noted(MEMBERS, 'in', signal, refresh);
    await noteContact(store.db, { peer, feed: MEMBERS, way: 'in' }, now());
    await inbox.retry();
  }

  /** A hub that does not let a poll wait is not asked without a pause. */
  async function pollOn(feed: Feed, wait: boolean, signal: AbortSignal): Promise<number> {
    const began = performance.now();
    const { more, came } = await poll(feed, wait, signal);
    if (more || came > 0) return 0;
    if (!wait) return FEED_MS;
    return performance.now() - began < LEAST_MS ? LEAST_MS : 0;
  }

  return {
    get clockOffsetMs() {
      return hub.clockOffsetMs;
    },
    async once(signal) {
      const sent = tells ? await push(signal) : 0;
      // Side by side, so that the hub looks for one feed while another's events are taken; whichever ends first, all have ended.
      const read = await Promise.allSettled(feeds.map((feed) => noted(feed, 'in', signal, () => drain(feed, signal))));
      const failure = read.find((each) => each.status === 'rejected');
      if (failure) throw failure.reason;
      await settle(signal);
      return { sent, came: read.reduce((sum, each) => sum + (each.status === 'fulfilled' ? each.value : 0), 0) };
    },
    async always(signal) {
      const again = (work: () => Promise<number>) => repeat(work, signal, pauses);
      await Promise.all([
        ...(tells ? [again(() => push(signal).then(() => OUTBOX_MS))] : []),
        ...feeds.map((feed) => again(() => noted(feed, 'in', signal, () => pollOn(feed, feed === 'stop', signal)))),
        again(() => settle(signal).then(() => REFRESH_MS)),
      ]);
    },
  };
}
