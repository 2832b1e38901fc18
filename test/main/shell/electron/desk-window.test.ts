import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SCREEN_POLICY } from '../../../../main/shell/browser/headers.ts';
import { deskWindow } from '../../../../main/shell/electron/desk-window.ts';
import type { BrowserWindow } from '../../../support/electron.ts';

vi.mock('electron', () => import('../../../support/electron.ts'));

let folder: string;
let window: BrowserWindow;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-window-'));
  await mkdir(join(folder, 'screens/assets'), { recursive: true });
  await writeFile(join(folder, 'screens/index.html'), '<!doctype html><html><head><title>x</title></head></html>');
  await writeFile(join(folder, 'screens/assets/a.js'), 'export {};');
  await writeFile(join(folder, 'screens/assets/.hidden.js'), 'secret');
  await writeFile(join(folder, 'outside.js'), 'secret');
  window = deskWindow(join(folder, 'screens')) as unknown as BrowserWindow;
});
afterAll(() => rm(folder, { recursive: true }));

const get = (url: string) => window.webContents.session.fetch(url);

describe('the screens under app://desk', () => {
  it.each([
    ['app://desk/', 200],
    ['app://desk/index.html', 200],
    ['app://desk/index.html?x#/sign', 200],
    ['app://desk/assets/a.js', 200],
    ['app://desk/assets/', 404],
    ['app://desk/assets/.hidden.js', 404],
    ['app://desk/../outside.js', 404],
    ['app://desk/%2e%2e/outside.js', 404],
    ['app://desk/..%2foutside.js', 404],
    ['app://desk/..%5coutside.js', 404],
    ['app://desk//etc/passwd', 404],
    ['app://desk/%2fetc%2fpasswd', 404],
    ['app://desk/%00', 404],
    ['app://desk/%', 404],
    ['app://entry/index.html', 404],
    ['app://desk.example/index.html', 404],
  ])('%s answers %i', async (url, status) => {
    const answer = await get(url);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain('secret');
  });

  it('come under the policy of the browser shell', async () => {
    const answer = await get('app://desk/');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'content-security-policy': SCREEN_POLICY,
    });
  });

  it.each(['https://example.com/', 'http://127.0.0.1:80/', 'file:///etc/passwd', 'pin://entry/form.js'])('reach nothing of %s', async (url) => {
    await expect(get(url)).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
  });
});

describe('the window', () => {
  it('gives its page neither Node nor tools', () => {
    const { session: _session, preload, ...preferences } = window.options.webPreferences;
    expect(preload).toMatch(/preload\.cjs$/);
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: false,
    });
  });

  it('is shown when there is something to see', async () => {
    expect(window.visible).toBe(false);
    await window.loadURL('app://desk/');
    expect(window.visible).toBe(true);
  });

  it('comes back when its page crashes, but not again and again while it loads', () => {
    window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window.webContents.reloads).toBe(1);
  });
});
