import { answer } from './answer.ts';
import { SMALL_PAGE_POLICY } from './headers.ts';
import type { Credentials, Sessions } from './session.ts';

/** Name under which the screens find their bearer token in `sessionStorage`, which belongs to one tab and, unlike a cookie, to one port. */
export const BEARER_STORAGE_KEY = 'hpki-desk-bearer';

const SCRIPT = `const { bearer } = document.documentElement.dataset;
sessionStorage.setItem('${BEARER_STORAGE_KEY}', bearer);
location.replace('/');
`;

const page = ({ bearer }: Credentials) =>
  `<!doctype html><html data-bearer="${bearer}"><meta charset="utf-8"><title>HPKI Desk</title><script src="/open/open.js"></script></html>`;

const POLICY = { 'Content-Security-Policy': SMALL_PAGE_POLICY };

/** Exchanges the one-time token of the opening address; the address is gone from the history before anything is shown. */
export function open(sessions: Sessions, path: string): Response {
  const name = path.slice('/open/'.length);
  if (name === 'open.js') return answer(200, SCRIPT, { ...POLICY, 'Content-Type': 'text/javascript; charset=utf-8' });
  const credentials = sessions.redeem(name);
  if (!credentials) return answer(403, 'SESSION_REFUSED: this address was used before. Start the program again to get a new one.', POLICY);
  return answer(200, page(credentials), { ...POLICY, 'Content-Type': 'text/html; charset=utf-8', 'Set-Cookie': sessions.cookieHeader(credentials) });
}
