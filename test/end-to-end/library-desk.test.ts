import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { words } from '../../main/words/words.ts';
import { axeFindings, launchChromium } from '../support/chromium.ts';
import { type DeskProcess, startDesk } from '../support/desk-process.ts';
import { describeWith } from '../support/needs.ts';

const PIN = '1234';
/** A screen answers at once, a busy machine later. */
const PATIENT = { timeout: 15_000 };
const RECEIVED = '届いた紹介状.pdf';
const pictures = join(import.meta.dirname, '../../test-results/library');
const ja = words('ja');

describeWith(['chromium'], 'the library of documents, in a real browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let desk: DeskProcess;
  let folder: string;

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'hpki-desk-'));
    browser = await launchChromium();
    desk = await startDesk(folder);
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP' });
    page = await context.newPage();
    await page.goto(desk.address);
  });
  afterAll(async () => {
    await context?.close();
    await browser?.close();
    await desk?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const button = (key: string, values = {}) => page.getByRole('button', { name: ja(key, values), exact: true });
  const goTo = (key: string) =>
    page
      .getByRole('navigation')
      .getByRole('link', { name: ja(key), exact: true })
      .click();
  const names = () => page.locator('.document-name').allTextContents();
  const search = () => page.getByRole('textbox', { name: ja('documents.search.label') });
  const filter = async (label: string, option: string) => {
    await page.getByRole('button', { name: new RegExp(ja(`documents.filter.${label}`)) }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  async function shown(name: string): Promise<void> {
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    expect(await axeFindings(page), name).toEqual([]);
  }

  it('holds what was signed here', async () => {
    await button('card.demonstration.insert').click();
    await page.getByText('見本　花子さんのカードを読み取りました。').waitFor();
    await goTo('frame.workspace.sign');
    await button('sign.pick.samples').click();
    await page.locator('canvas').first().waitFor();
    const arriving = context.waitForEvent('page');
    await page.getByRole('button', { name: /署名する$/ }).click();
    const entry = await arriving;
    await entry.locator('input[type=password]').pressSequentially(PIN);
    await entry.locator('button[type=submit]').click({ noWaitAfter: true });
    await page.getByText('2件すべてに署名しました。').first().waitFor();
    await goTo('frame.workspace.documents');
    await page.locator('.document-name').nth(1).waitFor();
    await shown('documents');
  });

  it('keeps a file that came from elsewhere, once it was verified', async () => {
    const [pdf] = (await readdir(join(folder, 'signed'))).filter((name) => name.endsWith('.pdf'));
    const buffer = await readFile(join(folder, 'signed', pdf!));
    await goTo('frame.workspace.verify');
    await page.locator('input[type=file]').first().setInputFiles({ name: RECEIVED, mimeType: 'application/pdf', buffer });
    await button('documents.keep.button').click();
    await page.getByRole('link', { name: ja('documents.keep.open') }).click();
    await page.getByRole('button', { name: RECEIVED }).waitFor();
    expect(await names()).toEqual([RECEIVED, '見本-処方箋-signed.xml', '見本-診療情報提供書-signed.pdf']);
  });

  it('finds by kanji and by kana as one types, and narrows down', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('見本錠');
    await expect.poll(names, PATIENT).toEqual(['見本-処方箋-signed.xml']);
    const all = async () => {
      await search().fill('');
      await expect.poll(async () => (await names()).length, PATIENT).toBe(3);
    };
    await all();
    await search().fill('ﾀｲｹﾝ ﾀﾛｳ');
    await expect.poll(names, PATIENT).toEqual(['見本-処方箋-signed.xml']);
    await all();
    await search().fill('たいけん');
    await expect.poll(names, PATIENT).toEqual(['見本-処方箋-signed.xml']);
    await shown('found');
    await search().fill('花子');
    await expect.poll(async () => (await names()).length, PATIENT).toBe(3);
    await filter('origin', ja('documents.origin.received'));
    await expect.poll(names, PATIENT).toEqual([RECEIVED]);
    await search().fill('どこにもない言葉');
    await page.getByText(ja('documents.none')).waitFor();
    await shown('nothing');
    await button('documents.filter.clear').click();
    await search().fill('');
    await expect.poll(async () => (await names()).length, PATIENT).toBe(3);
  });

  it('goes from one to the next by keys, opens one with its content', async () => {
    await page.locator('.document-name').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: RECEIVED }).waitFor();
    await button('documents.panel.view').click();
    await page.locator('.document-content canvas').first().waitFor();
    await shown('open');
    await page.keyboard.press('Escape');
  });

  it('verifies all again', async () => {
    await button('documents.tools.verify').click();
    await button('documents.run.verify.afresh').click();
    await page.getByText(ja('documents.run.verify.done', { done: 3 })).waitFor();
    await page.getByText(ja('documents.run.verify.changed', { count: 0 })).waitFor();
    await expect.poll(() => page.locator('.data-table .tone-success').count(), PATIENT).toBe(3);
    await shown('verified');
  });

  it('exports what was chosen with an index and reports', async () => {
    await page.getByRole('checkbox', { name: ja('documents.choose', { name: RECEIVED }) }).check();
    await button('documents.tools.export').click();
    await page.getByText(ja('documents.selection.chosen', { count: 1 })).waitFor();
    await button('documents.export.start').last().click();
    await page.getByText(ja('documents.export.done', { count: 1 })).waitFor({ timeout: 20_000 });
    const [made] = await readdir(join(folder, 'exports'));
    expect((await readdir(join(folder, 'exports', made!))).sort()).toEqual([`1_${RECEIVED}`, '1_届いた紹介状_検証結果.pdf', '一覧表.xlsx']);
    await shown('exported');
  });

  it('is marked, and goes only when the time is over and a person confirms', async () => {
    await button('documents.tools.mark').click();
    await page.getByText('医師法', { exact: false }).first().waitFor();
    await shown('mark');
    await button('documents.retention.apply').click();
    await page.getByText(ja('documents.retention.done', { count: 1 })).waitFor();
    await button('documents.tools.remove').click();
    await button('documents.remove.confirm').last().click();
    await page.getByText(ja('errors.DOCUMENT_RETAINED.heading')).waitFor();
    await button('documents.tools.mark').click();
    await page.locator('.side-panel input[type=date]').fill('2016-04-01');
    await button('documents.retention.apply').click();
    await page.getByText(ja('documents.retention.done', { count: 1 })).waitFor();
    await button('documents.tools.remove').click();
    await shown('remove');
    await button('documents.remove.confirm').last().click();
    await page.getByText(ja('documents.remove.done', { count: 1 })).waitFor();
    await expect.poll(async () => (await names()).length, PATIENT).toBe(2);
    expect((await readdir(join(folder, 'library'), { recursive: true })).filter((name) => /[\dA-F]{64}$/.test(name))).toEqual([]);
  });
});
