import { join } from 'node:path';
import { BrowserWindow, type WebContents } from 'electron';
import { DESK_ORIGIN } from './origins.ts';
import { PAGE_PREFERENCES } from './preferences.ts';

/** Where the visitors' screen is among the screens. */
const KIOSK = '#/kiosk';

const asksForKiosk = (url: string): boolean => url.startsWith(`${DESK_ORIGIN}/`) && URL.parse(url)?.hash === KIOSK;

/**
 * Opens the visitors' screen when the screens of the desk ask for it: one window of our own, which shows that place and knows no opener. Every other
 * window stays shut, and the page itself opens none: what it asked for is denied either way.
 * @param serve gives the window the contract
 */
export function secondScreen(desk: BrowserWindow, serve: (contents: WebContents) => void): Disposable {
  let window: BrowserWindow | null = null;

  function open(): void {
    if (window) {
      window.focus();
      return;
    }
    const { session } = desk.webContents;
    const opened = new BrowserWindow({
      title: 'HPKI Desk',
      width: 1280,
      height: 720,
      autoHideMenuBar: true,
      webPreferences: { ...PAGE_PREFERENCES, session, preload: join(import.meta.dirname, 'preload.cjs') },
    });
    window = opened;
    opened.once('closed', () => {
      window = null;
    });
    serve(opened.webContents);
    opened.loadURL(`${DESK_ORIGIN}/${KIOSK}`).catch((error: unknown) => {
      if (!opened.isDestroyed()) console.error(error);
    });
  }

  desk.webContents.setWindowOpenHandler(({ url }) => {
    if (asksForKiosk(url)) open();
    return { action: 'deny' };
  });
  return { [Symbol.dispose]: () => window?.destroy() };
}
