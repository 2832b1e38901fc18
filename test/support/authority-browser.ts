import type { Browser, BrowserContext, Page } from 'playwright-core';
import { VirtualReaderService } from '../../card/transports/virtual/virtual-reader-service.ts';
import { createApplication } from '../../main/api/serve.ts';
import type { StaffRole } from '../../main/api/schema/staff.ts';
import type { Application } from '../../main/application.ts';
import { serveDesk } from '../../main/shell/browser/desk-server.ts';
import { servePasskeyPages } from '../../main/shell/browser/passkey-page/passkey-server.ts';
import { servePinPages } from '../../main/shell/browser/pin-page/pin-server.ts';
import { words } from '../../main/words/words.ts';
import { newPasskeyKey, type PasskeyKey, givePasskey } from './passkey-key.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ja = words('ja');
const session = (key: string) => ja(`credentials.screen.session.${key}`);

/** Milliseconds for one thing to come to the screen; the machine may be busy with something else. */
const PATIENCE_MS = 120_000;

/** Somebody of the staff, with the key that the person signs in with. */
export interface Colleague {
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly key: PasskeyKey;
}

export const colleague = (name: string, roles: readonly StaffRole[]): Colleague => ({ name, roles, key: newPasskeyKey() });

/** The program as the browser shell opens it, with its readers and what stands in a browser's window. */
export interface AuthorityBrowser extends AsyncDisposable {
  readonly application: Application;
  readonly readers: VirtualReaderService;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of; what the program refuses is no fault. */
  readonly complaints: readonly string[];
  /** The first person registers with a passkey, sets the second up, and each signs in once; the second one sits at the desk in the end. */
  registerTwo(first: Colleague, second: Colleague): Promise<void>;
  /** Whoever sits at the desk leaves, and this person sits down. */
  change(person: Colleague): Promise<void>;
  /** This person sits down at the desk, where nobody sits. */
  signIn(person: Colleague): Promise<void>;
  /** Leads to a part of the authority's desk by its bar. */
  part(id: string): Promise<void>;
}

/** The browser keeps the page for passkeys shut, so that the screens offer it as a link; other pages open. */
function keepPasskeyPageShut(): void {
  const { open } = window;
  window.open = (address, name, features) => (name === 'hpki-passkey' ? null : open.call(window, address, name, features));
}

/** Ticks a choice by its words. */
export const tick = (page: Page, label: string): Promise<void> =>
  page.locator('.choice-text > span:first-child').getByText(label, { exact: true }).click();

/** Takes an option of a list of choices. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .locator('.select', { has: page.locator('.select-label').getByText(label, { exact: true }) })
    .locator('button')
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Opens the program over a new data folder in test mode, with the demonstration's authority, at the authority's desk. */
export async function openAuthorityBrowser(browser: Browser, screens: string): Promise<AuthorityBrowser> {
  await using undo = new AsyncDisposableStack();
  const dataFolder = await temporaryFolder();
  const appearance = () => ({ language: 'ja', theme: 'light' }) as const;
  const pinDesk = undo.use(await servePinPages({ appearance }));
  const passkeyDesk = undo.use(await servePasskeyPages({ appearance }));
  const readers = new VirtualReaderService();
  const { application, router } = undo.use(await createApplication({ dataFolder, shell: 'browser', pinDesk, passkeyDesk, readers, testCards: true }));
  await application.settings.change({ theme: 'light' });
  await application.insertDemonstrationCard();
  const desk = undo.use(await serveDesk({ router, screens, port: 0 }));
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP' });
  undo.defer(() => context.close());
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.addInitScript(keepPasskeyPageShut);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('status of 422') && complaints.push(message.text()));
  await page.goto(desk.invite());
  await page
    .getByRole('navigation')
    .getByRole('link', { name: ja('frame.workspace.authority'), exact: true })
    .click();

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  /** Gives this person's key on the page that the screens lead to, once it is another than `before`; gives its address. */
  async function give({ key }: Colleague, before: string | null = null): Promise<string> {
    const link = page.getByRole('link', { name: session('open-link'), exact: true });
    if (before !== null) await page.locator(`a[href^="http://localhost"]:not([href="${before}"])`).waitFor();
    const address = (await link.getAttribute('href'))!;
    await givePasskey(context, address, key);
    return address;
  }

  async function signIn(person: Colleague): Promise<void> {
    await press(session('passkey'));
    await give(person);
    await page.locator('.workspace-bar-who').getByText(person.name, { exact: true }).waitFor();
  }

  async function change(person: Colleague): Promise<void> {
    await press(session('sign-out'));
    await signIn(person);
  }

  async function part(id: string): Promise<void> {
    const title = ja(`credentials.screen.parts.${id}`);
    await page
      .getByRole('navigation', { name: ja('credentials.screen.parts-label') })
      .getByRole('link', { name: title, exact: true })
      .click();
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  }

  async function fill({ name, roles }: Colleague, already: readonly StaffRole[]): Promise<void> {
    await page.getByLabel(ja('credentials.screen.staff.name'), { exact: true }).fill(name);
    for (const role of new Set([...roles, ...already]))
      if (roles.includes(role) !== already.includes(role)) await tick(page, ja(`credentials.role.${role}`));
  }

  async function registerTwo(first: Colleague, second: Colleague): Promise<void> {
    await fill(first, ['approver', 'examiner']);
    await press(session('first-add'));
    await give(first);
    await signIn(first);
    await part('staff');
    const panel = page.locator('.side-panel');
    await press(ja('credentials.screen.staff.add'));
    await fill(second, ['reception']);
    await panel.getByRole('button', { name: ja('credentials.screen.staff.add'), exact: true }).click();
    await press(second.name);
    await panel.getByLabel(ja('credentials.screen.staff.passkey-name')).fill('鍵');
    await panel.getByRole('button', { name: ja('credentials.screen.staff.add-passkey'), exact: true }).click();
    await give(second);
    await page.getByText(ja('credentials.screen.staff.passkey-added', { name: second.name })).waitFor();
    await press(session('sign-out'));
    await press(session('passkey'));
    await give(second);
    await page.getByRole('heading', { name: session('own-key') }).waitFor();
    await page.getByLabel(ja('credentials.screen.staff.passkey-name')).fill('自分の鍵');
    await press(ja('credentials.screen.staff.add-passkey'));
    // The key that she has, and then the one that takes its place.
    await give(second, await give(second));
    await page.locator('.workspace-bar-who').getByText(second.name, { exact: true }).waitFor();
  }

  const opened = undo.move();
  return {
    ...{ application, readers, context, page, complaints },
    ...{ registerTwo, change, signIn, part },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
