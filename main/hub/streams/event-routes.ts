import { FEEDS } from '../../exchange/events/table.ts';
import { HttpError } from '../http/http-error.ts';
import { read } from '../http/read.ts';
import type { Route } from '../http/router.ts';
import type { HubParts } from '../parts.ts';
import type { Bell } from './bell.ts';
import { poll, pollAnswer, pollRequest } from './poll.ts';
import { receive } from './receive.ts';

const SET = 'application/secevent+jwt';
/** A poll acknowledges up to ten thousand events by their `jti`. */
const POLL_LIMIT = 1024 * 1024;

/** Events in (RFC 8935) and out (RFC 8936). */
export function eventRoutes(parts: HubParts, bell: Bell): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/events',
      scope: 'events:write',
      errors: 'set',
      limit: 16 * 1024,
      summary: 'One signed event (RFC 8935); 202 also when it was here before.',
      async handler({ headers, body, caller }) {
        if (headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== SET) throw new HttpError(400, 'invalid_request', `content type ${SET}`);
        await receive(parts, caller!, (await body()).toString('latin1'));
        return { status: 202 };
      },
    },
    {
      method: 'POST',
      path: '/streams/:feed/poll',
      scope: 'events:read',
      limit: POLL_LIMIT,
      summary: 'Acknowledges events and gives the next (RFC 8936), or waits for them up to 25 seconds.',
      request: pollRequest,
      response: pollAnswer,
      async handler(exchange) {
        const feed = FEEDS.find((each) => each === exchange.params['feed']);
        if (!feed) throw new HttpError(404, 'not_found', 'no such feed');
        const request = await read(exchange, pollRequest);
        const body = await poll(parts, bell, { feed, request, caller: exchange.caller!, signal: exchange.signal });
        return { status: 200, headers: { 'cache-control': 'no-store' }, body };
      },
    },
  ];
}
