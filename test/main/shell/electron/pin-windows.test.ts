import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserWindow as ElectronWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PinAnswer, PinRequest } from '../../../../card/pin/prompt.ts';
import type { PinDesk } from '../../../../main/signing/pin-desk.ts';
import { pinWindows } from '../../../../main/shell/electron/pin-windows.ts';
import { BrowserWindow, Session, session } from '../../../support/electron.ts';

vi.mock('electron', () => import('../../../support/electron.ts'));

const REQUEST: PinRequest = {
  reader: 'Reader',
  application: 'signature',
  holder: '検証 太郎',
  triesLeft: 15,
  confirm: null,
  minLength: 4,
  maxLength: 16,
  digitsOnly: false,
  reason: 'first',
  uses: 1,
  way: 'here',
};

const parent = new BrowserWindow({ webPreferences: { session: new Session() } });
let desk: PinDesk & Disposable;
let stop: AbortController;
beforeEach(() => {
  session.forget();
  stop = new AbortController();
  desk = pinWindows({ parent: parent as unknown as ElectronWindow, appearance: () => ({ language: 'ja', theme: 'system' }) });
});
afterEach(() => desk[Symbol.dispose]());

/** Asks as the card layer does and waits until the window shows the page. */
async function shown(change: Partial<PinRequest> = {}) {
  const announced: (string | null)[] = [];
  const answered = desk.ask({ ...REQUEST, ...change }, stop.signal, (page) => announced.push(page));
  answered.catch(() => {});
  const window = BrowserWindow.opened.at(-1)!;
  if (!window.visible) await once(window, 'show');
  const bearer = /data-bearer="([\w-]+)"/.exec(window.page)![1]!;
  const call = (path: string, init: RequestInit = {}) => window.webContents.session.fetch(`pin://entry${path}`, init);
  const post = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    call('/answer', { method: 'POST', headers: { Authorization: `Bearer ${bearer}`, ...headers }, body });
  return { window, answered, announced, bearer, call, post };
}
const pin = () => new TextEncoder().encode('4711');
const text = (answer: PinAnswer | null) => answer && { ...answer, pin: Buffer.from(answer.pin).toString() };

describe('one entry', () => {
  it('opens a window by itself, takes the PIN and ends with its page', async () => {
    const { window, answered, announced, post } = await shown();
    expect(announced).toEqual([null]);
    expect((await post(pin())).status).toBe(204);
    expect(text(await answered)).toEqual({ pin: '4711' });
    expect(window.isDestroyed()).toBe(true);
  });

  it('hands on the number of tries that was confirmed', async () => {
    const { answered, post } = await shown({ confirm: 2, triesLeft: 2 });
    await post(pin(), { 'X-Confirmed-Tries': '2' });
    expect(text(await answered)).toEqual({ pin: '4711', confirmedTries: 2 });
  });

  it('is over when the window is closed', async () => {
    const { window, answered, post } = await shown();
    window.destroy();
    expect(await answered).toBeNull();
    expect((await post(pin())).status).toBe(403);
  });

  it('is over when the page crashes', async () => {
    const { window, answered } = await shown();
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(await answered).toBeNull();
    expect(window.isDestroyed()).toBe(true);
  });

  it('is over when its page leaves', async () => {
    const { window, answered, call, bearer } = await shown();
    const presence = await call('/presence', { headers: { Authorization: `Bearer ${bearer}` } });
    await presence.body!.cancel();
    expect(await answered).toBeNull();
    expect(window.isDestroyed()).toBe(true);
  });

  it('closes the window when the card session aborts it', async () => {
    const { window, answered } = await shown();
    stop.abort(new Error('card removed'));
    await expect(answered).rejects.toThrow('card removed');
    expect(window.isDestroyed()).toBe(true);
  });

  it('fails when its page cannot be loaded', async () => {
    const load = vi.spyOn(BrowserWindow.prototype, 'loadURL').mockRejectedValueOnce(new Error('ERR_FAILED'));
    const answered = desk.ask(REQUEST, stop.signal, () => {});
    await expect(answered).rejects.toThrow('ERR_FAILED');
    expect(BrowserWindow.opened.at(-1)!.isDestroyed()).toBe(true);
    load.mockRestore();
  });

  it('is shown once and answered once', async () => {
    const { answered, call, post, window } = await shown();
    const address = `/entry/${'x'.repeat(43)}`;
    expect((await call(address)).status).toBe(410);
    await post(pin());
    await answered;
    expect(window.isDestroyed()).toBe(true);
    expect((await post(pin())).status).toBe(403);
  });

  it('wipes what the carrier held of the PIN', async () => {
    const { answered, bearer, window } = await shown();
    const chunks = [Buffer.from('47'), Buffer.from('11')];
    const body = new ReadableStream({
      start(stream) {
        for (const chunk of chunks) stream.enqueue(chunk);
        stream.close();
      },
    });
    const init = { method: 'POST', headers: { Authorization: `Bearer ${bearer}` }, body, duplex: 'half' } as RequestInit;
    await window.webContents.session.fetch('pin://entry/answer', init);
    expect(text(await answered)).toEqual({ pin: '4711' });
    expect(Buffer.concat(chunks)).toEqual(Buffer.alloc(4));
  });
});

