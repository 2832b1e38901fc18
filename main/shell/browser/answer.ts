import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SECURITY_HEADERS } from './headers.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<Response | null>;

/** A whole answer with the headers that every answer has, for whatever carries it: loopback HTTP or a scheme of Electron's. */
export function answer(status: number, body: BodyInit | null = null, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...SECURITY_HEADERS, ...headers } });
}

/** Puts the headers on an answer that something else will write. */
export function secure(response: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
}

/** Writes an answer; one that streams is cancelled when the connection ends before it. */
async function send(response: ServerResponse, { status, headers, body }: Response): Promise<void> {
  response.setHeaders(headers);
  response.writeHead(status).flushHeaders();
  if (!body) return void response.end();
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), response).catch(() => response.destroy());
}

/** Answers every request of a server with what `handle` returns; `null` when it has answered itself. */
export function answerRequests(server: Server, handle: Handler): void {
  const fault = (error: unknown) => {
    console.error(error);
    return answer(500, 'INTERNAL_FAULT');
  };
  server.on('request', async (request, response) => {
    const given = await handle(request, response).catch(fault);
    if (!given) return;
    if (response.headersSent) response.destroy();
    else await send(response, given);
  });
}
