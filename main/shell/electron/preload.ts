import { ipcRenderer } from 'electron';

const CONNECT = 'hpki:connect';

/** Hands the page's one message port to the main process; nothing else of Electron or Node reaches the page. */
window.addEventListener('message', (event) => {
  const port = event.ports[0];
  if (event.source === window && event.data === CONNECT && port) ipcRenderer.postMessage(CONNECT, null, [port]);
});
