import { ipcRenderer } from 'electron';
import { CONNECT_CHANNEL, DESK_ORIGIN } from './origins.ts';

/** Hands the page's message port to the main process; nothing else of Electron or Node reaches the page. */
window.addEventListener('message', ({ source, origin, data, ports: [port] }) => {
  if (source === window && origin === DESK_ORIGIN && data === CONNECT_CHANNEL && port) ipcRenderer.postMessage(CONNECT_CHANNEL, null, [port]);
});
