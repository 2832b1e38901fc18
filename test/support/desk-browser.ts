import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { words } from '../../main/words/words.ts';
import { axeFindings } from './chromium.ts';
import { type DeskProcess, startDesk } from './desk-process.ts';

export const ja = words('ja');
/** Of the demonstration card. */
export const PIN = '1234';
const RESULTS = join(import.meta.dirname, '../../test-results');

export interface DeskInBrowser extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly process: DeskProcess;
}

/** The program as a person has it: started by its own start script, open in a browser. Without a folder it gets one that goes with it. */
export async function openDesk(browser: Browser, dataFolder?: string): Promise<DeskInBrowser> {
  await using undo = new AsyncDisposableStack();
  const folder = dataFolder ?? (await mkdtemp(join(tmpdir(), 'hpki-desk-')));
  if (dataFolder === undefined) undo.defer(() => rm(folder, { recursive: true, force: true }));
  const process = undo.use(await startDesk(folder));
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP' });
  undo.defer(() => context.close());
  const page = await context.newPage();
  await page.goto(process.address);
  const resources = undo.move();
  return { page, context, process, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

export const button = (page: Page, key: string, values = {}) => page.getByRole('button', { name: ja(key, values), exact: true });

export async function goTo(page: Page, key: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: ja(key), exact: true })
    .click();
}

/** A picture of the screen, which must have nothing that axe finds. @param name folder and name, `desk/card` */
export async function shown(page: Page, name: string): Promise<void> {
  await mkdir(join(RESULTS, name, '..'), { recursive: true });
  await page.screenshot({ path: join(RESULTS, `${name}.png`) });
  expect(await axeFindings(page), name).toEqual([]);
}

/** Presses what starts a signature and types the PIN on the page that opens for it. */
export async function signWith(
  { page, context }: Pick<DeskInBrowser, 'page' | 'context'>,
  pin: string,
  start: string | RegExp = /署名する$/,
): Promise<void> {
  const arriving = context.waitForEvent('page');
  await page.getByRole('button', { name: start }).click();
  await typePin(await arriving, pin);
}

export async function typePin(entry: Page, pin: string): Promise<void> {
  await entry.locator('input[type=password]').pressSequentially(pin);
  const closed = entry.waitForEvent('close');
  await entry.locator('button[type=submit]').click({ noWaitAfter: true });
  await closed;
}
