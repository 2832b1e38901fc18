import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './headers.ts';

/** Puts the headers on an answer that something else will write. */
export function secure(response: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
}

/** A whole answer. */
export function answer(response: ServerResponse, status: number, body: string | Uint8Array = '', headers: OutgoingHttpHeaders = {}): void {
  secure(response);
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(body);
}
