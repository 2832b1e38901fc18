import { type BrowserWindow, type Session, session as sessions } from 'electron';
import type { PinDesk } from '../../signing/pin-desk.ts';
import type { Appearance } from '../browser/one-time-pages.ts';
import { type PinPages, pinPages } from '../browser/pin-page/pin-pages.ts';
import { guardSession } from './guard.ts';
import { PIN_ORIGIN } from './origins.ts';
import { questionWindow } from './question-window.ts';

const HEIGHT = 680;

export interface PinWindowsOptions {
  /** The window that waits while the PIN is asked. */
  readonly parent: BrowserWindow;
  readonly appearance: () => Appearance;
}

/** A session in memory that reaches nothing but the PIN pages of this process. */
function pinSession(pages: PinPages): Session {
  const session = sessions.fromPartition('pin', { cache: false });
  guardSession(session, { schemes: ['pin:'] });
  session.protocol.handle('pin', ({ method, url, headers, body }) =>
    pages.answer({ method, path: new URL(url).pathname, headers, body: body as AsyncIterable<Uint8Array> | null }),
  );
  return session;
}

function pinWindow(parent: BrowserWindow, session: Session): BrowserWindow {
  const window = questionWindow(parent, session, HEIGHT);
  window.setContentProtection(true);
  return window;
}

/**
 * Asks each PIN in a window of its own, without preload, whose process ends with the answer. Closing the window cancels, and so does a crash of
 * its page.
 */
export function pinWindows({ parent, appearance }: PinWindowsOptions): PinDesk & Disposable {
  const pages = pinPages({ appearance });
  const session = pinSession(pages);
  return {
    async ask(request, signal, announce) {
      const broken = new AbortController();
      const entry = pages.open(request, AbortSignal.any([signal, broken.signal]));
      const window = pinWindow(parent, session);
      window.once('closed', () => entry.answer(null));
      window.webContents.once('render-process-gone', () => entry.answer(null));
      window.loadURL(`${PIN_ORIGIN}${entry.path}`).catch((cause: unknown) => {
        if (!window.isDestroyed()) broken.abort(cause);
      });
      announce(null);
      try {
        return await entry.answered;
      } finally {
        if (!window.isDestroyed()) window.destroy();
      }
    },
    [Symbol.dispose]: () => pages[Symbol.dispose](),
  };
}
