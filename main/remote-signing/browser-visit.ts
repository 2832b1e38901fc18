import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserVisit } from '../../pki/remote/service.ts';
import { AppError } from '../errors.ts';
import { words } from '../words/words.ts';

/** Milliseconds that a person has at the page of a service. */
export const VISIT_MS = 300_000;
const PATH_BYTES = 24;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

/** What the person sees when they come back, in both languages: nobody knows here which one the browser speaks. */
function farewell(): string {
  const part = (language: 'ja' | 'en') => `<p lang="${language}">${words(language)('keys.remote.back')}</p>`;
  const viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">';
  return `<!doctype html><html lang="ja"><meta charset="utf-8">${viewport}<title>HPKI Desk</title><main><h1>HPKI Desk</h1>${part('ja')}${part('en')}</main></html>`;
}

/**
 * A visit by the person's own browser, which comes back to a listener of its own (RFC 8252 section 7.3): 127.0.0.1, any free port, a path that nobody
 * can guess. It hears one request and closes, whatever that says.
 * @param announce is told the address to open, and `null` when the visit is over
 * @param lifetime milliseconds
 */
export const browserVisit =
  (announce: (address: string | null) => void, lifetime = VISIT_MS): BrowserVisit =>
  async (addressFor, signal) => {
    const path = `/${randomBytes(PATH_BYTES).toString('base64url')}`;
    const { promise, resolve } = Promise.withResolvers<URL>();
    const server = createServer((request, response) => {
      const { host, port } = placeOf(server);
      const url = URL.parse(request.url ?? '', `http://${host}:${port}`);
      const ours = request.method === 'GET' && request.headers.host === `${host}:${port}` && url?.pathname === path;
      response.writeHead(ours ? 200 : 404, HEADERS).end(ours ? farewell() : '');
      if (ours) response.once('close', () => resolve(url));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const over = AbortSignal.timeout(lifetime);
    try {
      const { host, port } = placeOf(server);
      announce(addressFor(`http://${host}:${port}${path}`));
      return await unlessOver(promise, signal, over);
    } finally {
      announce(null);
      server.close();
      server.closeAllConnections();
    }
  };

function placeOf(server: Server) {
  const { address, port } = server.address() as AddressInfo;
  return { host: address, port };
}

/** @throws AppError REMOTE_VISIT_EXPIRED; the reason of the signal */
async function unlessOver(coming: Promise<URL>, signal: AbortSignal, over: AbortSignal): Promise<URL> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason as Error);
  const late = () => reject(new AppError('REMOTE_VISIT_EXPIRED'));
  signal.addEventListener('abort', stop, { once: true });
  over.addEventListener('abort', late, { once: true });
  try {
    return await Promise.race([coming, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
    over.removeEventListener('abort', late);
  }
}
