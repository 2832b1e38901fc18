import { createServer, type IncomingMessage } from 'node:http';
import { answer, answerRequests } from './answer.ts';
import { type Door, refusalOf } from './gate.ts';
import { listen, shut } from './listen.ts';
import type { PageRequest } from './one-time-pages.ts';

/** A server on `localhost` at a port of its own, for pages that the screens (on `127.0.0.1`) must not reach. */
export interface LocalhostServer extends AsyncDisposable {
  readonly door: Door;
  readonly port: number;
}

function pageRequest(request: IncomingMessage, door: Door): PageRequest {
  const { method = '', url = '/', headersDistinct } = request;
  const headers = Object.entries(headersDistinct).flatMap(([name, values]) => (values ?? []).map((value): [string, string] => [name, value]));
  return { method, path: URL.parse(url, door.origin)?.pathname ?? '', headers: new Headers(headers), body: request };
}

/** Serves what passes the gate, on both loopback addresses where there are two. */
export async function serveLocalhost(handle: (request: PageRequest, port: number) => Promise<Response>): Promise<LocalhostServer> {
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
      return refusal ? answer(refusal.status, refusal.reason) : handle(pageRequest(request, door), port);
    });
  }
  return {
    door,
    port,
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map(shut));
    },
  };
}
