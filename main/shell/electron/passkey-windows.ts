import { type BrowserWindow, type Session, session as sessions } from 'electron';
import type { PasskeyDesk } from '../../credentials/staff/passkey-desk.ts';
import type { Appearance } from '../browser/one-time-pages.ts';
import { servePasskeyPages } from '../browser/passkey-page/passkey-server.ts';
import { guardSession } from './guard.ts';
import { questionWindow } from './question-window.ts';

const HEIGHT = 520;

export interface PasskeyWindowsOptions {
  /** The window that waits while a passkey is asked for. */
  readonly parent: BrowserWindow;
  readonly appearance: () => Appearance;
}

type Announce = (page: string | null) => void;

/** A session in memory that reaches nothing but the passkey pages of this process. */
function passkeySession(origin: string): Session {
  const session = sessions.fromPartition('passkey', { cache: false });
  guardSession(session, { schemes: [], origins: [origin] });
  return session;
}

/**
 * Asks for each passkey in a window of its own, without preload, which shows the loopback page of the browser shell: custom schemes have no RP ID.
 * Closing the window cancels, and so does a crash of its page.
 */
export async function passkeyWindows({ parent, appearance }: PasskeyWindowsOptions): Promise<PasskeyDesk & AsyncDisposable> {
  const pages = await servePasskeyPages({ appearance });
  const session = passkeySession(pages.origin);

  async function inWindow<T>(
    ask: (signal: AbortSignal, announce: Announce) => Promise<T | null>,
    signal: AbortSignal,
    announce: Announce,
  ): Promise<T | null> {
    const stop = new AbortController();
    const window = questionWindow(parent, session, HEIGHT);
    let left = false;
    const leave = () => {
      left = true;
      stop.abort();
    };
    window.once('closed', leave);
    window.webContents.once('render-process-gone', leave);
    const show: Announce = (page) => {
      window.loadURL(page!).catch((cause: unknown) => stop.abort(cause));
      announce(null);
    };
    try {
      return await ask(AbortSignal.any([signal, stop.signal]), show);
    } catch (error) {
      if (left) return null;
      throw error;
    } finally {
      if (!window.isDestroyed()) window.destroy();
    }
  }

  return {
    origin: pages.origin,
    rpId: pages.rpId,
    register: (options, signal, announce) => inWindow((until, show) => pages.register(options, until, show), signal, announce),
    authenticate: (options, signal, announce, purpose) =>
      inWindow((until, show) => pages.authenticate(options, until, show, purpose), signal, announce),
    [Symbol.asyncDispose]: () => pages[Symbol.asyncDispose](),
  };
}
