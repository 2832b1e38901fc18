import * as z from 'zod';
import { isSecureOrigin } from '../../../pki/web-eid/challenge.ts';
import type { ProgramCaller } from '../../api/schema/programs.ts';
import type { Callers } from '../callers.ts';
import { ProgramFault } from '../fault.ts';
import type { Pairing } from '../pairing.ts';
import { RateLimit } from '../rate.ts';
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
}

export interface ProgramAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A call that was let in. */
export interface AdmittedCall {
  /** Longest body that is read; 0 where none is taken. */
  readonly mostBytes: number;
  /** @param body the parsed JSON, `undefined` where none is taken @throws ProgramFault */
  run(body: unknown, signal: AbortSignal): Promise<ProgramAnswer>;
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
  /** @throws ProgramFault TOKEN_WRONG where the operation needs no token */
  readonly caller: () => ProgramCaller;
}
export type Handlers = Readonly<Record<OperationId, (call: Call) => Promise<unknown> | unknown>>;

const CALLS = { atOnce: 60, aMinute: 120 };
const UNKNOWN_CALLS = { atOnce: 30, aMinute: 60 };
const REQUESTS = { atOnce: 10, aMinute: 20 };

export interface ApiOptions {
  readonly callers: Callers;
  readonly pairing: Pairing;
  readonly handlers: Handlers;
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

export function programApi({ callers, pairing, handlers }: ApiOptions): ProgramApi {
  const known = new RateLimit(CALLS);
  const unknown = new RateLimit(UNKNOWN_CALLS);
  const asking = new RateLimit(REQUESTS);
  const opensTo = (origin: string) => callers.list.some((caller) => caller.origin === origin) || (pairing.isOpen && isSecureOrigin(origin));

  function callerOf(operation: Operation, { bearer, origin }: CallHead): ProgramCaller | null {
    const caller = bearer === '' ? null : callers.withToken(bearer, origin);
    // Whoever is not known shares one measure, so that guessing is slow for all together.
    if (!(caller ? known.takes(caller.id) : unknown.takes('unknown'))) throw new ProgramFault('TOO_MANY_CALLS');
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
        mostBytes: operation.mostBytes ?? 0,
        async run(given, signal) {
          const body = checked(operation.body, given);
          // A person may have taken something away while the body was read.
          const stillKnown = (): ProgramCaller => {
            const present = caller && callers.withToken(head.bearer, head.origin);
            if (!present) throw new ProgramFault('TOKEN_WRONG');
            requirePermission(operation, present);
            return present;
          };
          if (operation.token) await callers.used(stillKnown());
          const answer = await handlers[id]({ subject, query, body, origin: head.origin, signal, caller: stillKnown });
          return { status: operation.answer.status, body: answer ?? null };
        },
      };
    },
  };
}
