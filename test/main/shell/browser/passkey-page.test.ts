import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PasskeyServer, servePasskeyPages } from '../../../../main/shell/browser/passkey-page/passkey-server.ts';
import { SoftwareAuthenticator } from '../../../support/software-authenticator.ts';
import { send } from '../../support/http.ts';

const CREATION: PublicKeyCredentialCreationOptionsJSON = {
  rp: { id: 'localhost', name: 'HPKI Desk' },
  user: { id: 'YTE', name: '山田 "太郎" <1>', displayName: '山田 "太郎" <1>' },
  challenge: Buffer.alloc(32, 1).toString('base64url'),
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
};
const REQUEST: PublicKeyCredentialRequestOptionsJSON = { rpId: 'localhost', challenge: Buffer.alloc(32, 2).toString('base64url') };

let pages: PasskeyServer;
let stop: AbortController;
let key: SoftwareAuthenticator;
beforeEach(async () => {
  stop = new AbortController();
  key = new SoftwareAuthenticator();
  pages = await servePasskeyPages({ appearance: () => ({ language: 'en', theme: 'system' }) });
});
afterEach(() => pages[Symbol.asyncDispose]());

const TASKS = {
  register: (announce: (page: string | null) => void) => pages.register(CREATION, stop.signal, announce),
  authenticate: (announce: (page: string | null) => void) => pages.authenticate(REQUEST, stop.signal, announce),
  vouch: (announce: (page: string | null) => void) => pages.authenticate(REQUEST, stop.signal, announce, 'vouch'),
};
type Task = keyof typeof TASKS;

const responseFor = (task: Task) => {
  const registered = key.register(CREATION, pages.origin);
  return task === 'register' ? registered : key.authenticate(REQUEST, pages.origin);
};

/** Asks as the desk does and loads the page as a browser does. */
async function asked(task: Task) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const answered = TASKS[task]((page) => resolve(page!));
  answered.catch(() => {});
  return { address: await promise, answered };
}
async function shown(task: Task = 'authenticate') {
  const { address, answered } = await asked(task);
  const page = await send(address);
  const bearer = /data-bearer="([\w-]+)"/.exec(page.body)![1]!;
  return { address, answered, page, headers: { Origin: pages.origin, Authorization: `Bearer ${bearer}` } as Record<string, string> };
}
const post = (headers: Record<string, string>, body: string) => send(`${pages.origin}/answer`, { method: 'POST', headers, body });

/** Keeps the presence of a page open, as its script does. */
async function present(headers: Record<string, string>): Promise<{ readonly response: IncomingMessage; readonly ended: Promise<unknown> }> {
  const arrived = Promise.withResolvers<IncomingMessage>();
  get(`${pages.origin}/presence`, { headers, agent: false }, arrived.resolve);
  const response = await arrived.promise;
  return { response, ended: once(response.resume(), 'end') };
}

