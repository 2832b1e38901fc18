import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ProgramApi } from '../../programs/api/api.ts';
import type { OpenProgramDoor } from '../../programs/door.ts';
import { ProgramFault } from '../../programs/fault.ts';
import { LIMITS } from '../../programs/limits.ts';
import { answer, answerRequests } from '../browser/answer.ts';
import { listen, shut } from '../browser/listen.ts';
import { bearerOf } from '../browser/tokens.ts';
import { preflight, readableBy } from './cross-origin.ts';
import { requireFit } from './program-gate.ts';
import { readJson } from './read-json.ts';

/** Connections at once; each caller needs one that waits and one that asks. */
const MOST_CONNECTIONS = 64;
/** Longer than a call may wait for an answer. */
const REQUEST_MS = 60_000;

const JSON_HEADERS = { 'Content-Type': 'application/json; charset=utf-8' };

function faultOf(error: unknown): ProgramFault {
  if (error instanceof ProgramFault) return error;
  console.error(error);
  return new ProgramFault('INTERNAL_FAULT');
}

/** The interface for other programs over HTTP on 127.0.0.1. @throws what listening throws, with its code */
export const openProgramDoor: OpenProgramDoor = async (api, wanted) => {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: REQUEST_MS, maxHeaderSize: 16_384 });
  server.maxConnections = MOST_CONNECTIONS;
  const host = `127.0.0.1:${await listen(server, '127.0.0.1', wanted)}`;
  answerRequests(server, (request, response) => respond(api, host, request, response));
  return { [Symbol.asyncDispose]: () => shut(server) };
};

/** Gives the room of an answer back when it was sent; a connection on which nobody reads it in time is cut. */
function untilSent({ socket }: IncomingMessage, response: ServerResponse, room: Disposable): void {
  const over = () => {
    clearTimeout(timer);
    socket.off('close', over);
    response.off('close', over);
    room[Symbol.dispose]();
  };
  const timer = setTimeout(() => socket.destroy(), LIMITS.sending).unref();
  socket.on('close', over);
  response.on('close', over);
  if (socket.destroyed) over();
}

async function respond(api: ProgramApi, host: string, request: IncomingMessage, response: ServerResponse): Promise<Response> {
  const { origin } = request.headers;
  try {
    if (request.method === 'OPTIONS') return answerPreflight(api, host, request);
    requireFit(request, host);
    const { status, body, room } = await call(api, request);
    untilSent(request, response, room);
    return status === 204
      ? answer(204, null, readableBy(api, origin))
      : answer(status, JSON.stringify(body), { ...JSON_HEADERS, ...readableBy(api, origin) });
  } catch (error) {
    const fault = faultOf(error);
    const later: Readonly<Record<string, string>> = fault.code === 'TOO_MANY_CALLS' ? { 'Retry-After': '60' } : {};
    // What was not read to its end must not be taken for the next request.
    const end: Readonly<Record<string, string>> = request.complete ? {} : { Connection: 'close' };
    // Under another name than ours no page reads anything, whoever it says it is.
    const readers = fault.code === 'HOST_WRONG' ? {} : readableBy(api, origin);
    return answer(fault.status, JSON.stringify(fault.body), { ...JSON_HEADERS, ...readers, ...later, ...end });
  }
}

function answerPreflight(api: ProgramApi, host: string, { headers }: IncomingMessage): Response {
  if (headers.host !== host) throw new ProgramFault('HOST_WRONG');
  const allowed = preflight(api, headers);
  if (!allowed) throw new ProgramFault('ORIGIN_NOT_PAIRED');
  return answer(204, null, allowed);
}

async function call(api: ProgramApi, request: IncomingMessage) {
  const { method = '', headers } = request;
  const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
  if (!url) throw new ProgramFault('PATH_UNKNOWN');
  const admitted = api.admit({
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    origin: headers.origin ?? null,
    bearer: bearerOf(headers.authorization),
    length: headers['content-length'] === undefined ? null : Number(headers['content-length']),
  });
  // A connection is used again: it must not gather what waits for its end.
  const gone = new AbortController();
  const abort = () => gone.abort();
  const { socket } = request;
  socket.once('close', abort);
  try {
    return await admitted.run((most) => readJson(request, most), gone.signal);
  } finally {
    socket.off('close', abort);
  }
}
