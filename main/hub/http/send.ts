import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './router.ts';

/** Of every answer: it is data for programs, and nothing of it may be shown as a page. */
const ALWAYS = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'", 'referrer-policy': 'no-referrer' };

const isPieces = (body: unknown): body is AsyncIterable<string> => typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** Bytes and text as they are, anything else as JSON. */
function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.length);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Writes an answer; without its body where only its head was asked for. */
export async function send(response: ServerResponse, { status, headers = {}, body }: Answer, headOnly: boolean): Promise<void> {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  if (isPieces(body)) {
    response.writeHead(status, { ...ALWAYS, ...type, ...headers });
    if (headOnly) response.end();
    else await pipeline(Readable.from(body), response);
    return;
  }
  const bytes = bytesOf(body);
  const length = status === 204 || status === 304 ? {} : { 'content-length': String(bytes.length) };
  response.writeHead(status, { ...ALWAYS, ...type, ...headers, ...length });
  response.end(headOnly ? undefined : bytes);
}
