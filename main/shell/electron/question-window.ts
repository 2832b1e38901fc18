import { BrowserWindow, type Session } from 'electron';
import { PAGE_PREFERENCES } from './preferences.ts';

const WIDTH = 520;

/** A window of its own for one question, without preload, in front of the one that waits; shown once its page is there. @param height pixels */
export function questionWindow(parent: BrowserWindow, session: Session, height: number): BrowserWindow {
  const window = new BrowserWindow({
    parent,
    modal: true,
    width: WIDTH,
    height,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...PAGE_PREFERENCES, session, devTools: false, images: false, webgl: false },
  });
  window.once('ready-to-show', () => window.show());
  return window;
}
