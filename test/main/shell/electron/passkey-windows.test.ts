import { once } from 'node:events';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { BrowserWindow as ElectronWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PasskeyDesk } from '../../../../main/credentials/staff/passkey-desk.ts';
import { passkeyWindows } from '../../../../main/shell/electron/passkey-windows.ts';
import { BrowserWindow, Session, session } from '../../../support/electron.ts';
import { SoftwareAuthenticator } from '../../../support/software-authenticator.ts';
import { send } from '../../support/http.ts';

vi.mock('electron', () => import('../../../support/electron.ts'));

const OPTIONS: PublicKeyCredentialRequestOptionsJSON = { rpId: 'localhost', challenge: Buffer.alloc(32, 2).toString('base64url') };
const CREATION = {
  rp: { id: 'localhost', name: 'HPKI Desk' },
  user: { id: 'YTE', name: 'a', displayName: 'a' },
  challenge: OPTIONS.challenge,
  pubKeyCredParams: [],
};

const parent = new BrowserWindow({ webPreferences: { session: new Session() } });
let desk: PasskeyDesk & AsyncDisposable;
let stop: AbortController;
beforeEach(async () => {
  session.forget();
  stop = new AbortController();
  desk = await passkeyWindows({ parent: parent as unknown as ElectronWindow, appearance: () => ({ language: 'ja', theme: 'system' }) });
  // What Chromium's network does in the real one.
  session.fromPartition('passkey').handlers.set('http', async (request) => {
    const { status, body } = await send(request.url, {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
    return new Response(status === 204 ? null : body, { status });
  });
});
afterEach(() => desk[Symbol.asyncDispose]());

/** Asks as the staff desk does and waits until the window shows the page. */
async function shown() {
  const announced: (string | null)[] = [];
  const answered = desk.authenticate(OPTIONS, stop.signal, (page) => announced.push(page));
  answered.catch(() => {});
  const window = BrowserWindow.opened.at(-1)!;
  if (!window.visible) await once(window, 'show');
  const bearer = /data-bearer="([\w-]+)"/.exec(window.page)![1]!;
  return { window, answered, announced, headers: { Origin: desk.origin, Authorization: `Bearer ${bearer}` } };
}
function response() {
  const key = new SoftwareAuthenticator();
  key.register(CREATION, desk.origin);
  return key.authenticate(OPTIONS, desk.origin);
}

describe('one question', () => {
  it('opens a window by itself, takes the answer and ends with its page', async () => {
    const { window, answered, announced, headers } = await shown();
    expect(announced).toEqual([null]);
    const given = response();
    await window.webContents.session.fetch(`${desk.origin}/answer`, { method: 'POST', headers, body: JSON.stringify(given) });
    expect(await answered).toEqual(given);
    expect(window.isDestroyed()).toBe(true);
  });

  it.each<[string, (window: BrowserWindow) => void]>([
    ['the window is closed', (window) => window.destroy()],
    ['the page crashes', (window) => window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })],
  ])('is cancelled when %s', async (_what, happens) => {
    const { window, answered } = await shown();
    happens(window);
    expect(await answered).toBeNull();
    expect(window.isDestroyed()).toBe(true);
  });

  it('closes the window when the desk asks something else', async () => {
    const { window, answered } = await shown();
    stop.abort(new Error('asked again'));
    await expect(answered).rejects.toThrow('asked again');
    expect(window.isDestroyed()).toBe(true);
  });

  it('fails when its page cannot be loaded', async () => {
    const load = vi.spyOn(BrowserWindow.prototype, 'loadURL').mockRejectedValueOnce(new Error('ERR_FAILED'));
    await expect(desk.authenticate(OPTIONS, stop.signal, () => {})).rejects.toThrow('ERR_FAILED');
    expect(BrowserWindow.opened.at(-1)!.isDestroyed()).toBe(true);
    load.mockRestore();
  });

  it('registers in a window too', async () => {
    const answered = desk.register({ ...CREATION, pubKeyCredParams: [] }, stop.signal, () => {});
    const window = BrowserWindow.opened.at(-1)!;
    if (!window.visible) await once(window, 'show');
    expect(window.page).toContain('data-task="register"');
    window.destroy();
    expect(await answered).toBeNull();
  });
});

describe('the window', () => {
  it('is modal, and without preload, Node, tools or pictures', async () => {
    const { window } = await shown();
    expect(window.options).toMatchObject({ parent, modal: true });
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
    'app://desk/',
    'pin://entry/form.js',
    'https://example.com/',
    'http://127.0.0.1/',
    'http://localhost:1/',
    'file:///etc/passwd',
    'data:text/html,x',
  ])('reaches nothing of %s', async (url) => {
    const { window } = await shown();
    await expect(window.webContents.session.fetch(url)).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
  });
});
