import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { words } from '../../main/words/words.ts';
import { readSj1 } from '../../pki/eps/sj1.ts';
import { axeFindings, launchChromium } from '../support/chromium.ts';
import { startDesk } from '../support/desk-process.ts';
import { drugMaster } from '../support/drug-master.ts';
import { describeWith } from '../support/needs.ts';

const PIN = '1234';
const pictures = join(import.meta.dirname, '../../test-results/desk');
const ja = words('ja');
const DRUG = '【見本】モルヒネ塩酸塩錠１０ｍｇ';
const USAGE = '１日３回朝昼夕食後　服用';

describeWith(['chromium'], 'a prescription from the first letter to the verified signature, in a real browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const undo = new AsyncDisposableStack();

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    browser = await launchChromium();
    undo.defer(() => browser.close());
    const folder = await mkdtemp(join(tmpdir(), 'hpki-desk-'));
    undo.defer(() => rm(folder, { recursive: true, force: true }));
    const desk = undo.use(await startDesk(folder));
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP' });
    page = await context.newPage();
    await page.goto(desk.address);
    await page.getByRole('button', { name: ja('card.demonstration.insert'), exact: true }).click();
    await page.getByText('見本　花子さんのカードを読み取りました。').waitFor();
  });
  afterAll(() => undo.disposeAsync());

  const button = (key: string): Locator => page.getByRole('button', { name: ja(key), exact: true });
  const field = (key: string, values = {}): Locator => page.getByLabel(ja(key, values), { exact: true });
  const warning = (id: string, facts = {}): Locator => page.locator('.rx-warning', { hasText: ja(`prescription.warnings.${id}`, facts) });
  const next = () => page.keyboard.press('Enter');
  /** Types into the field that has the focus, and goes on as a doctor does. */
  const type = async (text: string) => {
    await page.keyboard.insertText(text);
    await next();
  };
  const shown = async (name: string) => {
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    expect(await axeFindings(page), name).toEqual([]);
  };
  const focused = (key: string, values = {}) => field(key, values).and(page.locator(':focus')).waitFor();
  const verify = async () => {
    await page.getByRole('button', { name: /検証/ }).first().click();
    await page.getByText(ja('report.because.passed-test')).first().waitFor();
  };

  it('institution and doctor are entered once', async () => {
    await page
      .getByRole('navigation')
      .getByRole('link', { name: ja('frame.workspace.clinic'), exact: true })
      .click();
    await page.getByText(ja('compose.prescriber.missing')).waitFor();
    await button('compose.prescriber.enter').click();
    for (const [key, value] of [
      ['prefecture', '13'],
      ['code', '9999999'],
      ['name', '見本クリニック'],
      ['doctor-name', '見本　花子'],
      ['doctor-kana', 'ミホン　ハナコ'],
    ] as const)
      await field(`compose.prescriber.${key}`).last().fill(value);
    await page.locator('fieldset').first().getByLabel(ja('compose.prescriber.name'), { exact: true }).fill('見本クリニック');
    await button('compose.prescriber.keep').click();
    await page.locator('.rx', { hasText: '見本クリニック' }).waitFor();
  });

  it('the samples are put in use, and say of themselves what they are', async () => {
    await button('compose.to-masters').click();
    await button('prescription.masters.try').click();
    await page.getByText(ja('prescription.masters.done-demonstration')).waitFor();
    const masters = page.getByText(ja('prescription.masters.demonstration'), { exact: true });
    await masters.nth(2).waitFor();
    expect(await masters.count()).toBe(3);
    await shown('compose-masters');
    await button('compose.back').click();
  });

  it('one drug is prescribed by the keyboard alone', async () => {
    const start = Date.now();
    await field('compose.patient.kana').focus();
    await type('たいけん　たろう');
    await focused('compose.patient.name');
    await type('体験　太郎');
    await page.keyboard.press('ArrowRight');
    await next();
    await focused('compose.patient.birth-date');
    await field('compose.patient.birth-date').fill('1970-01-01');
    await next();
    await focused('compose.insurance.insurer');
    for (const value of ['99999999', '見本', '1']) await type(value);
    await focused('compose.drug.name', { number: 1 });
    // The key comes before the answer.
    await type('もるひね');
    await page.locator('.rx-drugs', { hasText: DRUG }).waitFor();
    await focused('compose.drug.amount-day');
    await type('３');
    await focused('compose.group.usage');
    await page.keyboard.insertText('朝昼');
    await page.getByRole('option', { name: USAGE }).waitFor();
    await next();
    await focused('compose.group.days');
    await type('30');
    await button('compose.sign').and(page.locator(':focus')).waitFor();
    expect(Date.now() - start).toBeLessThan(60_000);
    for (const text of ['体験　太郎', '3錠', USAGE, '30日分']) await page.locator('.rx', { hasText: text }).waitFor();
  });

  it('what to look at stands beside it, each with its paper', async () => {
    await warning('supply-too-long', { drug: DRUG, days: 30, most: 14 }).waitFor();
    for (const id of ['licence-missing', 'address-missing']) await warning(id).waitFor();
    await warning('demonstration-codes', { count: 1 }).waitFor();
    expect(await warning('licence-missing').textContent()).toContain('麻薬及び向精神薬取締法 第27条第6項');
    await shown('compose');
    await field('compose.group.days').fill('14');
    await page.getByRole('button', { name: ja('compose.parts.further') }).click();
    await page.getByText(ja('compose.further.narcotic')).click();
    await field('compose.further.licence').fill('13-1');
    await warning('licence-missing').waitFor({ state: 'detached' });
    expect(await warning('supply-too-long', { drug: DRUG, days: 30, most: 14 }).count()).toBe(0);
  });

  it('with something missing it does not go to be signed, and the field is named', async () => {
    await button('compose.sign').click();
    await page.getByText(ja('errors.PRESCRIPTION_INCOMPLETE.heading')).waitFor();
    await focused('compose.further.address');
    await field('compose.further.address').fill('東京都千代田区');
    await warning('address-missing').waitFor({ state: 'detached' });
  });

  it('the file is what was written', async () => {
    const downloading = page.waitForEvent('download');
    await button('compose.save').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^処方箋-体験　太郎-\d{4}-\d\d-\d\d\.csv$/);
    const records = readSj1(await readFile(await download.path()));
    expect(records.filter(({ number }) => ['11', '22', '60', '101', '111', '201'].includes(number)).map(({ raw }) => raw)).toEqual([
      '11,,体験　太郎,ﾀｲｹﾝ ﾀﾛｳ',
      '22,99999999',
      '60,13-1,東京都千代田区,',
      '101,1,1,,14',
      `111,1,3,1013044400000000,${USAGE},`,
      `201,1,1,1,2,999999011,${DRUG},3,1,錠`,
    ]);
  });

  it('before signing the same is to be looked at, then it is signed and verified', async () => {
    await field('compose.group.days').focus();
    await page.keyboard.press('Control+Enter');
    await page.locator('.viewer .rx', { hasText: DRUG }).waitFor();
    await warning('demonstration-codes', { count: 1 }).waitFor();
    await shown('sign-composed');
    const arriving = context.waitForEvent('page');
    await page.getByRole('button', { name: /署名する$/ }).click();
    const entry = await arriving;
    await entry.locator('input[type=password]').pressSequentially(PIN);
    const closed = entry.waitForEvent('close');
    await entry.locator('button[type=submit]').click({ noWaitAfter: true });
    await closed;
    await page.getByText('署名しました。').first().waitFor();
    await verify();
  });

  it('it is still there, says that it went, and begins the next', async () => {
    await page
      .getByRole('navigation')
      .getByRole('link', { name: ja('frame.workspace.clinic'), exact: true })
      .click();
    await page.getByText(ja('compose.taken')).waitFor();
    await page.locator('.rx', { hasText: '体験　太郎' }).waitFor();
    await button('compose.begin').first().click();
    await page.locator('.rx', { hasText: '体験　太郎' }).waitFor({ state: 'detached' });
    expect(await field('compose.patient.kana').inputValue()).toBe('');
  });

  it('an earlier one is used again, and what does not fit is named', async () => {
    const csv =
      'SJ1\n1,1,1111111,13,別の医院\n5,,,別　医師\n11,,再来　花子,ｻｲﾗｲ ﾊﾅｺ\n12,2\n13,19800131\n51,20250101\n101,1,1,,7\n111,1,3,1011000400000000,１日１回朝食後　服用,1\n201,1,1,1,2,999999001,見本,1,1,錠\n302,1,eGFR 58';
    await page
      .locator('.compose-page > .form-actions input[type=file]')
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.locator('.compose-entry .banner', { hasText: '302,1,eGFR 58' }).waitFor();
    await page.locator('.rx', { hasText: '再来　花子' }).waitFor();
    expect(await page.locator('.rx').textContent()).toMatch(/見本クリニック.*7日分/);
  });

  it('a published master takes the place of the samples', async () => {
    await page.locator('.compose-page .button', { hasText: ja('prescription.masters.title') }).click();
    const card = page.getByRole('region', { name: ja('prescription.masters.kinds.drug'), exact: true });
    await card.getByRole('button', { name: ja('prescription.masters.import'), exact: true }).click();
    await card
      .locator('input[type=file]')
      .setInputFiles({ name: 'y.csv', mimeType: 'text/csv', buffer: Buffer.from(drugMaster({ code: '620000001', name: '実在錠' }, { kind: 'S' })) });
    await card.getByText(ja('prescription.masters.read-as', { encoding: 'shift_jis', count: 1 })).waitFor();
    await card.getByRole('button', { name: ja('prescription.masters.import'), exact: true }).click();
    await page.getByText(ja('prescription.masters.done', { name: 'y.csv' })).waitFor();
    await button('compose.back').click();
    await page.getByText(ja('prescription.warnings.drugs-not-known', { count: 1 })).waitFor();
  });
});
