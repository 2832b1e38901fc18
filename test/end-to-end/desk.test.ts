import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { VirtualCard } from '../../card/virtual/virtual-card.ts';
import { serveVpcd } from '../../card/virtual/vpcd.ts';
import { createTestAuthority } from '../../pki/test-authority/create.ts';
import { cardImage } from '../support/cards.ts';
import { clickLabel, launchChromium } from '../support/chromium.ts';
import { button, type DeskInBrowser, goTo, ja, openDesk, PIN, shown, signWith } from '../support/desk-browser.ts';
import { describeWith } from '../support/needs.ts';
import { describeWithPcscd, startPcscd } from '../support/pcscd.ts';

/** Confirmed anew for each card that was put on. */
const acceptUnknownRevocation = (page: Page) => clickLabel(page.getByRole('checkbox', { name: ja('sign.revocation.accept') }));

describeWith(['chromium'], 'the program with the demonstration card, in a real browser', () => {
  let browser: Browser;
  let desk: DeskInBrowser;

  beforeAll(async () => {
    browser = await launchChromium();
    desk = await openDesk(browser);
  });
  afterAll(async () => {
    await desk?.[Symbol.asyncDispose]();
    await browser?.close();
  });

  it('offers the demonstration card and reads it', async () => {
    const { page } = desk;
    await button(page, 'card.demonstration.insert').click();
    await page.getByText('見本　花子さんのカードを読み取りました。').waitFor();
    await shown(page, 'desk/card');
  });

  it('shows the documents, stops both at a wrong PIN, and goes on with the right one', async () => {
    const { page } = desk;
    await goTo(page, 'frame.workspace.sign');
    await button(page, 'sign.pick.samples').click();
    await page.locator('canvas').first().waitFor();
    await shown(page, 'desk/sign-pdf');
    await button(page, 'sign.document.next').click();
    await page.getByText('見本錠').first().waitFor();
    await shown(page, 'desk/sign-prescription');

    await signWith(desk, '0000');
    await page
      .getByText(ja('errors.PIN_WRONG.heading', { triesLeft: 14 }))
      .first()
      .waitFor();
    await shown(page, 'desk/stopped');
    await signWith(desk, PIN, ja('sign.batch.resume', { count: 2 }));
    await page.getByText('2件すべてに署名しました。').first().waitFor();
    await shown(page, 'desk/signed');
  });

  it('signs at the level for long-term preservation, and raises to it what was signed without a time stamp', async () => {
    const { page } = desk;
    await button(page, 'sign.result.next').click();
    await button(page, 'sign.pick.samples').click();
    await page.locator('canvas').first().waitFor();
    await page.getByRole('button', { name: new RegExp(ja('sign.how.level')) }).click();
    await page.getByRole('option', { name: ja('sign.how.levels.LTA') }).click();
    await signWith(desk, PIN);
    await page.getByText(ja('sign.result.level', { level: ja('sign.how.levels.LTA') })).waitFor();

    await goTo(page, 'frame.workspace.documents');
    await page.getByText('見本-処方箋-signed.xml').first().waitFor();
    await shown(page, 'desk/documents');
    await page.getByRole('button', { name: '見本-処方箋-signed.xml' }).click();
    await button(page, 'documents.raise.title').click();
    await button(page, 'documents.raise.start').click();
    await page.getByText(ja('documents.raise.done', { level: 'LTA' })).waitFor();
  });

  it('verifies what was raised by the time of its stamp, says that it is a test, and makes the report to keep', async () => {
    const { page } = desk;
    await page.locator('.document-name').first().click();
    await button(page, 'documents.verify').click();
    await page.getByText(ja('report.because.passed-test')).first().waitFor();
    const fact = (term: string) => page.locator('.definitions > div', { hasText: ja(term) });
    expect(await fact('report.level.title').textContent()).toContain(ja('report.level.LTA.means'));
    expect(await fact('report.time.title').textContent()).toMatch(/の信頼できるタイムスタンプが証明した時刻です。$/);
    await shown(page, 'desk/verified');
    const download = page.waitForEvent('download');
    await button(page, 'verify.report.pdf').click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/^見本.*_検証結果\.pdf$/);
    expect((await readFile(await saved.path())).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('trusts an authority of time stamps once its fingerprint was compared', async () => {
    const { page } = desk;
    const [, { keys }] = await Promise.all([goTo(page, 'frame.workspace.settings'), createTestAuthority({ now: new Date() })]);
    await page.getByRole('tab', { name: ja('settings.parts.time-stamps') }).click();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'root.cer', mimeType: 'application/pkix-cert', buffer: Buffer.from(keys.root.certificate) });
    await page.getByText(ja('settings.import.compared'), { exact: true }).click();
    await page.getByLabel(ja('settings.import.name')).fill('試験の時刻認証局');
    await button(page, 'settings.import.take').click();
    await page.getByText(ja('settings.import.done', { name: '試験の時刻認証局' })).waitFor();
    await shown(page, 'desk/trust');
  });

  it.each(['audit', 'settings'])('has nothing that axe finds on %s', async (workspace) => {
    await goTo(desk.page, `frame.workspace.${workspace}`);
    await desk.page.getByRole('heading', { level: 1 }).waitFor();
    await shown(desk.page, `desk/${workspace}`);
  });
});

describeWithPcscd('a card in a real reader, taken away while it signs', () => {
  it('is named, nothing is half signed, and the card can be put back', async () => {
    await using pcscd = await startPcscd(2);
    const port = pcscd.slots[0]!.port;
    const browser = await launchChromium();
    await using undo = new AsyncDisposableStack();
    undo.defer(() => browser.close());
    const desk = undo.use(await openDesk(browser));
    const { page } = desk;
    const stop = new AbortController();
    undo.defer(() => stop.abort());

    await goTo(page, 'frame.workspace.settings');
    await clickLabel(page.getByRole('switch', { name: ja('settings.test-mode') }));
    const image = cardImage();
    void serveVpcd(new VirtualCard(image, { faults: [{ command: '002a9e9a', effect: { kind: 'removal' } }] }), { port, signal: stop.signal });
    await page.getByText('検証　太郎').first().waitFor();
    await goTo(page, 'frame.workspace.sign');
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('letter') });
    await acceptUnknownRevocation(page);
    await signWith(desk, PIN);
    await page.getByText(ja('errors.CARD_REMOVED.heading')).first().waitFor();
    await shown(page, 'desk/removed');

    void serveVpcd(new VirtualCard(image), { port, signal: stop.signal });
    await page.getByText('検証　太郎').first().waitFor();
    await button(page, 'sign.result.back').click();
    await acceptUnknownRevocation(page);
    await signWith(desk, PIN);
    await page.getByText('署名しました。').first().waitFor();
  });
}, ['chromium']);
