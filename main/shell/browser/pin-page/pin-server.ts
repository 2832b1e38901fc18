import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PinDesk } from '../../../signing/pin-desk.ts';
import { words } from '../../../words/words.ts';
import { answer } from '../answer.ts';
import { type Door, refusalOf } from '../gate.ts';
import { SMALL_PAGE_POLICY } from '../headers.ts';
import { listen, shut } from '../listen.ts';
import { bearerOf, sameToken } from '../tokens.ts';
import { PinEntry } from './entry.ts';
import { type Appearance, pinForm } from './form.ts';
import { confirmedTries, readPin } from './read-pin.ts';

export interface PinPages extends PinDesk, AsyncDisposable {
  readonly door: Door;
}

export interface PinPagesOptions {
  readonly appearance: () => Appearance;
  /** Milliseconds that a person has for one entry. */
  readonly lifetime?: number;
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': SMALL_PAGE_POLICY };
const ASSETS: Readonly<Record<string, { readonly type: string; readonly file: string }>> = {
  '/form.css': { type: 'text/css; charset=utf-8', file: join(import.meta.dirname, 'form.css') },
  '/form.js': { type: 'text/javascript; charset=utf-8', file: join(import.meta.dirname, 'form.js') },
  '/tokens.css': { type: 'text/css; charset=utf-8', file: fileURLToPath(import.meta.resolve('@digital-go-jp/design-tokens/dist/tokens.css')) },
};

/**
 * The PIN page of the browser shell. Its origin is another host (`localhost`) than that of the screens (`127.0.0.1`) and it has no cookie, so
 * that nothing the screens can do reaches it; each entry has an address that works once and a bearer token that only its page knows.
 */
export async function servePinPages({ appearance, lifetime = 180_000 }: PinPagesOptions): Promise<PinPages> {
  const entries = new Set<PinEntry>();
  const servers = [createServer(), createServer()] as const;
  const port = await listen(servers[0], '127.0.0.1', 0);
  // A machine without IPv6 resolves localhost to 127.0.0.1 only.
  await listen(servers[1], '::1', port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') throw error;
  });
  const host = `localhost:${port}`;
  const door: Door = { host, origin: `http://${host}` };

  const entryOf = (token: string, which: 'address' | 'bearer') => [...entries].find((entry) => sameToken(entry[which], token));

  function show(path: string, request: IncomingMessage, response: ServerResponse): void {
    const mode = request.headers['sec-fetch-mode'];
    if (mode !== undefined && mode !== 'navigate') return answer(response, 403, 'site');
    const entry = entryOf(path.slice('/entry/'.length), 'address');
    if (!entry?.show()) return answer(response, 410, words(appearance().language)('pin.used'));
    answer(response, 200, pinForm(entry.request, entry.bearer, appearance()), HTML);
  }

  function presence(request: IncomingMessage, response: ServerResponse): void {
    const entry = entryOf(bearerOf(request.headers), 'bearer');
    if (!entry) return answer(response, 403, 'SESSION_REFUSED');
    response.on('close', () => entry.answer(null));
    response.on('error', () => {});
    entry.over.addEventListener('abort', () => response.end(), { once: true });
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }).flushHeaders();
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pin = await readPin(request);
    const entry = entryOf(bearerOf(request.headers), 'bearer');
    const tries = confirmedTries(request.headers['x-confirmed-tries']);
    if (!entry || !pin) {
      pin?.fill(0);
      return answer(response, entry ? 400 : 403, entry ? 'body' : 'SESSION_REFUSED');
    }
    const taken = entry.answer(tries === undefined ? { pin } : { pin, confirmedTries: tries });
    answer(response, taken ? 204 : 410);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusalOf(request, door);
    if (refusal) return answer(response, refusal.status, refusal.reason);
    const { pathname } = new URL(request.url ?? '/', door.origin);
    const asset = ASSETS[pathname];
    if (request.method === 'POST') return pathname === '/answer' ? receive(request, response) : answer(response, 404, 'not found');
    if (pathname.startsWith('/entry/')) return show(pathname, request, response);
    if (pathname === '/presence') return presence(request, response);
    if (asset) return answer(response, 200, await readFile(asset.file), { 'Content-Type': asset.type });
    answer(response, 404, 'not found');
  }

  for (const server of servers) {
    server.on('request', (request, response) => {
      handle(request, response).catch(() => (response.headersSent ? response.destroy() : answer(response, 500, 'INTERNAL_FAULT')));
    });
  }

  return {
    door,
    async ask(request, signal, announce) {
      const entry = new PinEntry(request, signal, lifetime);
      entries.add(entry);
      announce(`${door.origin}/entry/${entry.address}`);
      return entry.answered.finally(() => entries.delete(entry));
    },
    async [Symbol.asyncDispose]() {
      for (const entry of entries) entry.answer(null);
      await Promise.all(servers.map(shut));
    },
  };
}
