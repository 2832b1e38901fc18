import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Signer } from '../signer.ts';
import type { TestAuthority } from '../test-authority/authority.ts';
import { timeStampSigner } from '../test-authority/test-signer.ts';
import { type Offer, respond } from './respond.ts';

const QUERY = 'application/timestamp-query';
const REPLY = 'application/timestamp-reply';
const MAX_QUERY_BYTES = 16 * 1024;

export interface TsaOrder extends Offer {
  readonly authority: TestAuthority;
  /** 0 takes any free port. */
  readonly port: number;
  /** Loopback unless given. */
  readonly host?: string;
  /** Asked of everybody by HTTP basic authentication (RFC 7617). */
  readonly authorization?: { readonly user: string; readonly password: string };
  /** Ends the server. */
  readonly signal: AbortSignal;
}

export interface RunningTsa {
  readonly url: string;
  /** Resolves when the server has ended. */
  readonly closed: Promise<void>;
}

/** Serves RFC 3161 over HTTP (section 3.4) with the test authority's time-stamp key, until the signal aborts. */
export async function serveTsa(order: TsaOrder): Promise<RunningTsa> {
  const { authority, port, host = '127.0.0.1', signal } = order;
  signal.throwIfAborted();
  const tsa = timeStampSigner(authority);
  const server = createServer((request, response) => void answer(request, response, tsa, order).catch(() => response.destroy()));
  const closed = once(server, 'close').then(() => {});
  signal.addEventListener('abort', () => server.close().closeAllConnections(), { once: true });
  server.listen(port, host);
  await once(server, 'listening', { signal });
  return { url: `http://${host}:${(server.address() as AddressInfo).port}/`, closed };
}

async function answer(request: IncomingMessage, response: ServerResponse, tsa: Signer, order: TsaOrder): Promise<void> {
  if (!isAuthorized(request, order)) {
    response.setHeader('www-authenticate', 'Basic realm="test time stamps", charset="UTF-8"');
    return refuse(response, 401, 'user and password are asked for');
  }
  if (request.method !== 'POST') return refuse(response, 405, 'only POST is answered');
  if (request.headers['content-type'] !== QUERY) return refuse(response, 415, `only ${QUERY} is answered`);
  const query = await readQuery(request);
  if (!query) return refuse(response, 413, 'the query is too long');
  response.writeHead(200, { 'content-type': REPLY }).end(await respond(query, tsa, new Date(), order));
}

function isAuthorized({ headers }: IncomingMessage, { authorization }: TsaOrder): boolean {
  if (!authorization) return true;
  const expected = Buffer.from(`${authorization.user}:${authorization.password}`).toString('base64');
  return headers.authorization === `Basic ${expected}`;
}

const refuse = (response: ServerResponse, status: number, reason: string): void =>
  void response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(`${reason}\n`);

async function readQuery(request: IncomingMessage): Promise<Uint8Array | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MAX_QUERY_BYTES) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
