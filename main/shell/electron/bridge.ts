import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import { CONNECT_CHANNEL, DESK_ORIGIN } from './origins.ts';

/** Whether a message comes from the main frame of our own window showing our own page. */
export function isOurs(event: IpcMainEvent, window: WebContents): boolean {
  const frame = event.senderFrame;
  return event.sender === window && frame !== null && frame === window.mainFrame && frame.origin === DESK_ORIGIN;
}

/** Calls `upgrade` with the port of each connection that our window asks for; every other message is dropped. */
export function acceptConnections(window: WebContents, upgrade: (port: Electron.MessagePortMain) => void): void {
  ipcMain.on(CONNECT_CHANNEL, (event) => {
    const port = event.ports[0];
    if (!port || !isOurs(event, window)) return;
    upgrade(port);
    port.start();
  });
}
