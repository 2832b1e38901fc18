import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { words } from '../../main/words/words.ts';
import { createTestAuthority } from '../../pki/test-authority/create.ts';
import { DOCTOR } from '../support/authority.ts';
import { axeFindings, clickLabel, launchChromium } from '../support/chromium.ts';
import { type DeskProcess, startDesk } from '../support/desk-process.ts';
import { buildPdf } from '../support/pdf.ts';
import { pdfsig } from '../support/pdfsig.ts';
import { describeWithSoftHsm, SOFTHSM_MODULE, SoftHsm, tokenContent } from '../support/softhsm.ts';

const pictures = join(import.meta.dirname, '../../test-results/keys');
const ja = words('ja');

describeWithSoftHsm('a token of a PKCS#11 module, in a real browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let desk: DeskProcess;
  let folder: string;

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'hpki-desk-'));
    const now = new Date();
    const softHsm = await SoftHsm.in(join(folder, 'softhsm'));
    const { signature } = await tokenContent(await createTestAuthority({ now }), DOCTOR, now);
    await softHsm.token({ label: 'HPKI 3.0', ...signature });
    Object.assign(process.env, softHsm.environment);
    desk = await startDesk(join(folder, 'data'));
    browser = await launchChromium();
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP' });
    page = await context.newPage();
    await page.goto(desk.address);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const button = (key: string) => page.getByRole('button', { name: ja(key), exact: true });
  const shown = async (name: string) => {
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    expect(await axeFindings(page), name).toEqual([]);
  };
  const goTo = (key: string) =>
    page
      .getByRole('navigation')
      .getByRole('link', { name: ja(key), exact: true })
      .click();

  it('is chosen in the settings, where what cannot be used is named', async () => {
    await goTo('frame.workspace.settings');
    await clickLabel(page.getByRole('switch', { name: ja('settings.test-mode') }));
    await page.getByRole('tab', { name: ja('settings.parts.keys') }).click();
    await shown('settings');
    await page.getByLabel(ja('keys.module.path')).fill('/nowhere/HpkiAuthP11.so');
    await button('keys.module.choose').click();
    await page.getByText(ja('errors.MODULE_FOR_AUTHENTICATION.heading')).waitFor();
    await page.getByLabel(ja('keys.module.path')).fill(SOFTHSM_MODULE);
    await button('keys.module.choose').click();
    await page.getByText(ja('keys.module.saved')).waitFor();
    await shown('settings-chosen');
  });

  it('is shown like a card, and signs what is seen', async () => {
    await page.locator('.card-strip-holder', { hasText: DOCTOR.nameKanji }).waitFor();
    const letter = join(folder, 'letter.pdf');
    await writeFile(letter, buildPdf());
    await goTo('frame.workspace.sign');
    await page.locator('input[type=file]').setInputFiles(letter);
    await page.locator('canvas').first().waitFor();
    await clickLabel(page.getByRole('checkbox', { name: ja('sign.revocation.accept') }));
    await shown('sign');
    const arriving = context.waitForEvent('page');
    await page.getByRole('button', { name: /署名する$/ }).click();
    const entry = await arriving;
    await entry.locator('input[type=password]').pressSequentially('1234');
    await entry.screenshot({ path: join(pictures, 'pin.png') });
    const closed = entry.waitForEvent('close');
    await entry.locator('button[type=submit]').click({ noWaitAfter: true });
    await closed;
    await page.getByText(ja('sign.result.next')).waitFor();
    await shown('signed');
    expect(pdfsig(join(folder, 'data/signed/letter-signed.pdf'))).toMatchObject([{ valid: true, total: true }]);
  });
}, ['chromium', 'pdfsig']);
