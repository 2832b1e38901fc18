import { createServer, type IncomingMessage } from 'node:http';
import type { PinDesk } from '../../../signing/pin-desk.ts';
import { answer, answerRequests } from '../answer.ts';
import { type Door, refusalOf } from '../gate.ts';
import { listen, shut } from '../listen.ts';
import { type PageRequest, type PinPagesOptions, pinPages } from './pin-pages.ts';

export interface PinServer extends PinDesk, AsyncDisposable {
  readonly door: Door;
}

function pageRequest(request: IncomingMessage, door: Door): PageRequest {
  const { method = '', url = '/', headersDistinct } = request;
  const headers = Object.entries(headersDistinct).flatMap(([name, values]) => (values ?? []).map((value): [string, string] => [name, value]));
  return { method, path: new URL(url, door.origin).pathname, headers: new Headers(headers), body: request };
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
      return refusal ? answer(refusal.status, refusal.reason) : pages.answer(pageRequest(request, door));
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
