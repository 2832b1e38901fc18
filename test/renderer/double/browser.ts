import type { BrowserContext, Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { DeskDouble } from './desk-double.ts';
import { builtScreens, serveScreens } from './screens.ts';

export interface Opened extends AsyncDisposable {
  readonly page: Page;
  readonly double: DeskDouble;
  /** What the browser complained of: exceptions, and everything that the content security policy stopped. */
  readonly complaints: readonly string[];
}

export interface OpenOptions {
  readonly route?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly prepare?: (double: DeskDouble) => void;
}

export interface Screens extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly origin: string;
  /** A page of its own over a double of its own; one at a time. */
  open(options?: OpenOptions): Promise<Opened>;
}

/** A Chromium with the built screens. */
export async function startScreens(): Promise<Screens> {
  let current = new DeskDouble();
  const { origin, close } = await serveScreens(builtScreens(), () => current);
  const browser = await launchChromium();
  const context = await browser.newContext();

  /** A page that a test is done with: a new one costs Chromium a window of its own. */
  let spare: Page | null = null;

  /** Nothing of one test is there for the next. */
  async function leave(page: Page): Promise<void> {
    if (page.isClosed()) return;
    page.removeAllListeners();
    await page.unrouteAll();
    await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null, forcedColors: null });
    await page.evaluate('sessionStorage.clear(); localStorage.clear()').catch(() => {});
    await page.goto('about:blank');
    spare = page;
  }

  async function open({ route = '#/card', viewport = { width: 1280, height: 800 }, prepare }: OpenOptions = {}): Promise<Opened> {
    const double = new DeskDouble();
    prepare?.(double);
    current = double;
    const page = spare && !spare.isClosed() ? spare : await context.newPage();
    spare = null;
    await page.setViewportSize(viewport);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && !message.text().includes('status of 422') && complaints.push(message.text()));
    await page.goto(`${origin}/${route}`);
    await page.locator('main h1').waitFor();
    return { page, double, complaints, [Symbol.asyncDispose]: () => leave(page) };
  }

  async function end(): Promise<void> {
    await browser.close();
    await close();
  }
  return { context, origin, open, [Symbol.asyncDispose]: end };
}

/** A file as a person would choose it. */
export const file = (name: string, content = 'x') => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

/** Holds what the page asks there until it is told to go on; `asked` waits for the first of it, and lets what comes later through. */
export async function answerLater(page: Page, address: string) {
  const held: Route[] = [];
  await page.route(address, (route) => void held.push(route));
  return {
    async asked() {
      await expect.poll(() => held.length).toBeGreaterThan(0);
      await page.route(address, (route) => route.continue());
    },
    /** Lets go on what is held, a stream too, and waits for nothing of it. */
    async release() {
      for (const route of held) await route.continue();
    },
    /** Back when the page has got the answers and has drawn what comes of them. */
    async answer() {
      for (const route of held) {
        const answered = page.waitForResponse((response) => response.request() === route.request());
        await route.continue();
        await (await answered).finished();
      }
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    },
  };
}
