import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import { answer, answerRequests, secure } from './answer.ts';
import { type Door, refusalOf } from './gate.ts';
import { listen, shut } from './listen.ts';
import { open } from './opening.ts';
import { Sessions } from './session.ts';
import { shieldFiles } from './shielded-files.ts';
import { staticFiles } from './static-files.ts';

export interface DeskServer extends AsyncDisposable {
  readonly door: Door;
  /** An address that opens the program once. */
  invite(): string;
}

export interface DeskServerOptions {
  readonly router: AnyRouter;
  /** Folder of the built screens. */
  readonly screens: string;
  /** 0 for any free port. */
  readonly port: number;
}

/** The screens and the contract over HTTP on 127.0.0.1, for the browser of the same person and nobody else. */
export async function serveDesk({ router, screens, port: wanted }: DeskServerOptions): Promise<DeskServer> {
  const server = createServer();
  const port = await listen(server, '127.0.0.1', wanted);
  const host = `127.0.0.1:${port}`;
  const door: Door = { host, origin: `http://${host}` };
  const sessions = new Sessions(`hpki-desk-${port}`);
  const files = staticFiles(screens);
  const rpc = new RPCHandler(router, { rootInterceptors: [shieldFiles] });

  async function call(request: IncomingMessage, response: ServerResponse): Promise<Response | null> {
    if (!sessions.admits(request.headers)) return answer(401, 'SESSION_REFUSED');
    secure(response);
    const { matched } = await rpc.handle(request, response, { prefix: '/rpc', context: {} });
    return matched ? null : answer(404, 'not found');
  }

  answerRequests(server, async (request, response) => {
    const refusal = refusalOf(request, door);
    if (refusal) return answer(refusal.status, refusal.reason);
    const pathname = URL.parse(request.url ?? '/', door.origin)?.pathname;
    if (pathname === undefined) return answer(400, 'address');
    if (pathname.startsWith('/rpc/')) return call(request, response);
    if (request.method === 'POST') return answer(405, 'method');
    if (pathname.startsWith('/open/')) return open(sessions, pathname);
    return files(request.url ?? '/');
  });
  return { door, invite: () => `${door.origin}/open/${sessions.invite()}`, [Symbol.asyncDispose]: () => shut(server) };
}
