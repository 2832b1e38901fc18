import { app, type Session, type WebContents } from 'electron';

export interface Allowed {
  /** Schemes that pages may load from, each with its colon; nothing reaches a network. */
  readonly schemes: readonly string[];
  /** Origins beside them; their pages may load from nowhere else of that scheme. */
  readonly origins?: readonly string[];
  /** What the address of a file begins with that a page may save on the person's request; nothing unless given. */
  readonly downloads?: string;
}

/** Shuts a session: no permission (camera, notifications, clipboard, ...), no device, no request and no download beyond what is allowed. */
export function guardSession(session: Session, { schemes, origins = [], downloads }: Allowed): void {
  // It would fetch its dictionaries from a server.
  session.setSpellCheckerEnabled(false);
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const { protocol, origin } = new URL(url);
    answer({ cancel: !schemes.includes(protocol) && !origins.includes(origin) });
  });
  session.on('will-download', (event, item) => {
    if (!downloads || !item.getURL().startsWith(downloads)) event.preventDefault();
  });
}

const refuse = (event: Electron.Event) => event.preventDefault();

/** No page opens a window, goes elsewhere or embeds another. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
}

/** Guards every page from its first moment. To be called before the program is ready. */
export function guardEveryPage(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}