describe('one question', () => {
  it('is asked on localhost, for which passkeys can be made, and never on an address', () => {
    expect(pages.rpId).toBe('localhost');
    expect(pages.origin).toMatch(/^http:\/\/localhost:\d+$/);
  });

  it.each<[Task, string]>([
    ['register', 'Register a passkey for 山田 &quot;太郎&quot; &lt;1&gt;'],
    ['authenticate', 'Sign in with your passkey'],
    // Whoever only means to unlock the seat is not led to give a key to somebody else.
    ['vouch', 'Your present passkey, for a new key of yours'],
  ])('%s: says what is done and for whom, under a policy that allows one script and nothing else', async (task, heading) => {
    const { page } = await shown(task);
    expect(page.status).toBe(200);
    expect(page.body).toContain(`<h1>${heading}</h1>`);
    expect(page.body).toContain(`data-task="${task === 'vouch' ? 'authenticate' : task}"`);
    expect(page.body.includes('Cancel if you did not ask for it.')).toBe(task === 'vouch');
    expect(page.body).not.toMatch(/style=|<script>|onload|javascript:/);
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'cross-origin-opener-policy': 'same-origin', 'origin-agent-cluster': '?1' });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  it.each<Task>(['register', 'authenticate'])('%s: hands on what the authenticator said, once, and ends the page', async (task) => {
    const { address, answered, headers } = await shown(task);
    const { ended } = await present(headers);
    const response = responseFor(task);
    expect((await post(headers, JSON.stringify(response))).status).toBe(204);
    expect(await answered).toEqual(response);
    await ended;
    expect((await post(headers, JSON.stringify(response))).status).toBe(403);
    expect((await send(address)).status).toBe(410);
  });

  it('is shown once', async () => {
    const { address, headers, answered } = await shown();
    await present(headers);
    expect((await send(address)).status).toBe(410);
    expect((await post(headers, JSON.stringify(responseFor('authenticate')))).status).toBe(204);
    expect(await answered).not.toBeNull();
  });

  it('is cancelled when the page is closed', async () => {
    const { headers, answered } = await shown();
    const call = get(`${pages.origin}/presence`, { headers, agent: false }, () => call.destroy());
    call.on('error', () => {});
    expect(await answered).toBeNull();
  });

  it('ends when the desk asks something else', async () => {
    const { headers, answered } = await shown();
    stop.abort(new Error('asked again'));
    await expect(answered).rejects.toThrow('asked again');
    expect((await post(headers, JSON.stringify(responseFor('authenticate')))).status).toBe(403);
  });

  it('expires', async () => {
    await pages[Symbol.asyncDispose]();
    pages = await servePasskeyPages({ appearance: () => ({ language: 'ja', theme: 'dark' }), lifetime: 1 });
    const { answered } = await asked('authenticate');
    await expect(answered).rejects.toMatchObject({ code: 'PASSKEY_REFUSED', detail: { reason: 'expired' } });
  });

  it('ends with the program', async () => {
    const { answered } = await shown();
    await pages[Symbol.asyncDispose]();
    expect(await answered).toBeNull();
  });
});

describe('what is no answer', () => {
  const change = (part: object) => () => JSON.stringify({ ...responseFor('authenticate'), ...part });

  it.each<[string, () => string]>([
    ['nothing', () => ''],
    ['no JSON', () => '{'],
    ['null', () => 'null'],
    ['a registration', () => JSON.stringify(key.register(CREATION, pages.origin))],
    ['another type', change({ type: 'password' })],
    ['no id', change({ id: '' })],
    ['an id that is no base64url', change({ id: 'a b', rawId: 'a b' })],
    ['no signature', () => JSON.stringify({ ...responseFor('authenticate'), response: { clientDataJSON: 'AA', authenticatorData: 'AA' } })],
    ['more than any authenticator says', change({ clientExtensionResults: { long: 'x'.repeat(70_000) } })],
  ])('%s; the question stays open', async (_what, body) => {
    const { headers, answered } = await shown('authenticate');
    expect((await post(headers, body())).status).toBe(400);
    const response = responseFor('authenticate');
    expect((await post(headers, JSON.stringify(response))).status).toBe(204);
    expect(await answered).toEqual(response);
  });
});

describe('who may not answer', () => {
  it.each<[string, Record<string, string | undefined>, number]>([
    ['the screens on 127.0.0.1', { Origin: 'http://127.0.0.1:PORT' }, 403],
    ['another port of localhost', { Origin: 'http://localhost:1' }, 403],
    ['a web site', { Origin: 'https://evil.example' }, 403],
    ['a page without origin', { Origin: undefined }, 403],
    ['a sandboxed page', { Origin: 'null' }, 403],
    ['what the browser calls another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a name bound to this address', { Host: 'evil.example' }, 421],
    ['a page without the token', { Authorization: undefined }, 403],
    ['a page with another token', { Authorization: 'Bearer aaaa' }, 403],
  ])('%s', async (_who, change, status) => {
    const { headers, answered } = await shown();
    const port = pages.door.host.split(':')[1]!;
    const sent = Object.entries({ ...headers, ...change }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value.replace('PORT', port)]],
    );
    const response = responseFor('authenticate');
    expect((await post(Object.fromEntries(sent), JSON.stringify(response))).status).toBe(status);
    expect((await post(headers, JSON.stringify(response))).status).toBe(204);
    expect(await answered).toEqual(response);
  });

  it('a script of another page cannot use up the address', async () => {
    const { address } = await asked('authenticate');
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'empty' };
    expect((await send(address, { headers })).status).toBe(403);
    expect((await send(address)).status).toBe(200);
  });
});
