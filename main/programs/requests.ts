import { randomUUID } from 'node:crypto';
import type { LoginChallenge } from '../../pki/web-eid/challenge.ts';
import type { Failure } from '../api/schema/common.ts';
import type { OpenedDocument } from '../api/schema/document.ts';
import type { ProgramCaller, ProgramRequest, RequestKind } from '../api/schema/programs.ts';
import type { Facts } from '../audit/actions.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { SignableFormat } from '../documents/kind.ts';
import { sha256 } from '../documents/sha256.ts';
import { AppError } from '../errors.ts';
import type { NamedBytes } from '../named-bytes.ts';
import { ProgramFault } from './fault.ts';
import { LIMITS } from './limits.ts';

/** What each kind of request is about. */
export interface Orders {
  readonly sign: { readonly document: OpenedDocument; readonly format: SignableFormat | null };
  readonly verify: { readonly file: NamedBytes; readonly content: NamedBytes | null };
  readonly card: object;
  readonly login: LoginChallenge;
}

/** How a request ended. `result` is made anew each time it is fetched. */
export type Outcome =
  | { readonly state: 'done'; readonly result: () => unknown }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'declined' | 'expired' | 'withdrawn' };

/** One request from its asking to its end. */
export interface Request<Kind extends RequestKind = RequestKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly caller: ProgramCaller;
  readonly order: Orders[Kind];
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly state: ProgramRequest['state'] | Outcome['state'];
  readonly outcome: Outcome | null;
}

export interface RequestBook extends Disposable {
  /** Those that wait for a person or are worked on, oldest first. */
  readonly open: readonly Request[];
  /** Those, and what has ended under a document that a person has open still. */
  readonly present: readonly Request[];
  /** @throws ProgramFault TOO_MANY_REQUESTS_OPEN */
  requireRoom(caller: ProgramCaller): void;
  /** @param patience milliseconds until it expires @throws ProgramFault TOO_MANY_REQUESTS_OPEN */
  add<Kind extends RequestKind>(kind: Kind, caller: ProgramCaller, order: Orders[Kind], patience?: number): Promise<Request<Kind>>;
  /** A request of this program, as it stands; `null` where it has none of this id. */
  of(caller: Pick<ProgramCaller, 'id'>, id: string): Request | null;
  /** Resolves when it has ended or the signal aborts. */
  ended(id: string, signal: AbortSignal): Promise<void>;
  /** An open request of these kinds, for a person to answer; not one that is being answered. @throws AppError PROGRAM_REQUEST_ENDED */
  find<Kind extends RequestKind>(id: string, ...kinds: readonly Kind[]): Request<Kind>;
  /** Moves an open request; an accepted one gets more time. One that has ended stays as it ended. */
  move(id: string, state: ProgramRequest['state']): void;
  /** Ends it; what has ended stays as it ended, but for a document whose time is over: it may still be signed, declined or withdrawn. */
  end(id: string, outcome: Outcome, facts?: Readonly<Record<string, string>>): Promise<void>;
}

export interface RequestBookOptions {
  readonly audit: AuditLog;
  readonly now: () => Date;
  /** Told of each change. */
  readonly changed: () => void;
  /** Told of each request that has ended. */
  readonly over: (request: Request) => Promise<void>;
  /** Whether a person has its document open: then it is not forgotten. */
  readonly isHeld: (request: Request) => boolean;
}

interface Kept {
  request: Request;
  timer: NodeJS.Timeout;
  readonly end: PromiseWithResolvers<void>;
}

const isOpen = ({ outcome }: Request): boolean => outcome === null;

/** What the audit log keeps of what was asked. */
function factsOf({ id, kind, caller, order }: Request): Facts {
  const document = 'document' in order ? order.document.sha256 : 'file' in order ? sha256(order.file.bytes) : null;
  const site = 'nonce' in order ? order.origin : null;
  return { request: id, kind, caller: caller.id, program: caller.name, ...(document && { sha256: document }), ...(site && { site }) };
}

