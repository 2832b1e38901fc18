import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { IpcMainEvent, WebContents } from 'electron';
import { CONNECT_CHANNEL, DESK_ORIGIN } from './origins.ts';

/** Whether a message comes from the main frame of a window, and that frame shows our screens. */
export function isOurs({ senderFrame: frame }: Pick<IpcMainEvent, 'senderFrame'>): boolean {
  return frame !== null && frame.parent === null && frame.origin === DESK_ORIGIN;
}

/** Serves the contract on each port that the screens of this one window send; every other port is closed. */
export function serveContract(contents: WebContents, router: AnyRouter): void {
  const rpc = new RPCHandler(router);
  contents.ipc.on(CONNECT_CHANNEL, (event) => {
    const [port] = event.ports;
    if (!port) return;
    if (!isOurs(event)) return port.close();
    rpc.upgrade(port, { context: {} });
    port.start();
  });
}
