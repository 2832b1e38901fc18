import type { IncomingMessage } from 'node:http';
import { ProgramFault, type ProgramFaultCode } from '../../programs/fault.ts';

interface Check {
  readonly code: ProgramFaultCode;
  readonly refuses: (request: IncomingMessage, host: string) => boolean;
}

const JSON_TYPE = /^application\/json(?:\s*;\s*charset=utf-8)?$/i;
const distinct = ({ headersDistinct }: IncomingMessage, name: string): readonly string[] => headersDistinct[name] ?? [];

/**
 * Host is exact, against names that were rebound to loopback. What a browser sends for a page says where the page is from; what it sends without saying
 * so (a picture, a frame, a link) is refused. A form can only post types that are none of ours. There are no cookies: nothing is sent by itself.
 */
const CHECKS: readonly Check[] = [
  { code: 'HOST_WRONG', refuses: (request, host) => distinct(request, 'host').length !== 1 || request.headers.host !== host },
  { code: 'ORIGIN_NOT_PAIRED', refuses: (request) => distinct(request, 'origin').length > 1 || request.headers.origin === 'null' },
  {
    code: 'SITE_REFUSED',
    refuses: ({ headers }) => headers.origin === undefined && headers['sec-fetch-site'] !== undefined && headers['sec-fetch-site'] !== 'none',
  },
  { code: 'SITE_REFUSED', refuses: ({ headers }) => headers.origin !== undefined && headers['sec-fetch-mode'] === 'navigate' },
  { code: 'TYPE_WRONG', refuses: ({ method, headers }) => method === 'POST' && !JSON_TYPE.test(headers['content-type'] ?? '') },
  { code: 'TYPE_WRONG', refuses: ({ headers }) => (headers['content-encoding'] ?? 'identity') !== 'identity' },
];

/** @param host exactly what a caller must name as Host, with the port @throws ProgramFault */
export function requireFit(request: IncomingMessage, host: string): void {
  const found = CHECKS.find(({ refuses }) => refuses(request, host));
  if (found) throw new ProgramFault(found.code);
}
