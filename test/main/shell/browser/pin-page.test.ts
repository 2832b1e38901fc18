import { once } from 'node:events';
import { get, type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PinAnswer, PinRequest } from '../../../../card/pin/prompt.ts';
import { type PinServer, servePinPages } from '../../../../main/shell/browser/pin-page/pin-server.ts';
import { send } from '../../support/http.ts';

const REQUEST: PinRequest = {
  reader: 'Reader <1>',
  application: 'signature',
  holder: '山田 "太郎"',
  triesLeft: 15,
  confirm: null,
  minLength: 4,
  maxLength: 16,
  digitsOnly: false,
  reason: 'first',
  uses: 2,
  way: 'here',
};
const PIN = Buffer.from('4711');

let pages: PinServer;
let stop: AbortController;
beforeEach(async () => {
  stop = new AbortController();
  pages = await servePinPages({ appearance: () => ({ language: 'en', theme: 'system' }) });
});
afterEach(() => pages[Symbol.asyncDispose]());

/** Asks as the card layer does and loads the page as a browser does. */
async function asked(change: Partial<PinRequest> = {}) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const answered = pages.ask({ ...REQUEST, ...change }, stop.signal, (page) => resolve(page!));
  answered.catch(() => {});
  const address = await promise;
  return { address, answered };
}
async function shown(change: Partial<PinRequest> = {}) {
  const { address, answered } = await asked(change);
  const page = await send(address);
  const bearer = /data-bearer="([\w-]+)"/.exec(page.body)![1]!;
  return { address, answered, page, bearer, headers: { Origin: pages.door.origin, Authorization: `Bearer ${bearer}` } as Record<string, string> };
}
const post = (headers: Record<string, string>, body: Uint8Array = PIN) => send(`${pages.door.origin}/answer`, { method: 'POST', headers, body });
/** Keeps the presence of a page open, as its script does. */
async function present(headers: Record<string, string>): Promise<{ readonly response: IncomingMessage; readonly ended: Promise<unknown> }> {
  const arrived = Promise.withResolvers<IncomingMessage>();
  get(`${pages.door.origin}/presence`, { headers, agent: false }, arrived.resolve);
  const response = await arrived.promise;
  return { response, ended: once(response.resume(), 'end') };
}
const text = (answer: PinAnswer | null) => answer && { ...answer, pin: Buffer.from(answer.pin).toString() };

describe('where the PIN is typed at the reader', () => {
  it('has no field, says for how many signatures somebody will type there, and hands over only that the person is ready', async () => {
    const { headers, answered, page } = await shown({ way: 'reader', confirm: 2, triesLeft: 2 });
    expect(page.body).not.toContain('type="password"');
    expect(page.body).toContain('The PIN is typed at the reader for each of them (2 times).');
    expect((await post({ ...headers, 'X-Confirmed-Tries': '2' })).status).toBe(204);
    expect(text(await answered)).toEqual({ pin: '', confirmedTries: 2 });
  });
});

