import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Download, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { words } from '../../main/words/words.ts';
import type { AuthorityBrowser } from './authority-browser.ts';
import { axeFindings } from './chromium.ts';

export const PICTURES = join(import.meta.dirname, '../../test-results/authority');
const ja = words('ja');
/** Japanese words of the authority's screens. */
export const screen = (key: string, values = {}): string => ja(`credentials.screen.${key}`, values);

export const press = (at: Page | Locator, name: string): Promise<void> => at.getByRole('button', { name, exact: true }).click();
/** The panel that is open beside the column. */
export const panelOf = (page: Page): Locator => page.locator('.side-panel');

/** A picture of the screen, which must have nothing that axe finds. */
export async function shown(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  expect(await axeFindings(page), name).toEqual([]);
}

/** Waits until so many of something are on the screen. */
export const number = (found: Locator, count: number): Promise<void> => expect.poll(() => found.count(), { timeout: 60_000 }).toBe(count);

/** The file that the browser takes while something is done. */
export async function fileFrom(page: Page, work: () => Promise<unknown>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await work();
  const download: Download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Gives a file to a place that takes files; to the first one of a page. */
export const give = (at: Page | Locator, name: string, content: Uint8Array | string): Promise<void> =>
  at
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

/** One object on a person's page, by its words. */
export const objectCard = (page: Page, title: string): Locator => page.locator(`.object-card[aria-label^="${title} "]`);

interface Step {
  /** Kinds that are asserted. */
  readonly evidence?: readonly string[];
  readonly reason?: string;
  /** It is only asked for: somebody else confirms it. */
  readonly second?: boolean;
}

/** Takes one step of an object on a person's page, and waits until the page says what became of it. */
export async function advance(page: Page, card: Locator, name: string, { evidence = [], reason = '', second = false }: Step = {}): Promise<void> {
  const step = ja(`credentials.transition.${name}`);
  await press(card, step);
  const panel = panelOf(page);
  for (const item of evidence) await panel.getByText(ja(`credentials.evidence.${item}`), { exact: true }).click();
  if (reason) await panel.locator('textarea').fill(reason);
  await press(panel, second ? screen('ask-second', { what: step }) : step);
  await page.getByText(screen(second ? 'answer.proposed' : 'answer.done', { what: step })).waitFor();
}

/** The second person confirms everything that others asked for. */
export async function confirmAll({ page, part }: AuthorityBrowser, count: number, picture?: string): Promise<void> {
  await part('proposals');
  const confirm = page.getByRole('button', { name: screen('proposals.confirm'), exact: true });
  for (let left = count; left > 0; left -= 1) {
    await number(confirm, left);
    if (picture && left === count) await shown(page, picture);
    await confirm.first().click();
  }
  await page.getByText(screen('proposals.none')).waitFor();
}

/** Opens the page of somebody who is found by number or reading. */
export async function toPerson(page: Page, text: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: screen('search.label'), exact: true }).fill(text);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
}
