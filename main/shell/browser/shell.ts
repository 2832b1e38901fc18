import { join } from 'node:path';
import type { Application } from '../../application.ts';
import { createApplication } from '../../api/serve.ts';
import { systemDesktop } from './desktop.ts';
import { serveDesk } from './desk-server.ts';
import { findBrowser, windowObstacle } from './find-browser.ts';
import { openProgramDoor } from '../programs/program-door.ts';
import { servePasskeyPages } from './passkey-page/passkey-server.ts';
import { servePinPages } from './pin-page/pin-server.ts';
import { openWindow } from './window.ts';

export interface BrowserShellOptions {
  readonly dataFolder: string;
  /** Folder of the built screens. */
  readonly screens: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Whether to open a window where that is possible. */
  readonly window: boolean;
  /** Ends the program. */
  readonly signal: AbortSignal;
  /** Receives the address that opens the program once, and why no window opens by itself. */
  readonly onReady: (address: string, noWindow: 'root' | 'no-display' | 'no-browser' | 'not-wanted' | null) => void;
}

/** A browser that hands over to one that runs already ends at once; its window is still there. */
const HANDED_OVER_MS = 3000;

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));

/** Runs the program in a browser of this computer until its window is closed or the signal aborts. */
export async function runBrowserShell({ dataFolder, screens, port, window, signal, onReady }: BrowserShellOptions): Promise<void> {
  await using open = new AsyncDisposableStack();
  let application: Application | null = null;
  const appearance = () => application?.settings.current ?? ({ language: 'ja', theme: 'system' } as const);
  const pinDesk = open.use(await servePinPages({ appearance }));
  const passkeyDesk = open.use(await servePasskeyPages({ appearance }));
  const desktop = windowObstacle() ? null : systemDesktop;
  const made = open.use(await createApplication({ dataFolder, shell: 'browser', pinDesk, passkeyDesk, desktop, openProgramDoor }));
  application = made.application;
  const desk = open.use(await serveDesk({ router: made.router, screens, port }));

  const browser = findBrowser();
  const obstacle = !window ? 'not-wanted' : (windowObstacle() ?? (browser ? null : 'no-browser'));
  onReady(desk.invite(), obstacle);
  if (obstacle || !browser) return await aborted(signal);
  const began = performance.now();
  await openWindow(browser, desk.invite(), join(made.application.store.folder.root, 'browser'), signal);
  if (performance.now() - began < HANDED_OVER_MS) await aborted(signal);
}
