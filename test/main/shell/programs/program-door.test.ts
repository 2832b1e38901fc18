import { request as rawRequest } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../../main/programs/limits.ts';
import { openApi } from '../../../../main/programs/api/openapi.ts';
import { OPERATIONS } from '../../../../main/programs/api/operations.ts';
import { openProgramDoor } from '../../../../main/shell/programs/program-door.ts';
import { freePorts } from '../../../support/free-ports.ts';
import { ProgramCaller } from '../../../support/program-caller.ts';
import { type Desk, desk } from '../../support/desk.ts';
import { type RawAnswer, send } from '../../support/http.ts';

const SITE = 'https://portal.example';
let program: Desk;
let port: number;
let native: ProgramCaller;
let webToken: string;

const programs = () => program.application.programs;
const door = () => `http://127.0.0.1:${port}`;

async function pairSite(): Promise<string> {
  programs().pairing.open();
  const headers = { Origin: SITE, 'Content-Type': 'application/json' };
  const asked = JSON.parse(
    (await send(`${door()}/v1/pairings`, { method: 'POST', headers, body: '{"name":"Portal","permissions":["login","card"]}' })).body,
  );
  programs().pairing.allow(asked.id, { sign: 'no', verify: 'no', card: 'ask', login: 'ask' });
  const code = programs().view.pairing!.code;
  return JSON.parse((await send(`${door()}/v1/pairings/${asked.id}/code`, { method: 'POST', headers, body: JSON.stringify({ code }) })).body).token;
}

beforeAll(async () => {
  program = await desk([], { openProgramDoor });
  port = await freePorts(1);
  await program.client.programs.set({ on: true, port });
  native = new ProgramCaller(port);
  await native.pair(programs());
  webToken = await pairSite();
});
afterAll(() => program?.[Symbol.asyncDispose]());

const codeOf = ({ body }: RawAnswer): string | null => (body === '' ? null : JSON.parse(body).error.code);
const cors = ({ headers }: RawAnswer) => Object.keys(headers).filter((name) => name.startsWith('access-control-allow'));
type Headers = Record<string, string | undefined>;
const JSON_TYPE = 'application/json';

/** A call for a card that would be taken, but for what is changed. */
function askForCard(change: Headers = {}, body: string | Uint8Array = '{}', path = '/v1/requests/card') {
  const headers = { Authorization: `Bearer ${native.token}`, 'Content-Type': JSON_TYPE, ...change };
  const present = Object.fromEntries(Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined));
  return send(`${door()}${path}`, { method: 'POST', headers: present, body });
}

