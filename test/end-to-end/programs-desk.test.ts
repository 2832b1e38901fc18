import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { words } from '../../main/words/words.ts';
import { loadTestAuthority } from '../../pki/test-authority/folder.ts';
import { samplePdfBytes } from '../renderer/double/sample-pdf.ts';
import { acceptingOptions } from '../support/authority.ts';
import { axeFindings, clickLabel, launchChromium } from '../support/chromium.ts';
import { hpki } from '../support/command-line.ts';
import { type DeskProcess, startDesk } from '../support/desk-process.ts';
import { freePorts } from '../support/free-ports.ts';
import { describeWith } from '../support/needs.ts';
import { ProgramCaller } from '../support/program-caller.ts';
import { type RelyingParty, startRelyingParty } from '../support/relying-party/relying-party.ts';

const PIN = '1234';
const pictures = join(import.meta.dirname, '../../test-results/programs');
const ja = words('ja');

describeWith(['chromium'], 'other programs and the program, in a real browser', () => {
  let browser: Browser;
  let folder: string;
  let desk: DeskProcess;
  let context: BrowserContext;
  let page: Page;
  let record: ProgramCaller;
  let port: number;
  const undo = new AsyncDisposableStack();

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'hpki-programs-'));
    undo.defer(() => rm(folder, { recursive: true, force: true }));
    browser = await launchChromium();
    undo.defer(() => browser.close());
    desk = undo.use(await startDesk(folder));
    port = await freePorts(1);
    record = new ProgramCaller(port);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP' });
    page = await context.newPage();
    await page.goto(desk.address);
    await button('card.demonstration.insert').click();
    await page.getByText('見本　花子さんのカードを読み取りました。').waitFor();
  });
  afterAll(() => undo.disposeAsync());

  const button = (key: string, values = {}, at: Page = page) => at.getByRole('button', { name: ja(key, values), exact: true });
  const settings = () => page.evaluate(() => (location.hash = '#/settings/programs'));

  async function shown(name: string): Promise<void> {
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    expect(await axeFindings(page), name).toEqual([]);
  }

  /** Allows what asks to be connected. @returns the code on the screen */
  async function allow(): Promise<string> {
    await button('programs.settings.pair.allow').click();
    return (await page.locator('.program-code').textContent())!;
  }

  async function typePin(start: () => Promise<void>): Promise<void> {
    const arriving = context.waitForEvent('page');
    await start();
    const entry = await arriving;
    await entry.locator('input[type=password]').pressSequentially(PIN);
    const closed = entry.waitForEvent('close');
    await entry.locator('button[type=submit]').click({ noWaitAfter: true });
    await closed;
  }

  it('is opened in the settings, and a record system is connected by the code on the screen', async () => {
    await settings();
    await page.getByLabel(ja('programs.settings.port')).fill(String(port));
    await button('programs.settings.port-save').click();
    await clickLabel(page.getByRole('switch', { name: ja('programs.settings.on') }));
    await page.getByText(ja('programs.settings.open', { address: `http://127.0.0.1:${port}` })).waitFor();
    await button('programs.settings.pair.open').click();
    await page.getByText(ja('programs.settings.pair.waiting'), { exact: true }).waitFor();
    const { body } = await record.call('POST', '/v1/pairings', { name: '見本電子カルテ', permissions: ['sign', 'verify', 'card'] });
    await button('programs.settings.pair.allow').waitFor();
    await shown('pairing-asked');
    const code = await allow();
    await shown('pairing-code');
    const done = await record.call('POST', `/v1/pairings/${body.id}/code`, { code });
    record.token = done.body.token;
    await page.getByText(ja('programs.settings.pair.done', { program: '見本電子カルテ' })).waitFor();
    await shown('connected');
  });

  it('asks for a signature: the person sees who asks and the document, signs with the PIN, and the caller gets bytes that verify', async () => {
    await page.evaluate(() => (location.hash = '#/documents'));
    const pdf = await samplePdfBytes();
    const asked = await record.ask('sign', { name: '紹介状.pdf', content: Buffer.from(pdf).toString('base64') });
    expect(asked.status).toBe(202);
    await page.getByText(ja('programs.notice.sign', { program: '見本電子カルテ' })).waitFor();
    await shown('sign-notice');
    await button('programs.notice.open').click();
    await page.locator('canvas').first().waitFor();
    await page.getByText(ja('programs.signing.asked-by', { program: '見本電子カルテ' })).waitFor();
    await shown('sign-asked');
    await typePin(() => page.getByRole('button', { name: /署名する$/ }).click());
    const { body } = await record.state(asked.body.id, 25);
    expect(body).toMatchObject({ state: 'done', result: { format: 'pades', test: true } });
    const signed = Buffer.from(body.result.content, 'base64');
    expect(signed.subarray(0, pdf.length).equals(Buffer.from(pdf))).toBe(true);
    const file = join(folder, 'received.pdf');
    await writeFile(file, signed);
    const trust = join(folder, 'demonstration/authority');
    const verified = await hpki([
      'verify',
      file,
      '--trust',
      join(trust, 'root.cer'),
      '--chain',
      trust,
      '--crl',
      trust,
      '--test-cards',
      '--offline',
      '--data',
      join(folder, 'empty'),
    ]);
    expect(verified.json).toMatchObject({ conclusion: 'TOTAL-PASSED', signatures: [{ intact: true, coversWholeDocument: true }] });
    await button('sign.result.next').click();
  });

  it('is accepted, and found again when the screens are loaded anew; it can still be declined', async () => {
    await page.evaluate(() => (location.hash = '#/documents'));
    const { id } = (await record.ask('sign', { name: '報告書.pdf', content: Buffer.from(await samplePdfBytes()).toString('base64') })).body;
    await button('programs.notice.open').click();
    await page.locator('canvas').first().waitFor();
    await page.reload();
    await page.getByText(ja('programs.notice.accepted', { name: '報告書.pdf' })).waitFor();
    await shown('sign-accepted');
    await button('programs.notice.open').click();
    await page.locator('canvas').first().waitFor();
    await page.getByText(ja('programs.signing.asked-by', { program: '見本電子カルテ' })).waitFor();
    expect((await record.state(id)).body).toMatchObject({ state: 'accepted' });
    await page.reload();
    await button('programs.notice.decline').click();
    expect((await record.state(id, 20)).body).toMatchObject({ state: 'declined' });
  });

  it('asks for two signatures: each counts as looked at once it was drawn, and both can be signed', async () => {
    await page.evaluate(() => (location.hash = '#/documents'));
    const content = Buffer.from(await samplePdfBytes()).toString('base64');
    await record.ask('sign', { name: '一通目.pdf', content });
    await button('programs.notice.open').click();
    await page.locator('.pdf-page figcaption:not(:empty)').first().waitFor({ state: 'attached' });
    await record.ask('sign', { name: '二通目.txt', content: Buffer.from('経過は良好です。').toString('base64') });
    await button('programs.notice.open').click();
    await page.getByText('経過は良好です。').waitFor();
    await page.getByRole('button', { name: ja('sign.action.sign-many', { count: 2 }), exact: true, disabled: false }).waitFor();
    await page.getByText(ja('sign.document.seen'), { exact: true }).nth(1).waitFor();
    await shown('sign-both-seen');
  });

  it('asks what the card says, and is declined', async () => {
    const { id } = (await record.ask('card', {})).body;
    await page.getByText(ja('programs.notice.card', { program: '見本電子カルテ' })).waitFor();
    await button('programs.notice.decline').click();
    expect((await record.state(id, 20)).body).toMatchObject({ state: 'declined' });
  });

  const trust = async () => {
    const authority = await loadTestAuthority(join(folder, 'demonstration/authority'));
    return { ...acceptingOptions(authority, new Date()), chain: [authority.keys.authentication.certificate] };
  };

  async function openParty(expects?: string): Promise<{ readonly party: RelyingParty; readonly site: Page }> {
    const party = undo.use(await startRelyingParty({ trust, ...(expects && { expects }) }));
    const elsewhere = await browser.newContext();
    undo.defer(() => elsewhere.close());
    const site = await elsewhere.newPage();
    await site.goto(party.origin);
    await site.locator('#port').fill(String(port));
    return { party, site };
  }

  async function connect(site: Page): Promise<void> {
    await settings();
    await button('programs.settings.pair.open').click();
    await page.getByText(ja('programs.settings.pair.waiting'), { exact: true }).waitFor();
    await site.locator('#connect').click();
    await button('programs.settings.pair.allow').waitFor();
    await site.locator('#code').fill(await allow());
    await site.locator('#confirm').click();
    await site.getByText('つながりました。').waitFor();
  }

  async function logIn(site: Page, origin: string): Promise<void> {
    await site.locator('#login').click();
    await button('programs.notice.log-in').click();
    await page.locator('.login-origin', { hasText: origin }).waitFor();
    await page.getByText('見本　花子').last().waitFor();
    await typePin(() => button('programs.login.start').click());
    await page.getByText(ja('programs.login.done', { origin })).waitFor();
  }

  it('logs in at a web application with the card, whose verifier names the holder', async () => {
    const { party, site } = await openParty();
    await site.locator('#connect').click();
    await site.getByText('Failed to fetch').waitFor();
    await connect(site);
    await logIn(site, party.origin);
    await shown('login-done');
    await site.getByText('見本　花子さん、こんにちは。').waitFor();
    expect(party.logins).toMatchObject([{ conclusion: 'TOTAL-PASSED', test: true, holder: { nameKanji: '見本　花子' } }]);
  });

  it('a token for one site lets nobody into another', async () => {
    const { party, site } = await openParty('https://bank.example');
    await connect(site);
    await logIn(site, party.origin);
    await site.getByText('TOTAL-FAILED').waitFor();
    expect(party.logins[0]).toMatchObject({ conclusion: 'TOTAL-FAILED', subIndication: 'SIG_CRYPTO_FAILURE' });
  });

  it('is disconnected, and its token is worth nothing', async () => {
    await settings();
    await button('programs.settings.callers.remove-named', { program: '見本電子カルテ' }).click();
    await button('programs.settings.callers.remove').click();
    await page.getByText(ja('programs.settings.callers.removed', { program: '見本電子カルテ' })).waitFor();
    expect((await record.call('GET', '/v1/self')).status).toBe(401);
  });
});