describe('the PIN window', () => {
  it('is modal, kept out of screen captures, and without preload, Node, tools or pictures', async () => {
    const { window } = await shown();
    expect(window.options).toMatchObject({ parent, modal: true });
    expect(window.contentProtection).toBe(true);
    const { session: _session, ...preferences } = window.options.webPreferences;
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      devTools: false,
      images: false,
      webgl: false,
    });
    expect(preferences).not.toHaveProperty('preload');
  });

  it.each([
    ['/form.css', 200, 'text/css; charset=utf-8'],
    ['/form.js', 200, 'text/javascript; charset=utf-8'],
    ['/tokens.css', 200, 'text/css; charset=utf-8'],
    ['/', 404, 'text/plain; charset=utf-8'],
    ['/index.html', 404, 'text/plain; charset=utf-8'],
    ['/../form.ts', 404, 'text/plain; charset=utf-8'],
    ['/form.ts', 404, 'text/plain; charset=utf-8'],
    ['/answer', 404, 'text/plain; charset=utf-8'],
    ['/presence', 403, 'text/plain; charset=utf-8'],
    ['/entry/', 410, 'text/plain; charset=utf-8'],
  ])('GET %s answers %i', async (path, status, type) => {
    const { call } = await shown();
    const answer = await call(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
  });

  it.each([
    ['no PIN', {}, new Uint8Array(), 400],
    ['more than any PIN', {}, new Uint8Array(2000), 400],
    ['another token', { Authorization: 'Bearer aaaa' }, pin(), 403],
    ['no token', { Authorization: '' }, pin(), 403],
  ])('an answer with %s is none', async (_what, headers, body, status) => {
    const { post, answered } = await shown();
    expect((await post(body, headers)).status).toBe(status);
    expect((await post(pin())).status).toBe(204);
    expect(text(await answered)).toEqual({ pin: '4711' });
  });

  it.each(['app://desk/', 'https://example.com/', 'http://127.0.0.1/', 'file:///etc/passwd', 'blob:pin://entry/1', 'data:text/html,x'])(
    'its page reaches nothing of %s',
    async (url) => {
      const { window } = await shown();
      await expect(window.webContents.session.fetch(url)).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
    },
  );

  it('loads one script and one style sheet under a policy that allows nothing else', async () => {
    const { call, window } = await shown();
    expect(window.page).not.toMatch(/style=|<script>|onload|javascript:/);
    const script = await (await call('/form.js')).text();
    expect(script).toBe(await readFile(join(import.meta.dirname, '../../../../main/shell/browser/pin-page/form.js'), 'utf8'));
  });
});
