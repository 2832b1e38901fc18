import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readZip } from '../../main/archive/read-zip.ts';
import { writeZip } from '../../main/archive/write-zip.ts';
import { words } from '../../main/words/words.ts';
import { axeFindings, clickLabel, launchChromium } from '../support/chromium.ts';
import { type DeskProcess, startDesk } from '../support/desk-process.ts';
import { describeWith } from '../support/needs.ts';
import { openssl } from '../support/openssl.ts';
import { pdfsig } from '../support/pdfsig.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PIN = '1234';
const pictures = join(import.meta.dirname, '../../test-results/letters');
const ja = words('ja');
const PATIENCE = { timeout: 60_000 };
const PATIENT = '検証　一郎';

describeWith(['chromium', 'pdfsig', 'openssl'], 'a referral letter in a real browser, with the demonstration card', () => {
  let browser: Browser;
  let desk: DeskProcess;
  let context: BrowserContext;
  let page: Page;
  let folder: string;
  let zip: string;

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    folder = await temporaryFolder();
    [browser, desk] = await Promise.all([launchChromium(), startDesk(join(folder, 'data'))]);
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP', acceptDownloads: true });
    page = await context.newPage();
    await page.goto(desk.address);
    await button('card.demonstration.insert').click();
    await page.getByText('見本　花子さんのカードを読み取りました。').waitFor(PATIENCE);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.[Symbol.asyncDispose]();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await page?.screenshot({ path: join(pictures, 'failed.png'), fullPage: true });
  });

  const button = (key: string, values = {}) => page.getByRole('button', { name: ja(key, values), exact: true });
  const section = (title: string) => page.locator('section.section', { has: page.getByRole('heading', { name: title, exact: true }) });
  const fill = (place: string, key: string, value: string) => section(ja(place)).getByLabel(ja(key), { exact: true }).fill(value);

  /** A picture of the screen, which must have nothing that axe finds. */
  async function shown(name: string): Promise<void> {
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    expect(await axeFindings(page), name).toEqual([]);
  }

  async function toLetters(): Promise<void> {
    await page
      .getByRole('navigation')
      .getByRole('link', { name: ja('frame.workspace.clinic'), exact: true })
      .click();
    await page.getByRole('tab', { name: ja('clinic.parts.letters'), exact: true }).click();
  }

  /** Signs what is on the signing screen and types the PIN on its page. */
  async function sign(): Promise<void> {
    const unknown = page.getByRole('checkbox', { name: ja('sign.revocation.accept') });
    const arriving = context.waitForEvent('page');
    const start = page.getByRole('button', { name: /署名する$/ });
    await start.waitFor(PATIENCE);
    if (await unknown.isVisible()) await clickLabel(unknown);
    await start.click();
    const entry = await arriving;
    await entry.locator('input[type=password]').pressSequentially(PIN);
    const closed = entry.waitForEvent('close');
    await entry.locator('button[type=submit]').click({ noWaitAfter: true });
    await closed;
    await button('sign.result.next').waitFor(PATIENCE);
  }

  it('keeps the sender for every letter', async () => {
    await toLetters();
    await shown('empty');
    await button('letters.options.open').click();
    for (const [key, value] of [
      ['institution', '見本内科クリニック'],
      ['doctor', '見本　花子'],
      ['address', '東京都千代田区見本町1-2-3'],
      ['telephone', '03-0000-0000'],
      ['institutionNumber', '1312345678'],
    ] as const) {
      await fill('letters.options.title', `letters.party.${key}`, value);
    }
    await button('letters.options.save').click();
    await page.getByText(ja('letters.options.saved')).waitFor();
    await shown('sender');
    await page.getByRole('link', { name: ja('letters.back') }).click();
  });

  it('is written with an attachment, kept by itself, and shown as it will be printed', async () => {
    await button('letters.new').click();
    await page.getByRole('heading', { name: ja('letters.party.addressee'), exact: true }).waitFor(PATIENCE);
    await fill('letters.party.addressee', 'letters.party.institution', '見本大学附属病院');
    await fill('letters.party.addressee', 'letters.party.doctor', '試験　太郎');
    await fill('letters.patient.title', 'letters.patient.name', PATIENT);
    await fill('letters.patient.title', 'letters.patient.birthDate', '1958-03-09');
    await section(ja('letters.patient.title'))
      .getByRole('button', { name: new RegExp(ja('letters.patient.sex')) })
      .click();
    await page.getByRole('option', { name: ja('letters.sexes.male'), exact: true }).click();
    await fill('letters.texts.title', 'letters.texts.diagnosis', '労作性狭心症の疑い');
    await page.getByText(ja('letters.findings.absent', { field: ja('letters.texts.purpose') })).waitFor(PATIENCE);
    await fill('letters.texts.title', 'letters.texts.purpose', '精査加療のお願い');
    await button('letters.phrases.keep').last().click();
    const picture = join(folder, 'ecg.png');
    await writeFile(picture, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    await section(ja('letters.attachments.title')).locator('input[type=file]').setInputFiles(picture);
    await page.getByText('ecg.png').waitFor(PATIENCE);
    await page.getByText(ja('letters.findings.ready')).waitFor(PATIENCE);
    await page.locator('.letter-paper figcaption', { hasText: '労作性狭心症の疑い' }).waitFor({ ...PATIENCE, state: 'attached' });
    await shown('written');
  });

  it('is signed as PDF that pdfsig accepts', async () => {
    await button('letters.steps.sign').click();
    await page.locator('canvas').first().waitFor(PATIENCE);
    await sign();
    await toLetters();
    await page.getByRole('link', { name: PATIENT }).click();
    await page.getByText('見本　花子が署名しました', { exact: false }).waitFor(PATIENCE);
    await shown('signed');
  });

  it('is packed with a manifest that is signed beside it', async () => {
    await button('letters.steps.pack').click();
    await sign();
    await toLetters();
    await page.getByRole('link', { name: PATIENT }).click();
    const download = page.waitForEvent('download');
    await button('letters.steps.zip').click();
    zip = join(folder, 'letter.zip');
    await (await download).saveAs(zip);
    await shown('packed');
    const files = readZip(await readFile(zip), { files: 10, bytes: 1e8 });
    const names = files.map(({ name }) => name);
    expect(names.filter((name) => !name.endsWith('.pdf'))).toEqual([
      'referral.fhir.json',
      'attachments/ecg.png',
      'manifest.json',
      'manifest.json.p7s',
    ]);
    for (const { name, bytes } of files) await writeFile(join(folder, name.replaceAll('/', '_')), bytes);
    const pdf = join(folder, names.find((name) => name.endsWith('.pdf'))!);
    expect(pdfsig(pdf).map(({ valid, total, form }) => ({ valid, total, form }))).toEqual([
      { valid: true, total: true, form: 'ETSI.CAdES.detached' },
    ]);
    const verified = [
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-noverify',
      '-in',
      'manifest.json.p7s',
      '-content',
      'manifest.json',
      '-out',
      'content',
    ];
    expect(openssl(folder, ...verified)).toMatchObject({ status: 0 });
  });

  it('is verified where it arrives, and answered', async () => {
    await page.getByRole('link', { name: ja('letters.back') }).click();
    // The letter that is left takes files too.
    await page.getByRole('heading', { name: ja('letters.list.title') }).waitFor();
    await page.locator('input[type=file]').setInputFiles(zip);
    await page.getByText(ja('letters.received.whole')).waitFor(PATIENCE);
    await page.getByText('精査加療のお願い').first().waitFor();
    await page.locator('.letter-paper canvas').waitFor(PATIENCE);
    expect(await page.locator('.status-face').count()).toBe(2);
    await shown('received');
    await button('letters.received.reply').click();
    await page.getByText(ja('letters.answers.title')).waitFor(PATIENCE);
    expect(await section(ja('letters.party.addressee')).getByLabel(ja('letters.party.institution'), { exact: true }).inputValue()).toBe(
      '見本内科クリニック',
    );
    expect(await section(ja('letters.patient.title')).getByLabel(ja('letters.patient.name'), { exact: true }).inputValue()).toBe(PATIENT);
    await shown('reply');
  });

  it('a package in which a file was changed is told so at once', async () => {
    await toLetters();
    const bytes = await readFile(zip);
    const files = readZip(bytes, { files: 10, bytes: 1e8 }).map((file) =>
      file.name === 'attachments/ecg.png' ? { ...file, bytes: Buffer.concat([file.bytes, Buffer.of(0)]) } : file,
    );
    const changed = join(folder, 'changed.zip');
    await writeFile(changed, writeZip(files, new Date()));
    await page.getByRole('heading', { name: ja('letters.list.title') }).waitFor(PATIENCE);
    await page.locator('input[type=file]').setInputFiles(changed);
    await page.getByText(ja('letters.received.not-whole')).waitFor(PATIENCE);
    await shown('changed');
  });
});
