import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { words } from '../../main/words/words.ts';
import type { IssuedCertificate } from '../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../pki/test-authority/create.ts';
import { DOCTOR } from '../support/authority.ts';
import { clickLabel, launchChromium } from '../support/chromium.ts';
import { button, type DeskInBrowser, goTo, ja, openDesk, shown } from '../support/desk-browser.ts';
import { describeWith } from '../support/needs.ts';
import { buildPdf } from '../support/pdf.ts';
import { pdfsig } from '../support/pdfsig.ts';
import { REMOTE_CLIENT, REMOTE_PIN, type RemoteService, remoteService } from '../support/remote-service.ts';

const READER = '地域サービス (CSC)';
const en = words('en');

describeWith(['chromium', 'pdfsig'], 'a key at a service, in a real browser', () => {
  let browser: Browser;
  let key: IssuedCertificate;
  let folder: string;

  beforeAll(async () => {
    const now = new Date();
    key = (await (await createTestAuthority({ now })).issueCertificates(DOCTOR, now)).signature;
    browser = await launchChromium();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hpki-desk-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  afterAll(async () => {
    await browser?.close();
  });

  const openKeys = async (page: Page) => {
    await goTo(page, 'frame.workspace.settings');
    await clickLabel(page.getByRole('switch', { name: ja('settings.test-mode') }));
    await page.getByRole('tab', { name: ja('settings.parts.keys') }).click();
  };
  const fill = (page: Page, label: string, value: string) => page.getByLabel(ja(`keys.remote.${label}`), { exact: true }).fill(value);
  async function enter(page: Page, base: string): Promise<void> {
    await button(page, 'keys.remote.add').click();
    await fill(page, 'name', '地域サービス');
    await fill(page, 'base', base);
    await fill(page, 'client', REMOTE_CLIENT);
    await button(page, 'keys.remote.save').click();
  }

  /** Opens the page of the service and allows what it asks. */
  async function allow({ page, context }: DeskInBrowser, picture?: string): Promise<void> {
    const arriving = context.waitForEvent('page');
    await page.getByRole('link', { name: ja('keys.remote.open') }).click();
    const there = await arriving;
    await there.locator('#allow').click();
    await there.getByText(ja('keys.remote.back')).waitFor();
    await there.getByText(en('keys.remote.back')).waitFor();
    if (picture) await shown(there, picture);
    await there.close();
  }
  async function connect(desk: DeskInBrowser, service: RemoteService): Promise<void> {
    await openKeys(desk.page);
    await enter(desk.page, service.base);
    await desk.page.getByText(ja('keys.remote.added')).waitFor();
    await button(desk.page, 'keys.remote.connect-named', { service: '地域サービス' }).click();
    await allow(desk);
    await desk.page.getByText(ja('keys.remote.connected-now', { count: 1 })).waitFor();
  }
  /** A picture of the same in English; Japanese afterwards. */
  async function inEnglish(page: Page, picture: string): Promise<void> {
    const to = async (language: string, from: typeof en, back: typeof en) => {
      await page
        .getByRole('navigation')
        .getByRole('link', { name: from('frame.workspace.settings'), exact: true })
        .click();
      await page.getByRole('tab', { name: from('settings.parts.general') }).click();
      await page.getByRole('button', { name: new RegExp(from('settings.language')) }).click();
      await page.getByRole('option', { name: language }).click();
      await page
        .getByRole('navigation')
        .getByRole('link', { name: back('frame.workspace.sign'), exact: true })
        .click();
    };
    await to('English', ja, en);
    await page.locator('canvas').first().waitFor();
    await shown(page, picture);
    await to('日本語', en, ja);
  }
  async function putLetters(page: Page, count: number): Promise<void> {
    const files = Array.from({ length: count }, (_, index) => join(folder, `letter-${index}.pdf`));
    for (const file of files) await writeFile(file, buildPdf());
    await goTo(page, 'frame.workspace.sign');
    await page.locator('input[type=file]').setInputFiles(files);
    await page.locator('canvas').first().waitFor();
    for (let seen = 1; seen < count; seen += 1) {
      await button(page, 'sign.document.next').click();
      await page.getByText(`letter-${seen}.pdf`).first().waitFor();
      await page.locator('canvas').first().waitFor();
    }
    await page.getByText(ja('sign.revocation.accept')).click();
  }

  it('is entered, connected in the settings, shown in both languages, and forgotten', async () => {
    await using service = await remoteService({ key, page: true });
    await using desk = await openDesk(browser, folder);
    const { page } = desk;
    await openKeys(page);
    await page.getByText(ja('keys.remote.note')).waitFor();
    await enter(page, 'http://service.example/csc/v2');
    await page.getByText(ja('errors.REMOTE_ADDRESS_UNFIT.heading')).waitFor();
    await button(page, 'keys.remote.save').scrollIntoViewIfNeeded();
    await shown(page, 'remote/refused');
    await fill(page, 'base', service.base);
    await button(page, 'keys.remote.save').click();
    await page.getByText(ja('keys.remote.added')).waitFor();
    await button(page, 'keys.remote.connect-named', { service: '地域サービス' }).click();
    await page.getByText(ja('keys.remote.visit-note')).scrollIntoViewIfNeeded();
    await shown(page, 'remote/visit');
    await allow(desk, 'remote/back');
    await page.getByText(ja('keys.remote.connected-now', { count: 1 })).scrollIntoViewIfNeeded();
    await shown(page, 'remote/connected');
    await page.getByRole('tab', { name: ja('settings.parts.general') }).click();
    await page.getByRole('button', { name: new RegExp(ja('settings.language')) }).click();
    await page.getByRole('option', { name: 'English' }).click();
    await page.getByRole('tab', { name: en('settings.parts.keys') }).click();
    await page.getByText(en('keys.remote.connected'), { exact: true }).scrollIntoViewIfNeeded();
    await shown(page, 'remote/connected-en');
    expect(service.tokens.size).toBe(1);
    await page.getByRole('button', { name: en('keys.remote.disconnect'), exact: true }).click();
    await page.getByText(en('keys.remote.disconnected')).waitFor();
    expect(service.tokens.size).toBe(0);
  });

  it('that names another host as its sign-in is connected only after both hosts were shown and allowed', async () => {
    await using service = await remoteService({ key, page: true });
    service.fault = 'sign-in-elsewhere';
    await using desk = await openDesk(browser, folder);
    const { page } = desk;
    await openKeys(page);
    await enter(page, service.base);
    await page.getByText(ja('errors.REMOTE_SIGN_IN_ELSEWHERE.heading')).waitFor();
    const hosts = () => Promise.all([service.host, service.otherHost].map((host) => page.locator('dd', { hasText: host }).waitFor()));
    await hosts();
    await button(page, 'keys.remote.allow').scrollIntoViewIfNeeded();
    await shown(page, 'remote/elsewhere');
    await page.getByRole('tab', { name: ja('settings.parts.general') }).click();
    await page.getByRole('button', { name: new RegExp(ja('settings.language')) }).click();
    await page.getByRole('option', { name: 'English' }).click();
    await page.getByRole('tab', { name: en('settings.parts.keys') }).click();
    await page.getByRole('button', { name: en('keys.remote.allow') }).scrollIntoViewIfNeeded();
    await shown(page, 'remote/elsewhere-en');
    await page.getByRole('tab', { name: en('settings.parts.general') }).click();
    await page.getByRole('button', { name: new RegExp(en('settings.language')) }).click();
    await page.getByRole('option', { name: '日本語' }).click();
    await page.getByRole('tab', { name: ja('settings.parts.keys') }).click();
    expect(service.seen.every(({ path }) => path === 'info')).toBe(true);
    await button(page, 'keys.remote.allow').click();
    await page.getByText(ja('keys.remote.visit')).waitFor();
    await hosts();
    await page.getByText(ja('keys.remote.visit-note')).scrollIntoViewIfNeeded();
    await shown(page, 'remote/visit-elsewhere');
    await allow(desk);
    await page.getByText(ja('keys.remote.connected-now', { count: 1 })).waitFor();
    expect(await page.getByText(ja('errors.REMOTE_SIGN_IN_ELSEWHERE.heading')).count()).toBe(0);
  });

  it('is no card: nothing of it is asked of a reader', async () => {
    await using service = await remoteService({ key, page: true });
    await using desk = await openDesk(browser, folder);
    const { page } = desk;
    await connect(desk, service);
    await goTo(page, 'frame.workspace.card');
    await page.getByText(ja('card.answer.key', { name: DOCTOR.nameKanji, reader: READER })).waitFor();
    await page.getByText(ja('fitness.forms.title')).waitFor();
    expect(await page.getByText(ja('fitness.title'), { exact: true }).count()).toBe(0);
    expect(await page.getByText(ja('fitness.forms.use-card'), { exact: true }).count()).toBe(0);
    await button(page, 'card.refresh').click();
    await page.getByText(ja('card.answer.key', { name: DOCTOR.nameKanji, reader: READER })).waitFor();
    expect(await page.getByText('READER_NOT_FOUND').count()).toBe(0);
    await shown(page, 'remote/card');
  });

  it('that does not say what became of a PIN is not sent it again in haste', async () => {
    await using service = await remoteService({ key, page: true });
    await using desk = await openDesk(browser, folder);
    const { page, context } = desk;
    await connect(desk, service);
    await putLetters(page, 1);
    service.fault = 'activation-refused';
    const arriving = context.waitForEvent('page');
    await page.getByRole('button', { name: /署名する$/ }).click();
    const entry = await arriving;
    await entry.locator('input[type=password]').pressSequentially(REMOTE_PIN);
    await clickLabel(entry.locator('input[type=checkbox]'));
    const closed = entry.waitForEvent('close');
    await entry.locator('button[type=submit]').click({ noWaitAfter: true });
    await closed;
    await page.getByText(ja('errors.REMOTE_PIN_OUTCOME_UNKNOWN.heading')).first().waitFor();
    await shown(page, 'remote/outcome-unknown');
    expect(service.typed).toHaveLength(1);
  });

  it('signs what is seen, with the PIN of the service on the page for PINs', async () => {
    await using service = await remoteService({ key, page: true });
    await using desk = await openDesk(browser, folder);
    const { page, context } = desk;
    await connect(desk, service);
    await putLetters(page, 1);
    await page.getByText(ja('sign.who.remote', { host: service.host })).waitFor();
    await shown(page, 'remote/sign');
    await inEnglish(page, 'remote/sign-en');
    const arriving = context.waitForEvent('page');
    await page.getByRole('button', { name: /署名する$/ }).click();
    const entry = await arriving;
    await entry.locator('input[type=password]').pressSequentially(REMOTE_PIN);
    await clickLabel(entry.locator('input[type=checkbox]'));
    await shown(entry, 'remote/pin');
    const closed = entry.waitForEvent('close');
    await entry.locator('button[type=submit]').click({ noWaitAfter: true });
    await closed;
    await page.getByText(ja('sign.result.next')).waitFor();
    await shown(page, 'remote/signed');
    expect(pdfsig(join(folder, 'signed/letter-0-signed.pdf'))).toMatchObject([{ valid: true, total: true }]);
  });

  it('is allowed at the page of the service for each document where the key wants that, which is said before', async () => {
    await using service = await remoteService({ key, page: true, way: 'browser' });
    await using desk = await openDesk(browser, folder);
    const { page } = desk;
    await connect(desk, service);
    await putLetters(page, 2);
    await page.getByText(ja('sign.who.remote-each.browser', { count: 2 })).waitFor();
    await shown(page, 'remote/sign-two');
    await page.getByRole('button', { name: /署名する$/ }).click();
    await page.getByText(ja('sign.progress.in-browser')).waitFor();
    await shown(page, 'remote/allow');
    await inEnglish(page, 'remote/allow-en');
    await allow(desk);
    await expect.poll(() => service.seen.filter(({ path }) => path === 'signatures/signHash').length).toBe(1);
    await page.getByText(ja('sign.progress.in-browser')).waitFor();
    await allow(desk);
    await page.getByText(ja('sign.result.next')).waitFor();
    for (const name of ['letter-0', 'letter-1'])
      expect(pdfsig(join(folder, `signed/${name}-signed.pdf`))).toMatchObject([{ valid: true, total: true }]);
  });

  it('that nobody can reach says so, and the rest goes on', async () => {
    const service = await remoteService({ key });
    const { base } = service;
    await service[Symbol.asyncDispose]();
    await using desk = await openDesk(browser, folder);
    const { page } = desk;
    await openKeys(page);
    await enter(page, base);
    await button(page, 'keys.remote.connect-named', { service: '地域サービス' }).click();
    await page.getByText(ja('errors.NETWORK_REFUSED.heading')).scrollIntoViewIfNeeded();
    await shown(page, 'remote/away');
    await goTo(page, 'frame.workspace.sign');
    await page.locator('input[type=file]').waitFor({ state: 'attached' });
    expect(await page.getByText(READER).count()).toBe(0);
  });
});
