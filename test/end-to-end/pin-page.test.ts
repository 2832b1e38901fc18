import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PinRequest } from '../../card/pin/prompt.ts';
import { type DeskServer, serveDesk } from '../../main/shell/browser/desk-server.ts';
import { type PinServer, servePinPages } from '../../main/shell/browser/pin-page/pin-server.ts';
import { describeWith, findProgram } from '../support/needs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const REQUEST: PinRequest = {
  reader: 'Reader',
  application: 'signature',
  holder: '見本　花子',
  triesLeft: 2,
  confirm: 2,
  minLength: 4,
  maxLength: 16,
  digitsOnly: false,
  reason: 'first',
  uses: 1,
  way: 'here',
};
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describeWith(['chromium'], 'the PIN page in a real browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let pages: PinServer;
  let desk: DeskServer;
  let screens: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findProgram('chromium')!, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'index.html'), '<!doctype html><html lang="en"><head><title>screens</title></head><body></body></html>');
    desk = await serveDesk({ router: {}, screens: folder, port: 0 });
    pages = await servePinPages({ appearance: () => ({ language: 'ja', theme: 'system' }) });
    context = await browser.newContext();
    screens = await context.newPage();
    await screens.goto(desk.door.origin);
    complaints.length = 0;
  });
  afterEach(async () => {
    await context.close();
    await pages[Symbol.asyncDispose]();
    await desk[Symbol.asyncDispose]();
  });

  async function asked(change: Partial<PinRequest> = {}) {
    const address = Promise.withResolvers<string>();
    const answered = pages.ask({ ...REQUEST, ...change }, new AbortController().signal, (page) => address.resolve(page!));
    answered.catch(() => {});
    return { address: await address.promise, answered };
  }

  /** The screens open the page as they do in the program. */
  async function opened(change: Partial<PinRequest> = {}) {
    const { address, answered } = await asked(change);
    const arriving = context.waitForEvent('page');
    const present = context.waitForEvent('response', (response) => response.url().endsWith('/presence'));
    await screens.evaluate((url) => void window.open(url, '_blank', 'popup,noopener'), address);
    const page = await arriving;
    page.on('console', (message) => complaints.push(message.text()));
    await page.locator('input[type=password]').waitFor();
    // From now on its end is noticed at once.
    await present;
    return { page, answered };
  }

  it('takes a PIN typed after the exact number of tries was confirmed, and closes', async () => {
    const { page, answered } = await opened();
    const submit = page.locator('button[type=submit]');
    await page.locator('input[type=password]').pressSequentially('4711');
    expect(await submit.isDisabled()).toBe(true);
    await page.locator('input[type=checkbox]').check();
    const closed = page.waitForEvent('close');
    await submit.click({ noWaitAfter: true });
    const answer = await answered;
    expect({ ...answer, pin: Buffer.from(answer!.pin).toString() }).toEqual({ pin: '4711', confirmedTries: 2 });
    await closed;
    expect(complaints).toEqual([]);
  });

  it.each([
    ['closed by the person', (page: Page) => page.close()],
    ['left by Escape', (page: Page) => page.keyboard.press('Escape', { noWaitAfter: true } as object).catch(() => {})],
    ['loaded again', (page: Page) => page.reload()],
  ])('%s it is a cancellation', async (_how, leave) => {
    const { page, answered } = await opened();
    await leave(page);
    expect(await answered).toBeNull();
  });

  it('shows dots, takes no paste, and has nothing that axe finds', async () => {
    const { page } = await opened();
    const field = page.locator('input[type=password]');
    await field.evaluate((input) => {
      const data = new DataTransfer();
      data.setData('text/plain', '4711');
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    expect(await field.inputValue()).toBe('');
    const found = await (await context.newCDPSession(page)).send('Runtime.evaluate', {
      expression: `${await (await import('node:fs/promises')).readFile(axe, 'utf8')}; axe.run().then(({ violations }) => violations.map(({ id }) => id))`,
      awaitPromise: true,
      returnByValue: true,
    });
    expect(found.result.value).toEqual([]);
  });

  it('cannot be reached by the screens: no answer, no reading, no frame, no handle', async () => {
    const { address, answered } = await asked({ triesLeft: 15, confirm: null });
    const attempts = await screens.evaluate(
      async ({ url, origin }) => {
        const attempt = (target: string, init: RequestInit) =>
          fetch(target, init).then(
            ({ type }) => type,
            () => 'refused',
          );
        return [
          await attempt(`${origin}/answer`, { method: 'POST', mode: 'no-cors', body: '4711' }),
          await attempt(`${origin}/answer`, { method: 'POST', body: '4711', headers: { Authorization: 'Bearer x' } }),
          await attempt(url, { mode: 'no-cors' }),
          await attempt(url, {}),
        ];
      },
      { url: address, origin: pages.door.origin },
    );
    // The policy of the screens lets them speak to their own origin only.
    expect(attempts).toEqual(['refused', 'refused', 'refused', 'refused']);

    // Another page of this computer, without any policy of ours.
    const stranger = await context.newPage();
    await stranger.route('http://127.0.0.1:9/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>stranger</title>' }),
    );
    await stranger.goto('http://127.0.0.1:9/');
    const arriving = context.waitForEvent('page');
    const strange = await stranger.evaluate(
      async ({ url, origin }) => {
        const blind = await fetch(`${origin}/answer`, { method: 'POST', mode: 'no-cors', body: '4711' }).then(
          ({ type }) => type,
          () => 'refused',
        );
        const read = await fetch(url).then(
          () => 'read',
          () => 'refused',
        );
        Object.assign(window, { handle: window.open(url, 'pin') });
        return { blind, read };
      },
      { url: address, origin: pages.door.origin },
    );
    // Not even an opaque answer reaches another origin, and the question is still open below.
    expect(strange).toEqual({ blind: 'refused', read: 'refused' });
    const pin = await arriving;
    await pin.locator('input[type=password]').waitFor();
    expect(await stranger.evaluate(() => (window as Window & { handle?: Window }).handle!.closed)).toBe(true);
    await pin.locator('input[type=password]').pressSequentially('1234');
    await pin.locator('button[type=submit]').click({ noWaitAfter: true });
    expect(Buffer.from((await answered)!.pin).toString()).toBe('1234');
  });
});
