import type { Failure } from '../api/schema/common.ts';
import { toFailure } from '../failure.ts';
import type { RevocationCache } from './cache.ts';
import { type Freshness, holds, isDue } from './freshness.ts';
import { type Kept, type KeptKey, keyName } from './kept.ts';

export interface FailureAt {
  readonly at: Date;
  readonly failure: Failure;
}

/** Something to have: what it is kept under, and how it is fetched. */
export interface Wanted {
  readonly key: KeptKey;
  readonly fetch: (kept: Kept | null, signal: AbortSignal) => Promise<Kept>;
}

export interface Had {
  readonly kept: Kept | null;
  /** Why there is nothing newer, while that is so. */
  readonly failure: FailureAt | null;
  /** Whether this very call fetched it. */
  readonly fetched: boolean;
}

export interface FetchManner {
  readonly freshness: Freshness;
  /** However young what is kept. */
  readonly force?: boolean;
  /** Milliseconds to wait for a newer one while what is kept holds, and while there is nothing; fetching goes on behind. */
  readonly patienceMs: { readonly holding: number; readonly nothing: number };
}

export interface RevocationFetcher extends AsyncDisposable {
  get(wanted: Wanted, manner: FetchManner): Promise<Had>;
  failureOf(key: KeptKey): FailureAt | null;
}

interface State {
  running: Promise<Kept | null> | null;
  failure: FailureAt | null;
  kept: Kept | null;
}

/** Addresses remembered in memory; beyond, the longest known go. */
const MAX_STATES = 1024;

/** Fetches each thing once at a time, whoever asks for it meanwhile, and not again for a while after a failure. */
export function revocationFetcher(cache: RevocationCache, now: () => Date): RevocationFetcher {
  const states = new Map<string, State>();
  const stop = new AbortController();
  const running = new Set<Promise<unknown>>();

  function stateOf(key: KeptKey): State {
    const name = keyName(key);
    const known = states.get(name);
    if (known) return known;
    const [oldest] = states.keys();
    if (states.size >= MAX_STATES && oldest !== undefined) states.delete(oldest);
    const state: State = { running: null, failure: null, kept: null };
    states.set(name, state);
    return state;
  }

  async function fetchAndKeep({ fetch }: Wanted, state: State): Promise<Kept | null> {
    try {
      const kept = await fetch(state.kept, stop.signal);
      state.kept = kept;
      state.failure = null;
      await cache.keep(kept);
      return kept;
    } catch (error) {
      if (!stop.signal.aborted) state.failure = { at: now(), failure: toFailure(error) };
      return null;
    } finally {
      state.running = null;
    }
  }

  function start(wanted: Wanted, state: State): Promise<Kept | null> {
    if (state.running) return state.running;
    const work = fetchAndKeep(wanted, state);
    state.running = work;
    running.add(work);
    void work.finally(() => running.delete(work));
    return work;
  }

  const mayTry = ({ failure }: State, { freshness }: FetchManner): boolean => {
    const since = failure === null || failure.failure.code === 'NETWORK_OFF' ? Number.POSITIVE_INFINITY : now().getTime() - failure.at.getTime();
    return since < 0 || since >= freshness.retryMs;
  };

  return {
    failureOf: (key) => states.get(keyName(key))?.failure ?? null,
    async get(wanted, manner) {
      const state = stateOf(wanted.key);
      const { force = false, freshness, patienceMs } = manner;
      if (!state.kept || force || isDue(state.kept, now(), freshness)) {
        const found = await cache.find(wanted.key);
        // Somebody may have fetched it meanwhile.
        state.kept = newer(state.kept, found);
      }
      const due = force || !state.kept || isDue(state.kept, now(), freshness);
      if (!due || !(force || mayTry(state, manner)) || stop.signal.aborted) return { kept: state.kept, failure: state.failure, fetched: false };
      const patience = force ? Number.POSITIVE_INFINITY : state.kept && holds(state.kept, now()) ? patienceMs.holding : patienceMs.nothing;
      const fetched = await within(start(wanted, state), patience);
      return { kept: state.kept, failure: state.failure, fetched: fetched !== null };
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.all(running);
    },
  };
}

/** The later issue, of the same issue the one looked for last: what another process fetched does not bring an older one back. */
function newer(a: Kept | null, b: Kept | null): Kept | null {
  if (!a || !b) return a ?? b;
  const later = b.thisUpdate.getTime() - a.thisUpdate.getTime() || b.fetchedAt.getTime() - a.fetchedAt.getTime();
  return later > 0 ? b : a;
}

/** The result, or `null` when it does not come in time. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  if (!Number.isFinite(milliseconds)) return work;
  const over = Promise.withResolvers<null>();
  const timer = setTimeout(over.resolve, milliseconds, null);
  return Promise.race([work, over.promise]).finally(() => clearTimeout(timer));
}