/** The requests of other programs, in memory: what was signed rests in the register, everything else is asked again after a restart. */
export function requestBook({ audit, now, changed, over, isHeld }: RequestBookOptions): RequestBook {
  const all = new Map<string, Kept>();
  const open = () => [...all.values()].map(({ request }) => request).filter(isOpen);
  const after = (ms: number, work: () => unknown) => setTimeout(work, ms).unref();
  /** What a person is signing is answered by its signature, whatever the time. */
  const isBeingSigned = ({ kind, state }: Request) => kind === 'sign' && state === 'working';
  function expire(id: string): void {
    const request = all.get(id)?.request;
    if (request && !isBeingSigned(request)) end(id, { state: 'expired' }).catch((error: unknown) => console.error(error));
  }
  function forget(id: string): void {
    const kept = all.get(id);
    if (kept && isHeld(kept.request)) kept.timer = after(LIMITS.answer, () => forget(id));
    else all.delete(id);
  }

  function requireRoom({ id }: ProgramCaller): void {
    const waiting = open();
    if (waiting.length >= LIMITS.requestsOfAll || waiting.filter(({ caller }) => caller.id === id).length >= LIMITS.requestsOfOne) {
      throw new ProgramFault('TOO_MANY_REQUESTS_OPEN');
    }
  }

  async function end(id: string, outcome: Outcome, facts: Readonly<Record<string, string>> = {}): Promise<void> {
    const kept = all.get(id);
    // A person who has signed after the time has signed for this program all the same.
    const late = kept?.request.kind === 'sign' && kept.request.outcome?.state === 'expired' && outcome.state !== 'expired';
    if (!kept || (!isOpen(kept.request) && !late)) return;
    clearTimeout(kept.timer);
    kept.request = { ...kept.request, state: outcome.state, outcome };
    kept.timer = after(LIMITS.answer, () => forget(id));
    changed();
    await over(kept.request);
    const because: Facts = outcome.state === 'failed' ? { code: outcome.failure.code } : {};
    await audit
      .record({ action: 'program.answered', facts: { ...factsOf(kept.request), outcome: outcome.state, ...because, ...facts } })
      .finally(() => kept.end.resolve());
  }

  function find<Kind extends RequestKind>(id: string, ...kinds: readonly Kind[]): Request<Kind> {
    const request = all.get(id)?.request;
    if (!request || !isOpen(request) || request.state === 'working' || !kinds.some((kind) => kind === request.kind))
      throw new AppError('PROGRAM_REQUEST_ENDED', { id });
    return request as Request<Kind>;
  }

  return {
    get open() {
      return open();
    },
    get present() {
      return [...all.values()].map(({ request }) => request).filter((request) => isOpen(request) || isHeld(request));
    },
    requireRoom,
    async add(kind, caller, order, patience = LIMITS.waiting) {
      requireRoom(caller);
      const id = randomUUID();
      const at = now();
      const times = { askedAt: at.toISOString(), expiresAt: new Date(at.getTime() + patience).toISOString() };
      const request = { id, kind, caller, order, ...times, state: 'waiting', outcome: null } as const;
      all.set(id, { request: request as Request, timer: after(patience, () => expire(id)), end: Promise.withResolvers<void>() });
      await audit.record({ action: 'program.asked', facts: factsOf(request as Request) });
      changed();
      return request;
    },
    of(caller, id) {
      const request = all.get(id)?.request;
      return request?.caller.id === caller.id ? request : null;
    },
    async ended(id, signal) {
      const kept = all.get(id);
      if (!kept) return;
      const aborted = Promise.withResolvers<void>();
      const abort = () => aborted.resolve();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      await Promise.race([kept.end.promise, aborted.promise]);
      signal.removeEventListener('abort', abort);
    },
    find,
    move(id, state) {
      const kept = all.get(id);
      if (!kept || !isOpen(kept.request)) return;
      const expiresAt = state === 'accepted' ? new Date(now().getTime() + LIMITS.accepted).toISOString() : kept.request.expiresAt;
      kept.request = { ...kept.request, state, expiresAt };
      if (state === 'accepted') {
        clearTimeout(kept.timer);
        kept.timer = after(LIMITS.accepted, () => expire(id));
      }
      changed();
    },
    end,
    [Symbol.dispose]() {
      for (const { timer } of all.values()) clearTimeout(timer);
    },
  };
}