describe('attacks', () => {
  it.each<[string, () => Promise<RawAnswer>, number, string]>([
    ['another host name for this address (rebinding)', () => askForCard({ Host: 'evil.example' }), 421, 'HOST_WRONG'],
    ['a name rebound with the right port', () => askForCard({ Host: `evil.example:${port}` }), 421, 'HOST_WRONG'],
    ['localhost', () => askForCard({ Host: `localhost:${port}` }), 421, 'HOST_WRONG'],
    ['the address without its port', () => askForCard({ Host: '127.0.0.1' }), 421, 'HOST_WRONG'],
    ['a web site that is not paired, with a stolen token', () => askForCard({ Origin: 'https://evil.example' }), 403, 'ORIGIN_NOT_PAIRED'],
    ['an opaque origin', () => askForCard({ Origin: 'null' }), 403, 'ORIGIN_NOT_PAIRED'],
    ['the paired site at another port', () => askForCard({ Origin: `${SITE}:8443` }), 403, 'ORIGIN_NOT_PAIRED'],
    ['the paired site without TLS', () => askForCard({ Origin: 'http://portal.example' }), 403, 'ORIGIN_NOT_PAIRED'],
    ['the token of a program, sent by a paired page', () => askForCard({ Origin: SITE }), 401, 'TOKEN_WRONG'],
    ['the token of a page, sent without its origin', () => askForCard({ Authorization: `Bearer ${webToken}` }), 401, 'TOKEN_WRONG'],
    ['no token', () => askForCard({ Authorization: undefined }), 401, 'TOKEN_WRONG'],
    ['a guessed token', () => askForCard({ Authorization: `Bearer ${'A'.repeat(43)}` }), 401, 'TOKEN_WRONG'],
    ['a form that is posted', () => askForCard({ 'Content-Type': 'application/x-www-form-urlencoded' }), 415, 'TYPE_WRONG'],
    ['a form that pretends to be JSON', () => askForCard({ 'Content-Type': 'text/plain' }), 415, 'TYPE_WRONG'],
    ['a form of the paired site that navigates here', () => askForCard({ Origin: SITE, 'Sec-Fetch-Mode': 'navigate' }), 403, 'SITE_REFUSED'],
    ['what a browser sends for another site without an origin', () => askForCard({ 'Sec-Fetch-Site': 'cross-site' }), 403, 'SITE_REFUSED'],
    ['what a browser sends from another loopback port', () => askForCard({ 'Sec-Fetch-Site': 'same-site' }), 403, 'SITE_REFUSED'],
    ['a compressed body', () => askForCard({ 'Content-Encoding': 'gzip' }), 415, 'TYPE_WRONG'],
    ['a body that is too long', () => askForCard({}, `{"x":"${'x'.repeat(5000)}"}`), 413, 'TOO_LARGE'],
    ['a body that is not UTF-8', () => askForCard({}, new Uint8Array([0x7b, 0xff, 0x7d])), 400, 'BODY_WRONG'],
    ['a member that nobody knows', () => askForCard({}, '{"pin":"1234"}'), 400, 'BODY_WRONG'],
    ['a login without a page', () => askForCard({}, `{"challengeNonce":"${'A'.repeat(44)}"}`, '/v1/requests/login'), 403, 'PERMISSION_MISSING'],
  ])('%s is refused', async (_who, call, status, code) => {
    const answer = await call();
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(programs().view.requests).toEqual([]);
  });

  it('a body without end is read no further than it may be long', async () => {
    const status = await new Promise((resolve) => {
      const call = rawRequest(`${door()}/v1/requests/card`, {
        method: 'POST',
        agent: false,
        headers: { Authorization: `Bearer ${native.token}`, 'Content-Type': JSON_TYPE },
      });
      call.on('response', (response) => resolve(response.resume().statusCode));
      call.on('error', () => resolve('closed'));
      const pour = () => call.writable && call.write(Buffer.alloc(65_536, 0x20), pour);
      pour();
    });
    expect([413, 'closed']).toContain(status);
  });

  it('a caller sees nothing of the requests of another', async () => {
    const { id } = (await native.ask('card', {})).body;
    const headers = { Authorization: `Bearer ${webToken}`, Origin: SITE };
    for (const method of ['GET', 'DELETE']) expect(codeOf(await send(`${door()}/v1/requests/${id}`, { method, headers }))).toBe('REQUEST_UNKNOWN');
    expect((await native.state(id)).body).toMatchObject({ state: 'waiting' });
    await native.call('DELETE', `/v1/requests/${id}`);
  });

  it('a pairing belongs to the origin that asked', async () => {
    programs().pairing.open();
    const asked = await native.call('POST', '/v1/pairings', { name: 'X', permissions: ['card'] });
    programs().pairing.allow(asked.body.id, { sign: 'no', verify: 'no', card: 'ask', login: 'no' });
    const headers = { Origin: SITE, 'Content-Type': JSON_TYPE };
    const body = JSON.stringify({ code: programs().view.pairing!.code });
    expect(codeOf(await send(`${door()}/v1/pairings/${asked.body.id}/code`, { method: 'POST', headers, body }))).toBe('PAIRING_UNKNOWN');
    await programs().pairing.close();
  });

  it('a page that is not secure cannot be paired', async () => {
    programs().pairing.open();
    const headers = { Origin: 'http://portal.example', 'Content-Type': JSON_TYPE };
    expect(codeOf(await send(`${door()}/v1/pairings`, { method: 'POST', headers, body: '{"name":"X","permissions":["login"]}' }))).toBe(
      'ORIGIN_NOT_PAIRED',
    );
    await programs().pairing.close();
  });

  it('whatever is asked of whatever path, the answer is a plain refusal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'), fc.webPath(), async (method, path) => {
        const answer = await send(`${door()}/v1${path}`, { method, headers: { Host: `127.0.0.1:${port}`, 'Content-Type': JSON_TYPE } });
        expect([401, 404, 405, 429]).toContain(answer.status);
      }),
      { numRuns: 20 },
    );
  });
});

describe('pages', () => {
  const preflight = (headers: Record<string, string>) =>
    send(`${door()}/v1/requests/card`, {
      method: 'OPTIONS',
      headers: { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization,content-type', ...headers },
    });

  it('of a paired origin may call and read, also from a public address', async () => {
    const answer = await preflight({ Origin: SITE, 'Access-Control-Request-Private-Network': 'true' });
    expect(answer).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': SITE,
        'access-control-allow-private-network': 'true',
        vary: 'Origin',
        'access-control-allow-headers': 'authorization, content-type',
      },
    });
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it.each<Record<string, string>>([{ Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: SITE, Host: 'evil.example' }, {}])(
    '%j may not',
    async (headers) => {
      const answer = await preflight(headers);
      expect([403, 421]).toContain(answer.status);
      expect(cors(answer)).toEqual([]);
    },
  );

  it('that are not paired read nothing, not even a refusal', async () => {
    expect(cors(await send(`${door()}/openapi.json`, { headers: { Origin: 'https://evil.example' } }))).toEqual([]);
  });

  it('of any secure origin may ask to be paired, while a person has pairing open', async () => {
    programs().pairing.open();
    expect((await preflight({ Origin: 'https://other.example' })).status).toBe(204);
    await programs().pairing.close();
    expect((await preflight({ Origin: 'https://other.example' })).status).toBe(403);
  });
});

