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
  const keys = once(keysOf(store.db));
  const options = { audience, now: time() };
  const refreshed = new Map<string, Promise<unknown>>();

  /** An issuer's keys are asked for once, however many events need them. */
  async function refresh(issuer: string): Promise<void> {
    const asked = refreshed.get(issuer) ?? refreshKeys(store, hub, issuer).then(() => keys.forget(issuer));
    refreshed.set(issuer, asked);
    await asked;
  }

  async function read(token: string): Promise<IncomingEvent | SetError> {
    const attempt = () => readIncoming(token, keys.of, options).catch(setErrorOf);
    const event = await attempt();
    const issuer = event instanceof SetError && OF_KEYS.has(event.code) ? issuerOf(token) : '';
    if (issuer === '') return event;
    await refresh(issuer);
    return attempt();
  }

  const told = await Promise.all(Object.entries(sets).map(async ([jti, token]) => [jti, await read(token)] as const));
  const events = told.flatMap(([, event]) => (event instanceof SetError ? [] : [event]));
  const errors = Object.fromEntries(
    told.flatMap(([jti, error]) => (error instanceof SetError ? [[jti, { err: error.code, description: error.message }]] : [])),
  );
  await inbox.take(events);
  const newest =
    events
      .map(({ happenedAt }) => happenedAt)
      .toSorted()
      .at(-1) ?? null;
  await noteContact(store.db, { peer, feed, way: 'in' }, store.now().toISOString(), newest);
  return { ack: Object.keys(sets).filter((jti) => !Object.hasOwn(errors, jti)), errors, more, came: events.length };
}

function setErrorOf(error: unknown): SetError {
  if (error instanceof SetError) return error;
  throw error;
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
