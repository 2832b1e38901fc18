import { join } from 'node:path';
import { BrowserWindow, session as sessions } from 'electron';
import { answer } from '../browser/answer.ts';
import { staticFiles } from '../browser/static-files.ts';
import { guardSession } from './guard.ts';
import { DESK_ORIGIN } from './origins.ts';
import { PAGE_PREFERENCES } from './preferences.ts';

/**
 * The window of the screens, not yet loaded. Its session lives in memory, so that nothing of a document rests in a browser's cache; copies
 * that a person saves are the only downloads.
 * @param screens folder of the built screens
 */
export function deskWindow(screens: string): BrowserWindow {
  const session = sessions.fromPartition('desk', { cache: false });
  const files = staticFiles(screens);
  guardSession(session, { schemes: ['app:', 'blob:', 'data:'], downloads: `blob:${DESK_ORIGIN}/` });
  session.protocol.handle('app', async ({ url }) => (url.startsWith(`${DESK_ORIGIN}/`) ? files(url) : answer(404, 'not found')));
  const window = new BrowserWindow({
    title: 'HPKI Desk',
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...PAGE_PREFERENCES, session, preload: join(import.meta.dirname, 'preload.cjs') },
  });
  window.once('ready-to-show', () => window.show());
  const { webContents } = window;
  // A document may exhaust the page that shows it. The program goes on, so the screens come back; a crash while they load is not repeated.
  webContents.on('did-finish-load', () => webContents.once('render-process-gone', () => webContents.reload()));
  return window;
}