describe('the description', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a document of JSON
  let document: any;
  beforeAll(async () => {
    document = (await native.call('GET', '/openapi.json')).body;
  });

  it('is what the operations say, with every reference resolved', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(openApi(port))));
    const operations = Object.entries<Record<string, { operationId: string }>>(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [operationId, method.toUpperCase(), path]),
    );
    expect(operations.sort()).toEqual(
      Object.entries(OPERATIONS)
        .map(([id, { method, path }]) => [id, method, path])
        .sort(),
    );
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]!.split('/'));
    for (const steps of references) expect(steps.reduce((at, step) => at?.[step], document)).toBeDefined();
  });

  it('has the members that OpenAPI 3.1 wants, and no other', () => {
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d$/),
      info: { title: expect.any(String), version: expect.any(String) },
      servers: [{ url: door() }],
    });
    expect(Object.keys(document).sort()).toEqual(['components', 'info', 'openapi', 'paths', 'servers']);
    for (const [path, methods] of Object.entries<Record<string, Record<string, unknown>>>(document.paths)) {
      for (const operation of Object.values(methods)) {
        // biome-ignore lint/suspicious/noExplicitAny: a document of JSON
        const { operationId, summary, security, parameters, requestBody, responses, description: _, ...rest } = operation as any;
        expect([typeof operationId, typeof summary, Array.isArray(security), rest]).toEqual(['string', 'string', true, {}]);
        const named = (parameters as { name: string; in: string; required: boolean; schema: object }[])
          .filter((one) => one.in === 'path')
          .map(({ name }) => name);
        expect(named).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
        if (requestBody)
          expect(requestBody).toMatchObject({
            required: true,
            content: { 'application/json': { schema: { type: 'object', additionalProperties: false } } },
          });
        for (const [status, response] of Object.entries(responses as Record<string, { description: string }>))
          expect([/^[1-5]\d\d$/.test(status), typeof response.description]).toEqual([true, 'string']);
      }
    }
  });
});

it('a request for which there is no room is refused before its document is read', async () => {
  const other = new ProgramCaller(port);
  await other.pair(programs(), 'Other');
  for (let count = 0; count < LIMITS.requestsOfOne; count += 1) await other.ask('card', {});
  const headers = { Authorization: `Bearer ${other.token}`, 'Content-Type': JSON_TYPE, 'Content-Length': 40_000_000 };
  const status = await new Promise((resolve, reject) => {
    const call = rawRequest(`${door()}/v1/requests/verify`, { method: 'POST', headers, agent: false }, (response) => {
      resolve(response.statusCode);
      call.destroy();
    });
    call.on('error', reject);
    call.flushHeaders();
  });
  expect(status).toBe(409);
});

it('a program that announces long bodies and sends none holds its share, and others ask', async () => {
  const [slow, other] = [new ProgramCaller(port), new ProgramCaller(port)];
  await slow.pair(programs(), 'Slow');
  await other.pair(programs(), 'Other');
  const announce = ({ token }: ProgramCaller) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': JSON_TYPE, 'Content-Length': 80_000_000 };
    const call = rawRequest(`${door()}/v1/requests/verify`, { method: 'POST', headers, agent: false });
    call.on('error', () => {}).flushHeaders();
    const status = new Promise((resolve) => call.on('response', (response) => resolve(response.resume().statusCode)));
    return { call, status };
  };
  const calls = [announce(slow), announce(slow), announce(other)];
  expect(await Promise.race(calls.map(({ status }) => status))).toBe(409);
  const { id } = (await other.ask('card', {})).body;
  expect((await other.state(id)).body).toMatchObject({ state: 'waiting' });
  await other.call('DELETE', `/v1/requests/${id}`);
  for (const { call } of calls) call.destroy();
});

it('one that calls without measure is slowed down, and the others are not', async () => {
  const answers = [];
  for (let count = 0; count < 80; count += 1) answers.push(await native.call('GET', '/v1/self'));
  expect(answers.some(({ status, headers }) => status === 429 && headers.get('retry-after') === '60')).toBe(true);
  const headers = { Authorization: `Bearer ${webToken}`, Origin: SITE };
  expect((await send(`${door()}/v1/self`, { headers })).status).toBe(200);
});
