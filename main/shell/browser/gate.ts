import type { IncomingMessage } from 'node:http';

/** One loopback origin of the shell. */
export interface Door {
  /** Exactly what a browser sends as Host, with the port. */
  readonly host: string;
  readonly origin: string;
}

export interface Refusal {
  readonly status: 403 | 405 | 421;
  readonly reason: 'host' | 'method' | 'origin' | 'site';
}

interface Check extends Refusal {
  readonly refuses: (request: IncomingMessage, door: Door) => boolean;
}

const READING = new Set(['GET', 'HEAD']);
const METHODS = new Set([...READING, 'POST']);
const OWN_SITE = new Set(['same-origin', 'none']);

/** Whether the browser says that this is a person's navigation to a page, the only thing another site may cause. */
function isNavigation({ method = '', headers }: IncomingMessage): boolean {
  return READING.has(method) && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

/**
 * Host is exact (against names rebound to loopback); Origin is exact and must be there on everything that is not a reading;
 * what the browser calls another site is refused unless it is a navigation. Cookies say nothing here: they ignore ports.
 */
const CHECKS: readonly Check[] = [
  { status: 421, reason: 'host', refuses: ({ headers }, door) => headers.host !== door.host },
  { status: 405, reason: 'method', refuses: ({ method = '' }) => !METHODS.has(method) },
  {
    status: 403,
    reason: 'origin',
    refuses: ({ method = '', headers }, door) => (headers.origin === undefined ? !READING.has(method) : headers.origin !== door.origin),
  },
  {
    status: 403,
    reason: 'site',
    refuses: (request) => {
      const site = request.headers['sec-fetch-site'];
      return typeof site === 'string' && !OWN_SITE.has(site) && !isNavigation(request);
    },
  },
];

/** The first check that refuses the request, or `null`. */
export function refusalOf(request: IncomingMessage, door: Door): Refusal | null {
  const found = CHECKS.find((check) => check.refuses(request, door));
  return found ? { status: found.status, reason: found.reason } : null;
}
