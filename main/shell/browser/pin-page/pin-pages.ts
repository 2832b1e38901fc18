import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PinRequest } from '../../../../card/pin/prompt.ts';
import { words } from '../../../words/words.ts';
import { answer } from '../answer.ts';
import { SMALL_PAGE_POLICY } from '../headers.ts';
import { bearerOf, sameToken } from '../tokens.ts';
import { PinEntry } from './entry.ts';
import { type Appearance, pinForm } from './form.ts';
import { confirmedTries, readPin } from './read-pin.ts';

/** What a page asks, over whatever transport a shell has. */
export interface PageRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array> | null;
}

export interface PinPagesOptions {
  readonly appearance: () => Appearance;
  /** Milliseconds that a person has for one entry. */
  readonly lifetime?: number;
}

/** The PIN pages of a shell: each entry has an address that works once and a bearer token that only its page knows. */
export interface PinPages extends Disposable {
  /** Opens an entry; its page lies under the path of the entry. */
  open(request: PinRequest, signal: AbortSignal): PinEntry;
  answer(request: PageRequest): Promise<Response>;
}

const LIFETIME_MS = 180_000;
const HTML = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': SMALL_PAGE_POLICY };
const ASSETS: Readonly<Record<string, { readonly type: string; readonly file: string }>> = {
  '/form.css': { type: 'text/css; charset=utf-8', file: join(import.meta.dirname, 'form.css') },
  '/form.js': { type: 'text/javascript; charset=utf-8', file: join(import.meta.dirname, 'form.js') },
  '/tokens.css': { type: 'text/css; charset=utf-8', file: fileURLToPath(import.meta.resolve('@digital-go-jp/design-tokens/dist/tokens.css')) },
};

export function pinPages({ appearance, lifetime = LIFETIME_MS }: PinPagesOptions): PinPages {
  const entries = new Set<PinEntry>();
  const entryOf = (headers: Headers) => [...entries].find(({ bearer }) => sameToken(bearer, bearerOf(headers.get('authorization'))));

  /** The page of an entry, once, and only as a page: what a script fetches uses nothing up. */
  function show({ path, headers }: PageRequest): Response {
    if ((headers.get('sec-fetch-mode') ?? 'navigate') !== 'navigate') return answer(403, 'site');
    const entry = [...entries].find((candidate) => sameToken(candidate.path, path));
    if (!entry?.show()) return answer(410, words(appearance().language)('pin.used'));
    return answer(200, pinForm(entry.request, entry.bearer, appearance()), HTML);
  }

  /** Lasts as long as the entry; the page that is closed breaks it off, which cancels. */
  function presence({ headers }: PageRequest): Response {
    const entry = entryOf(headers);
    if (!entry) return answer(403, 'SESSION_REFUSED');
    entry.attend();
    const left = new AbortController();
    const body = new ReadableStream({
      start: (stream) => entry.over.addEventListener('abort', () => stream.close(), { once: true, signal: left.signal }),
      cancel() {
        left.abort();
        entry.answer(null);
      },
    });
    return answer(200, body);
  }

  async function receive({ headers, body }: PageRequest): Promise<Response> {
    const entry = entryOf(headers);
    if (!entry) return answer(403, 'SESSION_REFUSED');
    const pin = body && (await readPin(body));
    if (!pin) return answer(400, 'body');
    const tries = confirmedTries(headers.get('x-confirmed-tries'));
    return entry.answer(tries === undefined ? { pin } : { pin, confirmedTries: tries }) ? answer(204) : answer(410, 'over');
  }

  return {
    open(request, signal) {
      const entry = new PinEntry(request, signal, lifetime);
      entries.add(entry);
      entry.over.addEventListener('abort', () => entries.delete(entry), { once: true });
      if (entry.over.aborted) entries.delete(entry);
      return entry;
    },
    async answer(request) {
      const { method, path } = request;
      if (method === 'POST') return path === '/answer' ? receive(request) : answer(404, 'not found');
      if (path.startsWith('/entry/')) return show(request);
      if (path === '/presence') return presence(request);
      const asset = ASSETS[path];
      return asset ? answer(200, await readFile(asset.file), { 'Content-Type': asset.type }) : answer(404, 'not found');
    },
    [Symbol.dispose]() {
      for (const entry of entries) entry.answer(null);
    },
  };
}
