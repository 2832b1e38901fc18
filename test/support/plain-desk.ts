import type { Browser, BrowserContext, Page } from 'playwright-core';
import { VirtualReaderService } from '../../card/transports/virtual/virtual-reader-service.ts';
import { createApplication } from '../../main/api/serve.ts';
import type { Settings } from '../../main/api/schema/application.ts';
import type { Application, ApplicationOptions } from '../../main/application.ts';
import { serveDesk } from '../../main/shell/browser/desk-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A desk in a browser of its own, where nobody is registered. */
export interface PlainDesk extends AsyncDisposable {
  readonly application: Application;
  readonly page: Page;
  readonly context: BrowserContext;
}

/** @param screens folder of the built screens */
export async function openPlainDesk(
  browser: Browser,
  screens: string,
  settings: Partial<Settings> = {},
  more: Partial<ApplicationOptions> = {},
): Promise<PlainDesk> {
  await using undo = new AsyncDisposableStack();
  const options = { shell: 'browser', pinDesk: { ask: async () => null }, readers: new VirtualReaderService(), ...more } as const;
  const { application, router } = undo.use(await createApplication({ ...options, dataFolder: await temporaryFolder() }));
  await application.settings.change(settings);
  const desk = undo.use(await serveDesk({ router, screens, port: 0 }));
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  undo.defer(() => context.close());
  const page = await context.newPage();
  await page.goto(desk.invite());
  const opened = undo.move();
  return { application, page, context, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
