import type { IncomingHttpHeaders } from 'node:http';
import type * as z from 'zod';
import type { Caller, Scope } from '../access/caller.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { HttpError } from './http-error.ts';

/** `plain`: `{ error, description }`; the others as RFC 7644 section 3.12, RFC 8935 section 2.3, RFC 6749 section 5.2 want them. */
export type ErrorShape = 'plain' | 'scim' | 'set' | 'oauth';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request on its way through a route. */
export interface Exchange {
  /** Values of the `:name` segments, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** `null` only on routes that need no scope. */
  readonly caller: Caller | null;
  /** Address the request came from; never logged. */
  readonly address: string;
  /** Aborts when the other side has gone or the hub ends. */
  readonly signal: AbortSignal;
  /** The whole body. @throws HttpError 413 beyond the route's limit */
  body(): Promise<Buffer>;
  /** The body as JSON. @throws HttpError 400 `invalidSyntax` (SCIM) or `json_unreadable`, 413 */
  json(): Promise<unknown>;
  /** A transaction in the caller's name: row-level security lets it see what the caller may see. Without a caller, the gate's. */
  within<Done>(work: (tx: HubTransaction) => Promise<Done>): Promise<Done>;
}

/** What a route answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes and text go as they are, pieces of text one after the other, anything else as JSON; `content-type` is JSON unless named. */
  readonly body?: unknown;
}

/** One line of the hub's table of routes. */
export interface Route {
  readonly method: Method;
  /** Such as `/scim/v2/Users/:id`; the more literal of two patterns wins. */
  readonly path: string;
  /** Scopes of which one is needed; `any`: whatever client; `null`: nobody in particular. */
  readonly scope: Scope | readonly Scope[] | 'any' | null;
  /** Bytes of a body, 64 KiB unless said. */
  readonly limit?: number;
  readonly errors?: ErrorShape;
  /** One sentence for `/openapi.json`, and what is asked and answered there. */
  readonly summary: string;
  readonly request?: z.ZodType;
  readonly response?: z.ZodType;
  handler(exchange: Exchange): Promise<Answer>;
}

/** Scopes of which a route needs one; `null`: none. */
export const scopesNeeded = ({ scope }: Pick<Route, 'scope'>): readonly Scope[] | null =>
  scope === null || scope === 'any' ? null : typeof scope === 'string' ? [scope] : scope;

export const BODY_LIMIT = 64 * 1024;

/** A route with the values of its pattern. */
export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** `null` for a path that is not percent-encoded UTF-8. */
function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function paramsOf({ segments }: Compiled, path: readonly string[]): Readonly<Record<string, string>> | null {
  if (segments.length !== path.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const given = decoded(path[index]!);
    if (given === null || (segment.startsWith(':') ? given === '' : given !== segment)) return null;
    if (segment.startsWith(':')) params[segment.slice(1)] = given;
  }
  return params;
}

/** Literal segments come before those with a name. */
const byLiteral = (a: Compiled, b: Compiled): number => {
  const rank = ({ segments }: Compiled) => segments.map((segment) => (segment.startsWith(':') ? '1' : '0')).join('');
  return rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0;
};

/**
 * Finds routes of a table. HEAD is asked as GET.
 * @returns a function that throws HttpError 404 `not_found`, 405 `method_not_allowed` with `Allow` and the shape of the path's routes
 */
export function routerOf(routes: readonly Route[]): (method: string, pathname: string) => Found {
  const compiled = routes.map((route): Compiled => ({ route, segments: route.path.split('/').slice(1) })).sort(byLiteral);
  return (method, pathname) => {
    const path = pathname.split('/').slice(1);
    const fitting = compiled.flatMap((each) => {
      const params = paramsOf(each, path);
      return params ? [{ route: each.route, params }] : [];
    });
    const asked = method === 'HEAD' ? 'GET' : method;
    const found = fitting.find(({ route }) => route.method === asked);
    if (found) return found;
    if (fitting.length === 0) throw new HttpError(404, 'not_found', 'nothing is there');
    const methods = [...new Set(fitting.flatMap(({ route }) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method])))];
    throw new HttpError(405, 'method_not_allowed', `only ${methods.join(', ')}`, { allow: methods.join(', ') });
  };
}

/** Errors of a path that no route answered: SCIM's where its tree begins. */
export const shapeOfPath = (pathname: string): ErrorShape => (pathname.startsWith('/scim/') ? 'scim' : 'plain');
