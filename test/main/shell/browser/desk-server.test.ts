import { EventEmitter } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { os, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeskServer, serveDesk } from '../../../../main/shell/browser/desk-server.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { send } from '../../support/http.ts';

const FILE_BYTES = 4 * 1024 * 1024;
const WORK_MS = 100;
const working = new EventEmitter();
const file = () => new File([new Uint8Array(FILE_BYTES).fill(7)], '診断書.pdf', { type: 'application/pdf' });
const router = {
  ping: os.handler(() => 'pong'),
  file: os.handler(async () => {
    working.emit('begun');
    await new Promise((resolve) => setTimeout(resolve, WORK_MS));
    return { file: file() };
  }),
};
let desk: DeskServer;
let headers: Record<string, string>;

async function signIn(): Promise<Record<string, string>> {
  const page = await send(desk.invite());
  const bearer = /data-bearer="([\w-]+)"/.exec(page.body)![1]!;
  const cookie = page.headers['set-cookie']![0]!.split(';')[0]!;
  return { Origin: desk.door.origin, Cookie: cookie, Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' };
}

beforeAll(async () => {
  const screens = join(await temporaryFolder(), 'screens');
  await mkdir(join(screens, 'assets'), { recursive: true });
  await writeFile(join(screens, 'index.html'), '<!doctype html><html><head><title>x</title></head></html>');
  await writeFile(join(screens, 'assets/a.js'), 'export {};');
  await writeFile(join(screens, 'assets/.hidden.js'), 'secret');
  await writeFile(join(screens, '../outside.js'), 'secret');
  desk = await serveDesk({ router, screens, port: 0 });
  headers = await signIn();
});
afterAll(() => desk[Symbol.asyncDispose]());

const call = (change: Record<string, string | undefined> = {}, method = 'POST') => {
  const changed = Object.fromEntries(Object.entries({ ...headers, ...change }).filter((pair): pair is [string, string] => pair[1] !== undefined));
  return send(`${desk.door.origin}/rpc/ping`, { method, headers: changed, body: '{}' });
};

describe('calls', () => {
  it('answers the page that was opened with the one-time address', async () => {
    expect(await call()).toMatchObject({ status: 200, body: '{"json":"pong"}' });
    const link = new RPCLink({ url: `${desk.door.origin}/rpc`, headers });
    expect(await createORPCClient<RouterClient<typeof router>>(link).ping()).toBe('pong');
  });

  it.each<[string, Record<string, string | undefined>, number]>([
    ['another host name for this address (rebinding)', { Host: 'evil.example' }, 421],
    ['localhost instead of the address', { Host: 'localhost:PORT' }, 421],
    ['the address without its port', { Host: '127.0.0.1' }, 421],
    ['no origin', { Origin: undefined }, 403],
    ['an opaque origin', { Origin: 'null' }, 403],
    ['a web site', { Origin: 'https://evil.example' }, 403],
    ['the PIN page or another loopback name', { Origin: 'http://localhost:PORT' }, 403],
    ['a page of another port of the same address', { Origin: 'http://127.0.0.1:1' }, 403],
    ['the same address over https', { Origin: 'https://127.0.0.1:PORT' }, 403],
    ['what the browser calls another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['what the browser calls the same site, another port', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['a posted form pretending to navigate', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }, 403],
    ['the cookie without the bearer token', { Authorization: undefined }, 401],
    ['the bearer token without the cookie', { Cookie: undefined }, 401],
    ['a wrong bearer token', { Authorization: 'Bearer aaaa' }, 401],
    ['a wrong cookie', { Cookie: 'hpki-desk-PORT=aaaa' }, 401],
  ])('refuses %s', async (_who, change, status) => {
    const port = desk.door.host.split(':')[1]!;
    const replaced = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value?.replace('PORT', port)]));
    expect((await call(replaced)).status).toBe(status);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses the method %s, so that no preflight ever succeeds', async (method) => {
    const answer = await call({}, method);
    expect(answer.status).toBe(405);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('does not take calls as GET', async () => {
    expect((await send(`${desk.door.origin}/rpc/ping`, { headers })).status).toBe(405);
  });

  it('keeps one session apart from another', async () => {
    const other = await signIn();
    expect((await call({ Cookie: other['Cookie'] })).status).toBe(401);
    expect((await call(other)).status).toBe(200);
  });
});

describe('an answer that holds a file', () => {
  it('arrives whole, with its name and type', async () => {
    const link = new RPCLink({ url: `${desk.door.origin}/rpc`, headers });
    const { file } = await createORPCClient<RouterClient<typeof router>>(link).file();
    expect([file.name, file.type]).toEqual(['診断書.pdf', 'application/pdf']);
    expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.alloc(FILE_BYTES, 7))).toBe(true);
  });

  // A page that is loaded again, or a look that is given up: it ended the whole program, with whatever it was signing.
  it.each<[string, (asked: ClientRequest) => void]>([
    ['before the answer', (asked) => void working.once('begun', () => asked.destroy())],
    ['at its first bytes', (asked) => asked.once('response', (response) => response.once('data', () => response.destroy()))],
  ])('is no fault of the program where nobody reads it to its end: cut off %s', async (_when, cutOff) => {
    const faults: unknown[] = [];
    const note = (error: unknown) => faults.push(error);
    process.on('unhandledRejection', note);
    try {
      for (let round = 0; round < 10; round += 1) {
        const asked = request(`${desk.door.origin}/rpc/file`, { method: 'POST', headers }).on('error', () => {}); // cut off
        cutOff(asked);
        asked.end('{}');
        await new Promise((resolve) => asked.once('close', resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, 2 * WORK_MS));
      expect((await call()).status).toBe(200);
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(faults).toEqual([]);
  });
});

it('a file that was never sent to its end is no fault of the program', async () => {
  const type = 'multipart/form-data; boundary=x';
  const asked = request(`${desk.door.origin}/rpc/ping`, { method: 'POST', headers: { ...headers, 'Content-Type': type, 'Content-Length': 1000 } });
  asked.on('error', () => {}).write('--x\r\nContent-Disposition: form-data; name="0"; filename="a"\r\n\r\nhalf');
  setTimeout(() => asked.destroy(), WORK_MS);
  await new Promise((resolve) => asked.once('close', resolve));
  expect((await call()).status).toBe(200);
});

describe('the opening address', () => {
  it('works once', async () => {
    const address = desk.invite();
    expect((await send(address)).status).toBe(200);
    expect((await send(address)).status).toBe(403);
  });

  it('sets a cookie that scripts and other sites do not get', async () => {
    const { headers: given } = await send(desk.invite());
    expect(given['set-cookie']![0]).toMatch(/^hpki-desk-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it.each(['', 'x', 'A'.repeat(43)])('refuses the guess %j', async (guess) => {
    expect((await send(`${desk.door.origin}/open/${guess}`)).status).toBe(403);
  });
});

describe('the screens', () => {
  it.each([
    ['/', 200],
    ['/index.html', 200],
    ['/assets/a.js', 200],
    ['/assets/missing.js', 404],
    ['/assets/', 404],
    ['/assets/.hidden.js', 404],
    ['/../outside.js', 404],
    ['/%2e%2e/outside.js', 404],
    ['/..%2foutside.js', 404],
    ['/assets/%00.js', 404],
    ['/%', 404],
  ])('%s answers %i', async (path, status) => {
    const { hostname, port } = new URL(desk.door.origin);
    const answer = await new Promise<number>((resolve, reject) => {
      import('node:http').then(({ get }) =>
        get({ hostname, port, path, agent: false }, (response) => resolve(response.resume().statusCode!)).on('error', reject),
      );
    });
    expect(answer).toBe(status);
  });

  it('come with headers that keep everything else out', async () => {
    const { headers: given } = await send(desk.door.origin);
    expect(given).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self' data:; connect-src 'self'",
    });
    expect(given['access-control-allow-origin']).toBeUndefined();
  });

  it('are refused to a frame or script of another site, not to a person who follows a link', async () => {
    const site = { 'Sec-Fetch-Site': 'cross-site' };
    const get = (more: Record<string, string>) => send(desk.door.origin, { headers: { ...site, ...more } });
    expect((await get({ 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' })).status).toBe(200);
    expect((await get({ 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' })).status).toBe(403);
    expect((await get({ 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' })).status).toBe(403);
  });
});

it('an address that is none is refused without a fault', async () => {
  expect(await send(`${desk.door.origin}//`)).toMatchObject({ status: 400, body: 'address' });
});
