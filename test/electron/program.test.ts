import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEMONSTRATION_PIN } from '../../main/demonstration/demonstration.ts';
import { lockDataFolder } from '../../main/store/lock.ts';
import { words } from '../../main/words/words.ts';
import { binary, options, type Program, pinWindow, startProgram, typePin } from './program.ts';

const ja = words('ja');
let program: Program;
beforeAll(async () => {
  program = await startProgram();
});
afterAll(() => program?.[Symbol.asyncDispose]());

const button = (key: string, values = {}) => program.page.getByRole('button', { name: ja(key, values), exact: true });
const goTo = (key: string) =>
  program.page
    .getByRole('navigation')
    .getByRole('link', { name: ja(key), exact: true })
    .click();

describe('the screens in Electron', () => {
  it('open under their own origin, without Node', async () => {
    const { page } = program;
    expect(await page.evaluate(() => location.origin)).toBe('app://desk');
    expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in globalThis))).toEqual([]);
  });

  it('read the demonstration card', async () => {
    await button('card.demonstration.insert').click();
    await program.page.getByText('見本　花子さんのカードを読み取りました。').waitFor();
  });

  it('show the documents and sign both through the PIN window, whose process ends each time', async () => {
    const { electron, page, dataFolder } = program;
    await goTo('frame.workspace.sign');
    await button('sign.pick.samples').click();
    await page.locator('canvas').first().waitFor();
    await button('sign.document.next').click();
    await page.getByText('見本錠').first().waitFor();
    await page.getByRole('button', { name: /署名する$/ }).click();

    const screens = await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getOSProcessId()),
    );
    const first = await pinWindow(electron);
    expect(first.url).toMatch(/^pin:\/\/entry\/entry\/[\w-]{43}$/);
    expect(screens.filter((process) => process === first.process)).toHaveLength(1);
    await typePin(electron, '0000');
    await vi.waitUntil(async () => (await pinWindow(electron)).url !== first.url, { timeout: 30_000 });
    const again = await pinWindow(electron);
    expect(again.text).toContain(ja('pin.reason.wrong', { keeper: 'card' }));
    expect(again.text).toContain(ja('pin.tries', { tries: 14, keeper: 'card' }));
    await typePin(electron, DEMONSTRATION_PIN);
    await page.getByText('2件すべてに署名しました。').first().waitFor();
    expect(await readdir(join(dataFolder, 'signed'))).toHaveLength(2);

    const running = () => electron.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
    await vi.waitUntil(async () => !(await running()).some((process) => process === first.process || process === again.process), { timeout: 30_000 });
  });

  it('take the closing of the PIN window as a cancellation', async () => {
    const { electron, page } = program;
    await goTo('frame.workspace.sign');
    await button('sign.pick.samples').click();
    await page.getByRole('button', { name: /署名する$/ }).click();
    await pinWindow(electron);
    await electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().startsWith('pin:'))!
        .close();
    });
    await page.getByText(ja('errors.PIN_CANCELLED.heading')).first().waitFor();
  });
});

describe('a page that crashes', () => {
  it('comes back', async () => {
    const { electron } = program;
    const loaded = electron.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      const again = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()));
      webContents.forcefullyCrashRenderer();
      return again;
    });
    await loaded;
    await program.page.getByRole('navigation').waitFor();
  });
});

describe('a page that was taken over', () => {
  const windows = () => program.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

  it('opens no window and goes nowhere', async () => {
    const { page } = program;
    const before = await windows();
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    expect(await page.evaluate(() => window.open('app://desk/') === null)).toBe(true);
    for (const address of ['https://example.com/', 'file:///etc/passwd', 'pin://entry/', 'app://other/']) {
      await page.evaluate((url) => location.assign(url), address);
    }
    expect(page.url()).toMatch(/^app:\/\/desk\//);
    expect(await windows()).toBe(before);
  });

  it.each(['https://example.com/', 'http://127.0.0.1/', 'file:///etc/passwd', 'pin://entry/form.js', 'app://other/index.html'])(
    'reaches nothing of %s',
    async (url) => {
      expect(
        await program.page.evaluate(
          (address) =>
            fetch(address, { mode: 'no-cors' }).then(
              () => 'reached',
              () => 'blocked',
            ),
          url,
        ),
      ).toBe('blocked');
    },
  );

  it.each(['app://desk/../../package.json', 'app://desk/%2e%2e/%2e%2e/package.json', 'app://desk/..%2f..%2fpackage.json'])(
    'reads no file outside the screens by %s',
    async (url) => {
      expect(await program.page.evaluate(async (address) => (await fetch(address)).status, url)).toBe(404);
    },
  );

  it.each(['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read'])('has no permission for %s', async (name) => {
    const state = await program.page.evaluate(async (asked) => (await navigator.permissions.query({ name: asked as PermissionName })).state, name);
    expect(state).toBe('denied');
  });

  it('runs no text as a program', async () => {
    const outcome = await program.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.head.append(script);
      return 'injected' in globalThis;
    });
    expect(outcome).toBe(false);
  });

  it('embeds nothing', async () => {
    const embedded = await program.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      document.body.append(frame, document.createElement('webview'));
      await loaded;
      return frame.contentDocument?.body.textContent ?? '';
    });
    expect(embedded).toBe('');
    const types = await program.electron.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getType()));
    expect(types).not.toContain('webview');
  });
});

describe('the program', () => {
  it('is shown again when it is started a second time on the same data', async () => {
    const second = spawn(binary, options(program.dataFolder), { stdio: 'ignore' });
    expect(await once(second, 'exit')).toEqual([0, null]);
    expect(await program.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('lets go of its data when the window is closed, and ends without fault', async () => {
    const child = program.electron.process();
    const exit = once(child, 'exit');
    await program.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
    expect(await exit).toEqual([0, null]);
    lockDataFolder(join(program.dataFolder, 'desk.lock'))[Symbol.dispose]();
  });
});
