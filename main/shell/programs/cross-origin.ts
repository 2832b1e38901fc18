import type { IncomingHttpHeaders } from 'node:http';
import type { ProgramApi } from '../../programs/api/api.ts';

const METHODS = 'GET, POST, DELETE';
const HEADERS = 'authorization, content-type';

/** Headers that let pages of one paired origin, and of no other, read an answer (CORS, Fetch Standard section 3.2). */
export function readableBy(api: ProgramApi, origin: string | undefined): Readonly<Record<string, string>> {
  const vary = { Vary: 'Origin' };
  return origin !== undefined && api.opensTo(origin)
    ? { ...vary, 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'Retry-After' }
    : vary;
}

/**
 * The answer to a preflight: what a paired origin may send. A page of a public address that asks to reach this computer (Private Network Access) is told
 * that it may, where it is paired. `null`: it may nothing.
 */
export function preflight(api: ProgramApi, { origin, ...headers }: IncomingHttpHeaders): Readonly<Record<string, string>> | null {
  if (origin === undefined || !api.opensTo(origin) || headers['access-control-request-method'] === undefined) return null;
  const near: Readonly<Record<string, string>> =
    headers['access-control-request-private-network'] === 'true' ? { 'Access-Control-Allow-Private-Network': 'true' } : {};
  return {
    ...readableBy(api, origin),
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Allow-Headers': HEADERS,
    'Access-Control-Max-Age': '0',
    ...near,
  };
}
