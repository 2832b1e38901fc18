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
import { type KeepRoom, Room } from './room.ts';

/** What each kind of request is about. */
export interface Orders {
  readonly sign: { readonly document: OpenedDocument; readonly format: SignableFormat | null };
  readonly verify: { readonly file: NamedBytes; readonly content: NamedBytes | null };
  readonly card: object;
  readonly login: LoginChallenge;
}

/** How a request ended. `result` is made anew each time it is fetched, with room for what is not in memory; `bytes` is what is kept in memory for it. */
export type Outcome =
  | { readonly state: 'done'; readonly result: (keepRoom: KeepRoom) => unknown; readonly bytes: number }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'declined' | 'expired' | 'withdrawn' };

/** What of an order is told to people and kept when the request has ended. */
export interface OrderFacts {
  readonly document: ProgramRequest['document'];
  /** Id under which the document to sign was taken in. */
  readonly taken: string | null;
  /** Format that is wished for a signature. */
  readonly format: SignableFormat | null;
  /** Web origin of a login. */
  readonly site: string | null;
}

/** One request from its asking to its end. */
export interface Request<Kind extends RequestKind = RequestKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly caller: ProgramCaller;
  /** With its documents; `null` when it has ended. */
  readonly order: Orders[Kind] | null;
  readonly about: OrderFacts;
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly state: ProgramRequest['state'] | Outcome['state'];
  readonly outcome: Outcome | null;
}

/** A request that is to be answered. */
export interface OpenRequest<Kind extends RequestKind = RequestKind> extends Request<Kind> {
  readonly order: Orders[Kind];
}

export interface RequestBook extends Disposable {
  /** Those that wait for a person or are worked on, oldest first. */
  readonly open: readonly Request[];
  /** Those, and what has ended under a document that a person has open still. */
  readonly present: readonly Request[];
  /** Keeps room for so many bytes while they are read and made a request of; of one program no more than its share. @throws ProgramFault TOO_MANY_REQUESTS_OPEN */
  room(caller: ProgramCaller, bytes: number): Disposable;
  /** @param patience milliseconds until it expires @throws ProgramFault TOO_MANY_REQUESTS_OPEN */
  add<Kind extends RequestKind>(kind: Kind, caller: ProgramCaller, order: Orders[Kind], patience?: number): Promise<OpenRequest<Kind>>;
  /** A request of this program, as it stands; `null` where it has none of this id. */
  of(caller: Pick<ProgramCaller, 'id'>, id: string): Request | null;
  /** Resolves when it has ended or the signal aborts. */
  ended(id: string, signal: AbortSignal): Promise<void>;
  /** An open request of these kinds, for a person to answer; not one that is being answered. @throws AppError PROGRAM_REQUEST_ENDED */
  find<Kind extends RequestKind>(id: string, ...kinds: readonly Kind[]): OpenRequest<Kind>;
  /** Moves an open request; an accepted one gets more time. One that has ended stays as it ended. */
  move(id: string, state: ProgramRequest['state']): void;
  /** Ends it; what has ended stays as it ended, but for a document whose time is over: it may still be signed, declined or withdrawn. @returns whether it has ended so */
  end(id: string, outcome: Outcome, facts?: Readonly<Record<string, string>>): Promise<boolean>;
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

const about = (order: Orders[RequestKind]): OrderFacts => {
  const none: OrderFacts = { document: null, taken: null, format: null, site: null };
  if ('document' in order) {
    const { id, name, size, sha256: hash } = order.document;
    return { ...none, document: { name, size, sha256: hash }, taken: id, format: order.format };
  }
  if ('file' in order) return { ...none, document: { name: order.file.name, size: order.file.bytes.length, sha256: sha256(order.file.bytes) } };
  return 'nonce' in order ? { ...none, site: order.origin } : none;
};

/** Bytes that a request holds in memory: documents to verify until it has ended, then its answer. */
function heldBy({ order, outcome }: Request): number {
  const files = order && 'file' in order ? order.file.bytes.length + (order.content?.bytes.length ?? 0) : 0;
  return LIMITS.request + files + (outcome?.state === 'done' ? outcome.bytes : 0);
}

/** What the audit log keeps of what was asked. */
function factsOf({ id, kind, caller, about: { document, site } }: Request): Facts {
  return { request: id, kind, caller: caller.id, program: caller.name, ...(document && { sha256: document.sha256 }), ...(site && { site }) };
}

/** The requests of other programs, in memory: what was signed rests in the register, everything else is asked again after a restart. */
export function requestBook({ audit, now, changed, over, isHeld }: RequestBookOptions): RequestBook {
  const all = new Map<string, Kept>();
  /** Room that is kept for what is being read. */
  const reading = new Room(LIMITS.held);
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

  function room(caller: ProgramCaller, bytes: number): Disposable {
    requireRoom(caller);
    const held = [...all.values()].map(({ request }) => ({ caller: request.caller.id, bytes: heldBy(request) }));
    const kept = reading.take(caller.id, bytes, held);
    if (!kept) throw new ProgramFault('TOO_MANY_REQUESTS_OPEN');
    return kept;
  }

  async function end(id: string, outcome: Outcome, facts: Readonly<Record<string, string>> = {}): Promise<boolean> {
    const kept = all.get(id);
    // A person who has signed after the time has signed for this program all the same.
    const late = kept?.request.kind === 'sign' && kept.request.outcome?.state === 'expired' && outcome.state !== 'expired';
    if (!kept || (!isOpen(kept.request) && !late)) return false;
    clearTimeout(kept.timer);
    kept.request = { ...kept.request, order: null, state: outcome.state, outcome };
    kept.timer = after(LIMITS.answer, () => forget(id));
    changed();
    await over(kept.request);
    const because: Facts = outcome.state === 'failed' ? { code: outcome.failure.code } : {};
    await audit
      .record({ action: 'program.answered', facts: { ...factsOf(kept.request), outcome: outcome.state, ...because, ...facts } })
      .finally(() => kept.end.resolve());
    return true;
  }

  function find<Kind extends RequestKind>(id: string, ...kinds: readonly Kind[]): OpenRequest<Kind> {
    const request = all.get(id)?.request;
    if (!request || !isOpen(request) || request.state === 'working' || !kinds.some((kind) => kind === request.kind))
      throw new AppError('PROGRAM_REQUEST_ENDED', { id });
    return request as OpenRequest<Kind>;
  }

  return {
    get open() {
      return open();
    },
    get present() {
      return [...all.values()].map(({ request }) => request).filter((request) => isOpen(request) || isHeld(request));
    },
    room,
    async add(kind, caller, order, patience = LIMITS.waiting) {
      requireRoom(caller);
      const id = randomUUID();
      const at = now();
      const times = { askedAt: at.toISOString(), expiresAt: new Date(at.getTime() + patience).toISOString() };
      const request = { id, kind, caller, order, about: about(order), ...times, state: 'waiting', outcome: null } as const;
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
