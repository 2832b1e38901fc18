import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server of this test on loopback. */
export interface Web {
  /** `http://127.0.0.1:port`, `https:` where it has a certificate. */
  readonly origin: string;
  readonly host: string;
  /** Every request so far. */
  readonly seen: readonly { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

async function listening(server: Server, scheme: 'http' | 'https', seen: Web['seen']): Promise<Web> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  onTestFinished(close);
  return { origin: `${scheme}://${host}`, host, seen, close };
}

/** Serves what the listener says until the test ends. */
export async function web(answer: RequestListener, identity?: { readonly key: string; readonly cert: string }): Promise<Web> {
  const seen: Web['seen'][number][] = [];
  const listener: RequestListener = (request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    answer(request, response);
  };
  return identity ? listening(createTlsServer(identity, listener), 'https', seen) : listening(createServer(listener), 'http', seen);
}

export const bodyOf = async (incoming: IncomingMessage): Promise<Buffer> => Buffer.concat(await incoming.toArray());

/** A proxy for HTTP and, by tunnel, HTTPS; with credentials it wants them. Whatever host is asked for, `to` answers. */
export async function proxy(to: Web, credentials?: string): Promise<Web> {
  const seen: Web['seen'][number][] = [];
  const refused = ({ headers, method, url }: IncomingMessage): boolean => {
    seen.push({ method: method ?? '', path: url ?? '', headers });
    return credentials !== undefined && headers['proxy-authorization'] !== `Basic ${Buffer.from(credentials).toString('base64')}`;
  };
  const server = createServer(async (incoming, response) => {
    if (refused(incoming)) return void response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end();
    const { pathname } = new URL(incoming.url ?? '');
    const onward = request(`${to.origin}${pathname}`, { method: incoming.method ?? 'GET', headers: incoming.headers });
    onward.end(await bodyOf(incoming));
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers));
  });
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    socket.on('error', () => {});
    if (refused(incoming)) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n');
    const { hostname, port } = new URL(to.origin);
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    // What was tunnelled is no longer the server's to close.
    onTestFinished(() => void socket.destroy());
  });
  return listening(server, 'http', seen);
}
