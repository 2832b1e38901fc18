import type { IncomingMessage } from 'node:http';
import { actorOf, type Caller } from '../access/caller.ts';
import { GATE } from '../store/actor.ts';
import type { HubStore } from '../store/hub-store.ts';
import { HttpError } from './http-error.ts';
import { BODY_LIMIT, type Exchange, type Found } from './router.ts';

const tooLarge = (limit: number) => new HttpError(413, 'too_large', `${limit} bytes at most`, { connection: 'close' });

/** The whole body, read once. */
function bodyOf(request: IncomingMessage, limit: number): () => Promise<Buffer> {
  let whole: Promise<Buffer> | null = null;
  async function receive(): Promise<Buffer> {
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, length);
  }
  return () => (whole ??= receive());
}

interface Parts {
  readonly request: IncomingMessage;
  readonly found: Found;
  readonly query: URLSearchParams;
  readonly caller: Caller | null;
  readonly store: HubStore;
  readonly signal: AbortSignal;
}

/** What a route's handler is given. */
export function exchangeOf({ request, found: { route, params }, query, caller, store, signal }: Parts): Exchange {
  const body = bodyOf(request, route.limit ?? BODY_LIMIT);
  return {
    params,
    query,
    caller,
    signal,
    headers: request.headers,
    address: request.socket.remoteAddress ?? '',
    body,
    async json() {
      const bytes = await body();
      try {
        return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      } catch {
        throw new HttpError(400, route.errors === 'scim' ? 'invalidSyntax' : 'json_unreadable', 'the body is not JSON');
      }
    },
    within: (work) => store.within(caller ? actorOf(caller) : GATE, work),
  };
}
