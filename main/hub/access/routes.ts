import * as z from 'zod';
import { CLIENT_KINDS } from '../../exchange/link/client-kinds.ts';
import { registrationDigits } from '../../membership/registration-number.ts';
import { HttpError } from '../http/http-error.ts';
import { read } from '../http/read.ts';
import type { Route } from '../http/router.ts';
import type { HubParts } from '../parts.ts';
import { enrol, enrolAnswer, enrolOrder, LONGEST_HOURS, makeCode, requireOwnScopes } from './enrolment.ts';
import { nextKey } from './rotation.ts';
import { issueToken } from './token.ts';

const DAY = 'public, max-age=300';

const codeOrder = z.strictObject({
  kind: z.enum(CLIENT_KINDS),
  association: z.string().max(64).nullable().default(null),
  /** 医籍登録番号 of the person. */
  registration: registrationDigits.nullable().default(null),
  scopes: z.array(z.string().max(40)).max(20).default([]),
  hours: z.int().min(1).max(LONGEST_HOURS).optional(),
});

/** Who comes in: keys, enrolment, tokens, and the hub's own administration of clients. */
export function accessRoutes(parts: HubParts): readonly Route[] {
  const { store, keys, clients } = parts;
  return [
    {
      method: 'GET',
      path: '/jwks.json',
      scope: null,
      summary: 'Keys of the hub (RFC 7517).',
      handler: async () => ({ status: 200, headers: { 'cache-control': DAY }, body: await keys.jwks() }),
    },
    {
      method: 'GET',
      path: '/issuers/:client/jwks.json',
      scope: null,
      summary: 'Keys of a client, for whoever verifies its events.',
      async handler({ params }) {
        const body = await clients.jwksOf(params['client']!);
        if (!body) throw new HttpError(404, 'not_found', 'no such issuer');
        return { status: 200, headers: { 'cache-control': DAY }, body };
      },
    },
    {
      method: 'POST',
      path: '/enrol',
      scope: null,
      summary: 'Makes a client out of a one-time code and a public key.',
      request: enrolOrder,
      response: enrolAnswer,
      async handler(exchange) {
        const order = await read(exchange, enrolOrder);
        return { status: 201, body: await exchange.within((tx) => enrol(parts, tx, order)) };
      },
    },
    {
      method: 'POST',
      path: '/token',
      scope: null,
      errors: 'oauth',
      summary: 'An access token for a client that proves itself with its key (private_key_jwt, RFC 7523).',
      async handler(exchange) {
        const form = new URLSearchParams((await exchange.body()).toString('utf8'));
        return { status: 200, headers: { 'cache-control': 'no-store' }, body: await issueToken(parts, form) };
      },
    },
    {
      method: 'POST',
      path: '/keys',
      scope: 'any',
      summary: 'The next key of the client, named in a statement that one of its keys signed.',
      request: z.strictObject({ statement: z.string() }),
      async handler(exchange) {
        const { statement } = await read(exchange, z.strictObject({ statement: z.string() }));
        const caller = exchange.caller!;
        const jwk = await nextKey(parts, caller, statement);
        if (!(await exchange.within((tx) => clients.addKey(tx, caller.client, jwk)))) throw new HttpError(409, 'key_known', 'the key is in use');
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: '/admin/codes',
      scope: 'admin',
      summary:
        'A one-time code that enrols a client: within 24 hours, or within those named, up to a week. A client with fewer scopes than an administrator gives no more than its own.',
      request: codeOrder,
      async handler(exchange) {
        const order = await read(exchange, codeOrder);
        requireOwnScopes(exchange.caller!, order);
        const made = await exchange.within((tx) => makeCode(tx, { ...order, by: exchange.caller!.client }, store.now()));
        return { status: 201, headers: { 'cache-control': 'no-store' }, body: { code: made.code, expires_at: made.expiresAt.toISOString() } };
      },
    },
    {
      method: 'DELETE',
      path: '/admin/clients/:client',
      scope: 'admin',
      summary: 'Removes a client: nothing of it is taken any more.',
      async handler({ params, within }) {
        if (!(await within((tx) => clients.remove(tx, params['client']!)))) throw new HttpError(404, 'not_found', 'no such client');
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: '/associations',
      scope: 'any',
      summary: 'Associations that the hub knows.',
      handler: async ({ within }) => ({
        status: 200,
        body: {
          associations: await within((tx) =>
            tx.selectFrom('association').select(['code', 'name', 'tier', 'above', 'mastered_by']).orderBy('tier').orderBy('code').execute(),
          ),
        },
      }),
    },
  ];
}
