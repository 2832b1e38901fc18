import { createServer, type IncomingMessage, request as sendRequest } from 'node:http';
import type { PinDesk } from '../../../signing/pin-desk.ts';
import { answer, answerRequests } from '../answer.ts';
import { type Door, refusalOf } from '../gate.ts';
import { listen, shut } from '../listen.ts';
import { type PageRequest, type PinPagesOptions, pinPages } from './pin-pages.ts';

/** More than a request with a PIN takes, less than the 16 KiB of headers that Node accepts. */
const COVER = 12_288;

export interface PinServer extends PinDesk, AsyncDisposable {
  readonly door: Door;
}

function pageRequest(request: IncomingMessage, door: Door): PageRequest {
  const { method = '', url = '/', headersDistinct } = request;
  const headers = Object.entries(headersDistinct).flatMap(([name, values]) => (values ?? []).map((value): [string, string] => [name, value]));
  return { method, path: URL.parse(url, door.origin)?.pathname ?? '', headers: new Headers(headers), body: request };
}

/** Node's parser reads every request of this process into the same memory; a longer one of our own covers the PIN that came with the last. */
async function coverLastRequest(port: number): Promise<void> {
  const cover = sendRequest({ host: '127.0.0.1', port, agent: false, headers: { 'X-Cover': '0'.repeat(COVER) } });
  const { promise, resolve } = Promise.withResolvers<void>();
  cover.on('response', (response) => response.resume());
  cover.on('error', () => {});
  cover.on('close', resolve);
  cover.end();
  await promise;
}

/**
 * The PIN pages over HTTP on loopback. Their origin is another host (`localhost`) than that of the screens (`127.0.0.1`) and they have no
 * cookie, so that nothing the screens can do reaches them.
 */
export async function servePinPages(options: PinPagesOptions): Promise<PinServer> {
  const pages = pinPages(options);
  const servers = [createServer(), createServer()] as const;
  const port = await listen(servers[0], '127.0.0.1', 0);
  // A machine without IPv6 resolves localhost to 127.0.0.1 only.
  await listen(servers[1], '::1', port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') throw error;
  });
  const host = `localhost:${port}`;
  const door: Door = { host, origin: `http://${host}` };

  for (const server of servers) {
    answerRequests(server, async (request) => {
      const refusal = refusalOf(request, door);
      if (refusal) return answer(refusal.status, refusal.reason);
      const answered = await pages.answer(pageRequest(request, door));
      if (request.method === 'POST') await coverLastRequest(port);
      return answered;
    });
  }

  return {
    door,
    ask(request, signal, announce) {
      const entry = pages.open(request, signal);
      announce(`${door.origin}${entry.path}`);
      return entry.answered;
    },
    async [Symbol.asyncDispose]() {
      pages[Symbol.dispose]();
      await Promise.all(servers.map(shut));
    },
  };
}
