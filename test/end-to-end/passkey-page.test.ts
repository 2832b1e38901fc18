import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditLog } from '../../main/audit/audit-log.ts';
import { openStaffDesk, type StaffDesk } from '../../main/credentials/staff/staff-desk.ts';
import { type DeskServer, serveDesk } from '../../main/shell/browser/desk-server.ts';
import { type PasskeyServer, servePasskeyPages } from '../../main/shell/browser/passkey-page/passkey-server.ts';
import { openStore, type Store } from '../../main/store/store.ts';
import { axeFindings, launchChromium } from '../support/chromium.ts';
import { describeWith } from '../support/needs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FIRST = { name: '見本 花子', roles: ['approver' as const], association: null };

describeWith(['chromium'], 'the passkey page in a real browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let server: PasskeyServer;
  let screensServer: DeskServer;
  let store: Store;
  let desk: StaffDesk;
  let screens: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'index.html'), '<!doctype html><html lang="en"><head><title>screens</title></head><body></body></html>');
    screensServer = await serveDesk({ router: {}, screens: folder, port: 0 });
    server = await servePasskeyPages({ appearance: () => ({ language: 'ja', theme: 'system' }) });
    store = await openStore({ folder: join(folder, 'data') });
    const audit = auditLog(store);
    await audit.begin();
    const none = async (): Promise<never> => {
      throw new Error('no card here');
    };
    const cards = { live: { watch: none, settled: none }, shown: none, openSigner: none, use: none };
    desk = await openStaffDesk({
      store,
      audit,
      passkeys: server,
      cards: { desk: cards as never, trust: none, pinDesk: { ask: none } },
      idleMinutes: () => 10,
    });
    context = await browser.newContext();
    screens = await context.newPage();
    await screens.goto(screensServer.door.origin);
    complaints.length = 0;
  });
  afterEach(async () => {
    await context.close();
    await desk[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await screensServer[Symbol.asyncDispose]();
  });

  /** The address of the page, as the screens learn it. */
  async function pageOf(): Promise<string> {
    for await (const { page } of desk.watch()) if (page) return page;
    throw new Error('no page');
  }

  interface Authenticator {
    readonly cdp: CDPSession;
    readonly id: string;
  }

  /** A key of Chromium's own on one page. */
  async function authenticatorOn(page: Page, change: { readonly isUserVerified?: boolean } = {}): Promise<Authenticator> {
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        ...change,
      },
    });
    return { cdp, id: authenticatorId };
  }

  async function hold({ cdp, id }: Authenticator, credentials: readonly object[]): Promise<void> {
    for (const credential of credentials) await cdp.send('WebAuthn.addCredential', { authenticatorId: id, credential: credential as never });
  }

  /** Opens the page with a key in it. The address works once, so the key is there before. */
  async function visit(credentials: readonly object[] = [], change: { readonly isUserVerified?: boolean } = {}) {
    const address = await pageOf();
    const page = await context.newPage();
    // A page that no script opened cannot close itself; it says instead that it may be closed.
    page.on('console', (message) => message.text().startsWith('Scripts may close only') || complaints.push(message.text()));
    const authenticator = await authenticatorOn(page, change);
    await hold(authenticator, credentials);
    return { address, page, authenticator };
  }

  const keptBy = async ({ cdp, id }: Authenticator) => (await cdp.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials;

  /** Registers the first person; gives what the key keeps. */
  async function register() {
    const adding = desk.add(FIRST, null, null);
    const { address, page, authenticator } = await visit();
    // The page closes itself: what the key keeps is read before it can.
    await page.addInitScript(() => {
      window.close = () => {};
    });
    await page.goto(address);
    const staff = await adding;
    await page.getByRole('status').waitFor();
    const credentials = await keptBy(authenticator);
    await page.close();
    return { staff, credentials };
  }

  it('registers the first person and signs her in', async () => {
    const { staff, credentials } = await register();
    expect(staff.passkeys).toHaveLength(1);
    expect(credentials).toMatchObject([{ rpId: 'localhost', isResidentCredential: true }]);
    expect(Buffer.from(credentials[0]!.userHandle!, 'base64').toString()).toBe(staff.id);

    const signing = desk.signIn();
    const { address, page } = await visit(credentials);
    await page.goto(address);
    expect(await signing).toMatchObject({ state: 'signed-in', by: 'passkey', staff: { id: staff.id } });
    expect(desk.acting().name).toBe(FIRST.name);
    expect(complaints).toEqual([]);
  });

  it('opened by the screens closes itself in the end', async () => {
    const { credentials } = await register();
    const signing = desk.signIn();
    // The page asks as soon as its script runs: it runs when the key is there.
    const keyIsThere = Promise.withResolvers<void>();
    await context.route('**/passkey.js', async (route) => {
      await keyIsThere.promise;
      await route.continue();
    });
    const arriving = context.waitForEvent('page');
    await screens.evaluate((url) => void window.open(url, 'hpki-passkey', 'popup'), await pageOf());
    const page = await arriving;
    await hold(await authenticatorOn(page), credentials);
    const closed = page.waitForEvent('close');
    keyIsThere.resolve();
    expect(await signing).toMatchObject({ state: 'signed-in' });
    await closed;
  });

  it('opened by hand says in the end that it may be closed; and cancelled by hand it gives nothing', async () => {
    await register();
    const signing = desk.signIn();
    signing.catch(() => {});
    const { address, page } = await visit([], { isUserVerified: false });
    await page.goto(address);
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'やめる' }).click();
    await page.getByText('この画面は閉じてかまいません').waitFor();
    await expect(signing).rejects.toMatchObject({ code: 'PASSKEY_REFUSED', detail: { reason: 'cancelled' } });
  });

  it('a key that cannot verify its user gives nothing; the page says so and can ask again', async () => {
    const { credentials } = await register();
    const signing = desk.signIn();
    signing.catch(() => {});
    const { address, page, authenticator } = await visit(credentials, { isUserVerified: false });
    await page.goto(address);
    const warning = page.getByRole('alert');
    await warning.waitFor();
    expect(await warning.textContent()).toContain('パスキーを受け取れませんでした');
    expect(desk.session.state).toBe('none');
    await authenticator.cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator.id, isUserVerified: true });
    await page.getByRole('button', { name: 'パスキーを使う' }).click();
    expect(await signing).toMatchObject({ state: 'signed-in' });
  });

  it('a device that holds a passkey of this person already is told so', async () => {
    const { staff, credentials } = await register();
    const adding = desk.addPasskey(staff.id, 'again', staff);
    adding.catch(() => {});
    const before = await visit(credentials);
    await before.page.goto(before.address);
    // The page of the key that is there comes first, and then that of the new one.
    for await (const { page: shown } of desk.watch()) if (shown && shown !== before.address) break;
    const { address, page } = await visit(credentials);
    const present = page.waitForResponse((response) => response.url().endsWith('/presence'));
    await page.goto(address);
    await present;
    const warning = page.getByRole('alert');
    await warning.waitFor();
    expect(await warning.textContent()).toContain('すでに');
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
    await expect(adding).rejects.toMatchObject({ detail: { reason: 'cancelled' } });
  });

  it('a copy of the key, whose counter stands back, is refused', async () => {
    const { credentials } = await register();
    const signIn = async (signCount: number) => {
      const signing = desk.signIn();
      signing.catch(() => {});
      const { address, page } = await visit(credentials.map((credential) => ({ ...credential, signCount })));
      await page.goto(address);
      return signing.then(
        ({ state }) => state,
        ({ detail }) => detail.reason,
      );
    };
    expect(await signIn(50)).toBe('signed-in');
    expect(await signIn(10)).toBe('counter-back');
    expect(await signIn(60)).toBe('signed-in');
  });
});
