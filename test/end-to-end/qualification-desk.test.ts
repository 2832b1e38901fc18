import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { words } from '../../main/words/words.ts';
import { pagesOf } from '../main/print/poppler.ts';
import { axeFindings, launchChromium } from '../support/chromium.ts';
import { type DeskProcess, startDesk } from '../support/desk-process.ts';
import { describeWith } from '../support/needs.ts';

const PIN = '1234';
const NAME = '見本　花子';
const pictures = join(import.meta.dirname, '../../test-results/qualification');
const ja = words('ja');

const button = (page: Page, key: string, values = {}) => page.getByRole('button', { name: ja(key, values), exact: true });
const tab = (page: Page, key: string) => page.getByRole('tab', { name: ja(key), exact: true });

async function shown(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  expect(await axeFindings(page), name).toEqual([]);
}

async function typePin(entry: Page, pin: string): Promise<void> {
  await entry.locator('input[type=password]').pressSequentially(pin);
  const closed = entry.waitForEvent('close');
  await entry.locator('button[type=submit]').click({ noWaitAfter: true });
  await closed;
}

/** What is saved by the browser as a PDF, page by page. */
async function saved(page: Page, save: () => Promise<unknown>): Promise<string> {
  const arriving = page.waitForEvent('download');
  await save();
  const path = await (await arriving).path();
  return pagesOf(new Uint8Array(await readFile(path))).join('');
}

describeWith(['chromium', 'pdftotext'], 'an office checks the card of a candidate, in a real browser', () => {
  let folder: string;
  let process: DeskProcess;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'hpki-qualification-'));
    [process, browser] = await Promise.all([startDesk(folder), launchChromium()]);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP', acceptDownloads: true });
    page = await context.newPage();
    await page.goto(process.address);
    await button(page, 'card.demonstration.insert').click();
    await page.getByText('見本　花子さんのカードを読み取りました。').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await process?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const goTo = (workspace: string) =>
    page
      .getByRole('navigation')
      .getByRole('link', { name: ja(`frame.workspace.${workspace}`), exact: true })
      .click();
  const begin = async (): Promise<Page> => {
    const arriving = context.waitForEvent('page');
    await button(page, 'qualification.check.start').click();
    return arriving;
  };

  it('says that the card is fit, point by point', async () => {
    await page.getByText(ja('fitness.overall.good')).waitFor();
    expect(await page.locator('.fitness-table tbody .tone-success').count()).toBe(8);
    await shown(page, 'fitness');
  });

  it('fills in a form with what the card says, and keeps nothing', async () => {
    const text = await saved(page, () => button(page, 'fitness.forms.make', { title: '医師資格証 紛失届' }).click());
    await page.getByText(ja('fitness.forms.made')).waitFor();
    expect(text).toContain('医師資格証紛失届');
    expect(text).toContain('証明書の識別番号TEST');
    expect(text).toContain('113-8621東京都文京区本駒込2-28-16');
    expect(text).toContain('センターの所定の用紙ではありません');
    await shown(page, 'form');
  });

  it('without the PIN the answer stays open, and the record says so', async () => {
    await goTo('qualification');
    await page.getByText(ja('qualification.check.on-reader', { name: NAME })).waitFor();
    await page.locator('.choice').first().click();
    await button(page, 'qualification.check.start').click();
    await page
      .getByRole('heading', { name: ja('qualification.answer.indeterminate') })
      .first()
      .waitFor();
    await page.getByText(ja('qualification.possession.not-asked')).waitFor();
    await button(page, 'qualification.state.discard').click();
    await button(page, 'qualification.check.start').waitFor();
  });

  it('a wrong PIN spends the one try that was typed, and the record tells it', async () => {
    const entry = await begin();
    await typePin(entry, '0000');
    const again = context.pages().find((other) => other !== page && !other.isClosed()) ?? (await context.waitForEvent('page'));
    await again.getByText(ja('pin.reason.wrong', { keeper: 'card' })).waitFor();
    expect(await again.locator('#tries').textContent()).toBe(ja('pin.tries', { tries: 14, keeper: 'card' }));
    await button(page, 'qualification.check.stop').click();
    await button(page, 'qualification.check.start').waitFor();
    await again.close();
  });

  it('with the right PIN the answer is given, printed, and kept with consent', async () => {
    const entry = await begin();
    expect(await entry.locator('#tries').textContent()).toBe(ja('pin.tries', { tries: 14, keeper: 'card' }));
    await typePin(entry, PIN);
    await page
      .getByRole('heading', { name: ja('qualification.answer.positive'), level: 2 })
      .first()
      .waitFor();
    expect(await button(page, 'qualification.state.keep').isDisabled()).toBe(true);
    await page.getByLabel(ja('qualification.state.by'), { exact: true }).fill('総務課　小石川');
    await page.locator('.choice').nth(0).click();
    await page.getByLabel(ja('qualification.state.licence-name'), { exact: true }).fill('見本花子');
    await page.getByLabel(ja('qualification.state.licence-number'), { exact: true }).fill('123456');
    await page.locator('.choice').nth(1).click();
    await shown(page, 'positive');
    const text = await saved(page, () => button(page, 'qualification.state.pdf').click());
    for (const said of [
      '確認できました',
      '総務課小石川',
      '比べていません',
      '登録番号は証明書に入っていません',
      '証明書の識別番号',
      '同意を得ました',
      'HPKIDesk',
    ])
      expect(text).toContain(said);
    await button(page, 'qualification.state.keep').click();
    await page.getByText(ja('qualification.state.kept')).waitFor();
  });

  it('the record is listed with its end, printed again, and deleted for good', async () => {
    await tab(page, 'qualification.parts.records').click();
    await page.getByText('総務課　小石川').waitFor();
    await shown(page, 'records');
    expect(await saved(page, () => button(page, 'qualification.records.pdf').click())).toContain('総務課小石川');
    await button(page, 'qualification.records.delete').click();
    await button(page, 'qualification.records.delete-sure').click();
    await page.getByText(ja('qualification.records.none')).waitFor();
  });

  it('the emergency view names the holder at once, and nobody when the card is gone', async () => {
    await tab(page, 'qualification.parts.emergency').click();
    await page.locator('.emergency.tone-success').waitFor();
    expect(await page.locator('.emergency-name').textContent()).toBe(NAME);
    expect(await page.locator('.emergency').textContent()).toContain('証明ではありません');
    await shown(page, 'emergency');
    const size = await page.locator('.emergency-name').evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    expect(size).toBeGreaterThan(60);
  });

  it('a card pulled in the middle proves nothing, and is named as the reason', async () => {
    await tab(page, 'qualification.parts.check').click();
    const entry = await begin();
    const opening = context.waitForEvent('page');
    await page.evaluate(() => void window.open('/#/card', 'second'));
    const other = await opening;
    await button(other, 'card.demonstration.remove').click();
    await button(other, 'card.demonstration.insert').waitFor();
    await other.close();
    // Nobody is asked for the PIN of a card that is gone.
    if (!entry.isClosed()) await entry.waitForEvent('close');
    await page
      .getByRole('heading', { name: ja('qualification.answer.indeterminate'), level: 2 })
      .first()
      .waitFor();
    await page.getByText(ja('qualification.check.card-gone')).waitFor();
    await page.getByText(ja('errors.CARD_REMOVED.heading')).first().waitFor();
    await shown(page, 'pulled');
    await tab(page, 'qualification.parts.emergency').click();
    await page.locator('.emergency-empty').waitFor();
    expect(await page.locator('.emergency').textContent()).not.toContain('見本');
  });
});
