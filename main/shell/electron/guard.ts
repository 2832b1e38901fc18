import { app, type Session, type WebContents } from 'electron';

function refuseEverything(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'] as const) {
    contents.on(name as 'will-navigate', (event) => event.preventDefault());
  }
}

/** Denies windows, navigation and embedded views for every page of the program, from its first moment. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => refuseEverything(contents));
}

/** Denies every permission (camera, notifications, devices, ...) and every network request that leaves the given schemes. */
export function guardSession(session: Session, schemes: readonly string[]): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const scheme = new URL(details.url).protocol;
    answer({ cancel: !schemes.includes(scheme) });
  });
}