describe('one entry', () => {
  it('lets a PIN that is too long be typed, so that it is refused and not cut', async () => {
    const { page } = await shown({ maxLength: 16 });
    expect(page.body).toContain('maxlength="17"');
  });

  it('goes on when a body breaks off, and nothing of that body is kept', async () => {
    const { headers, answered } = await shown();
    const { host, port } = new URL(pages.door.origin);
    const broken = request({ host: '127.0.0.1', port, path: '/answer', method: 'POST', headers: { ...headers, Host: host, 'Content-Length': 8 } });
    const ended = new Promise((resolve) => broken.on('error', () => {}).on('close', resolve));
    broken.write(PIN, () => broken.destroy());
    await ended;
    expect((await post(headers)).status).toBe(204);
    expect(text(await answered)).toEqual({ pin: '4711' });
  });

  it('hands the bytes to the card session and nothing of the page is kept', async () => {
    const { headers, answered, page } = await shown();
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'cross-origin-opener-policy': 'same-origin', 'origin-agent-cluster': '?1' });
    expect(page.headers['set-cookie']).toBeUndefined();
    expect((await post(headers)).status).toBe(204);
    expect(text(await answered)).toEqual({ pin: '4711' });
  });

  it.each<[number | 'unknown', string, PinAnswer['confirmedTries']]>([
    [2, '2', 2],
    ['unknown', 'unknown', 'unknown'],
    [2, '', undefined],
    [1, 'yes', undefined],
  ])('asked to confirm %s and answered %j hands on %s', async (confirm, header, confirmedTries) => {
    const { headers, answered, page } = await shown({ confirm, triesLeft: confirm === 'unknown' ? null : confirm });
    expect(page.body).toContain(`data-confirm="${confirm}"`);
    await post({ ...headers, 'X-Confirmed-Tries': header });
    expect(text(await answered)).toEqual(confirmedTries === undefined ? { pin: '4711' } : { pin: '4711', confirmedTries });
  });

  it('says which PIN, whose, how many tries and why again, with every value escaped', async () => {
    const { page } = await shown({ reason: 'wrong', triesLeft: 1, confirm: 1 });
    for (const sentence of [
      'signature PIN',
      '山田 &quot;太郎&quot;',
      'Reader &lt;1&gt;',
      '1 try is left.',
      'The PIN is wrong.',
      'only 1 try is left',
      'This entry signs 2 documents.',
    ]) {
      expect(page.body).toContain(sentence);
    }
  });

  it('can be shown once and answered once', async () => {
    const { address, headers, answered } = await shown();
    await present(headers);
    expect((await send(address)).status).toBe(410);
    expect((await post(headers)).status).toBe(204);
    await answered;
    expect((await post(headers)).status).toBe(403);
  });

  it('is cancelled when the page is loaded again before it could say that it is there', async () => {
    const { address, headers, answered } = await shown();
    expect((await send(address)).status).toBe(410);
    expect(await answered).toBeNull();
    expect((await post(headers)).status).toBe(403);
  });

  it('is cancelled when the page is closed', async () => {
    const { headers, answered } = await shown();
    const call = get(`${pages.door.origin}/presence`, { headers, agent: false }, () => call.destroy());
    call.on('error', () => {});
    expect(await answered).toBeNull();
    expect((await post(headers)).status).toBe(403);
  });

  it('ends the page when it is answered', async () => {
    const { headers, answered } = await shown();
    const { response, ended } = await present(headers);
    await post(headers);
    await answered;
    await ended;
    expect(response.statusCode).toBe(200);
  });

  it('ends when the card session aborts it', async () => {
    const { headers, answered } = await shown();
    stop.abort(new Error('card removed'));
    await expect(answered).rejects.toThrow('card removed');
    expect((await post(headers)).status).toBe(403);
  });

  it('expires', async () => {
    await pages[Symbol.asyncDispose]();
    pages = await servePinPages({ appearance: () => ({ language: 'ja', theme: 'dark' }), lifetime: 1 });
    const { answered } = await asked();
    await expect(answered).rejects.toMatchObject({ code: 'PIN_ENTRY_EXPIRED' });
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
    expect((await post(Object.fromEntries(sent))).status).toBe(status);
    expect((await post(headers)).status).toBe(204);
    expect(text(await answered)).toEqual({ pin: '4711' });
  });

  it.each([
    ['no PIN', new Uint8Array()],
    ['more than any PIN', new Uint8Array(1025)],
  ])('%s is no answer', async (_what, body) => {
    const { headers, answered } = await shown();
    expect((await post(headers, body)).status).toBe(400);
    await post(headers);
    expect(text(await answered)).toEqual({ pin: '4711' });
  });

  it('a script of another page cannot use up the address', async () => {
    const { address } = await asked();
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'empty' };
    expect((await send(address, { headers })).status).toBe(403);
    const opened = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    expect((await send(address, { headers: opened })).status).toBe(200);
  });
});
