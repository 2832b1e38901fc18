import type { Store } from '../../store/store.ts';
import type { KeysOf } from '../events/read.ts';
import { SetError } from '../events/set-error.ts';
import type { Feed } from '../events/table.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { IncomingEvent } from '../inbox/incoming-event.ts';
import { noteContact } from '../view/contacts.ts';
import type { HubPeer, PollOrder } from './hub.ts';
import { keysOf, refreshKeys } from './key-book.ts';
import { readIncoming } from './read-incoming.ts';

/** What polling needs. */
export interface PollParts {
  readonly store: Store;
  readonly inbox: Pick<Inbox, 'take'>;
  readonly hub: Pick<HubPeer, 'poll' | 'keys'>;
  /** Address of the hub. */
  readonly peer: string;
  /** `aud` of all events. */
  readonly audience: string;
  /** The time by the hub's clock. */
  readonly time: () => Date;
}

/** What of a feed is to be told with its next poll: what is on the disk here, and what cannot be taken. */
export type Answers = Pick<PollOrder, 'ack' | 'errors'>;
export const NO_ANSWERS: Answers = { ack: [], errors: {} };

/** Events of one answer, as RFC 8936 leaves to the recipient; what is behind it comes with the next. */
const AT_ONCE = 1_000;
/** Faults of a key that the hub may have changed since. */
const OF_KEYS: ReadonlySet<string> = new Set(['invalid_key', 'invalid_issuer']);

/**
 * Asks a feed once, takes what comes, and gives what is to be acknowledged with the next poll. It is on the disk by then: a crash in between has it sent
 * again, and it is known. A token that nobody can verify is refused, so that it does not hold up the others.
 * @throws whatever `hub.poll` throws; the answers that were given are then to be given again
 */
export async function pollOnce(
  { store, inbox, hub, peer, audience, time }: PollParts,
  feed: Feed,
  answers: Answers,
  { wait, signal }: Pick<PollOrder, 'wait' | 'signal'>,
): Promise<Answers & { readonly more: boolean; readonly came: number }> {
  const { sets, more } = await hub.poll({ feed, ...answers, wait, most: AT_ONCE, signal });
  const events: IncomingEvent[] = [];
  const errors: Record<string, { err: string; description: string }> = {};
  const asked = new Set<string>();
  const keys = once(keysOf(store.db));

  async function read(jti: string, token: string): Promise<void> {
    const options = { audience, now: time() };
    try {
      events.push(await readIncoming(token, keys.of, options));
    } catch (error) {
      if (!(error instanceof SetError)) throw error;
      const issuer = OF_KEYS.has(error.code) ? issuerOf(token) : '';
      if (issuer === '' || asked.has(issuer)) {
        errors[jti] = { err: error.code, description: error.message };
        return;
      }
      asked.add(issuer);
      await refreshKeys(store, hub, issuer);
      keys.forget(issuer);
      await read(jti, token);
    }
  }

  for (const [jti, token] of Object.entries(sets)) await read(jti, token);
  await inbox.take(events);
  const newest =
    events
      .map(({ happenedAt }) => happenedAt)
      .toSorted()
      .at(-1) ?? null;
  await noteContact(store.db, { peer, feed, way: 'in' }, store.now().toISOString(), newest);
  return { ack: Object.keys(sets).filter((jti) => !Object.hasOwn(errors, jti)), errors, more, came: events.length };
}

/** Keys of each issuer, looked for once for all events of an answer. */
function once(keysOf: KeysOf): { readonly of: KeysOf; forget(issuer: string): void } {
  const known = new Map<string, ReturnType<KeysOf>>();
  return {
    of(issuer) {
      const keys = known.get(issuer) ?? keysOf(issuer);
      known.set(issuer, keys);
      return keys;
    },
    forget: (issuer) => void known.delete(issuer),
  };
}

/** The issuer that a token names, of which nothing is proved yet. */
function issuerOf(token: string): string {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { iss?: unknown };
    return typeof claims.iss === 'string' ? claims.iss : '';
  } catch {
    return '';
  }
}
