import * as z from 'zod';
import { isSecureOrigin } from '../../../pki/web-eid/challenge.ts';
import type { ProgramCaller } from '../../api/schema/programs.ts';
import type { Callers } from '../callers.ts';
import { ProgramFault } from '../fault.ts';
import type { Pairing } from '../pairing.ts';
import { LIMITS, RATES } from '../limits.ts';
import { RateLimit } from '../rate.ts';
import type { RequestBook } from '../requests.ts';
import { type KeepRoom, Room } from '../room.ts';
import { type Operation, type OperationId, type Route, routeOf } from './operations.ts';

/** What is known of a call before its body is read. */
export interface CallHead {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The Origin header, which a browser always sends and nobody can forge in one; `null` without. */
  readonly origin: string | null;
  /** Token of the Authorization header, or the empty string. */
  readonly bearer: string;
  /** Bytes of the body as announced; `null` where nothing was. */
  readonly length: number | null;
}

export interface ProgramAnswer {
  readonly status: number;
  readonly body: unknown;
  /** What it takes up until it was sent. */
  readonly room: Disposable;
}

/** A call that was let in. */
export interface AdmittedCall {
  /**
   * @param read reads the body, parsed as JSON and no longer than so many bytes; called where one is taken, when there is room for it
   * @throws ProgramFault and what reading throws
   */
  run(read: (most: number) => Promise<unknown>, signal: AbortSignal): Promise<ProgramAnswer>;
}

/** The interface for other programs, without its transport. */
export interface ProgramApi {
  /** Whether pages of this origin may read answers (CORS). */
  opensTo(origin: string): boolean;
  /** @throws ProgramFault */
  admit(head: CallHead): AdmittedCall;
}

/** What a call brings to its handler, checked. */
export interface Call {
  readonly subject: string;
  readonly query: unknown;
  readonly body: unknown;
  readonly origin: string | null;
  readonly signal: AbortSignal;
  readonly keepRoom: KeepRoom;
  /** @throws ProgramFault TOKEN_WRONG where the operation needs no token */
  readonly caller: () => ProgramCaller;
}
export type Handlers = Readonly<Record<OperationId, (call: Call) => Promise<unknown> | unknown>>;

export interface ApiOptions {
  readonly callers: Callers;
  readonly pairing: Pairing;
  readonly handlers: Handlers;
  readonly room: RequestBook['room'];
}

function checked<Value>(schema: z.ZodType<Value> | undefined, value: unknown): Value | undefined {
  if (!schema) return undefined;
  const read = schema.safeParse(value);
  if (!read.success) throw new ProgramFault('BODY_WRONG', { note: z.prettifyError(read.error) });
  return read.data;
}

function requirePermission({ permission }: Operation, caller: ProgramCaller): void {
  if (permission && caller.permissions[permission] === 'no') throw new ProgramFault('PERMISSION_MISSING', { permission });
}

export function programApi({ callers, pairing, handlers, room }: ApiOptions): ProgramApi {
  const known = new RateLimit(RATES.calls);
  const unknown = new RateLimit(RATES.unknownCalls);
  const asking = new RateLimit(RATES.requests);
  const sending = new Room(LIMITS.sent);
  const opensTo = (origin: string) => callers.list.some((caller) => caller.origin === origin) || (pairing.isOpen && isSecureOrigin(origin));

  function callerOf(operation: Operation, { bearer, origin }: CallHead): ProgramCaller | null {
    const caller = bearer === '' ? null : callers.withToken(bearer, origin);
    // Whoever is not known shares one measure, so that guessing is slow for all together; it keeps nobody from pairing and proof.
    const { measure = 'all' } = operation;
    const takes = caller ? known.takes(caller.id) : measure === 'caller' || unknown.takes(measure);
    if (!takes) throw new ProgramFault('TOO_MANY_CALLS');
    if (!operation.token) return null;
    if (!caller) throw new ProgramFault('TOKEN_WRONG');
    requirePermission(operation, caller);
    if (operation.permission && !asking.takes(caller.id)) throw new ProgramFault('TOO_MANY_CALLS');
    return caller;
  }

  function requireRoute(method: string, path: string): Route {
    const route = routeOf(method, path);
    if (route === null) throw new ProgramFault('PATH_UNKNOWN');
    if (route === 'method') throw new ProgramFault('METHOD_WRONG');
    return route;
  }

  return {
    opensTo,
    admit(head) {
      if (head.origin !== null && !opensTo(head.origin)) throw new ProgramFault('ORIGIN_NOT_PAIRED');
      const { id, operation, subject } = requireRoute(head.method, head.path);
      const caller = callerOf(operation, head);
      const query = checked(operation.query, head.query);
      return {
        async run(read, signal) {
          const most = operation.mostBytes ?? 0;
          using _room = caller && operation.permission && room(caller, Math.min(head.length ?? most, most));
          const body = checked(operation.body, most > 0 ? await read(most) : undefined);
          // A person may have taken something away while the body was read.
          const stillKnown = (): ProgramCaller => {
            const present = caller && callers.withToken(head.bearer, head.origin);
            if (!present) throw new ProgramFault('TOKEN_WRONG');
            requirePermission(operation, present);
            return present;
          };
          if (operation.token) await callers.used(stillKnown());
          using answerRoom = new DisposableStack();
          const keepRoom = (bytes: number) => {
            const kept = sending.take(stillKnown().id, bytes);
            if (!kept) throw new ProgramFault('ANSWERS_UNREAD');
            answerRoom.use(kept);
          };
          const answer = await handlers[id]({ subject, query, body, origin: head.origin, signal, keepRoom, caller: stillKnown });
          return { status: operation.answer.status, body: answer ?? null, room: answerRoom.move() };
        },
      };
    },
  };
}
