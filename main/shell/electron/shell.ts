import { once } from 'node:events';
import { app, type BrowserWindow, Menu } from 'electron';
import { createApplication } from '../../api/serve.ts';
import type { Application } from '../../application.ts';
import { openProgramDoor } from '../programs/program-door.ts';
import { serveContract } from './bridge.ts';
import type { HpkiAddresses } from './hpki-addresses.ts';
import { deskWindow } from './desk-window.ts';
import { electronDesktop } from './desktop.ts';
import { applicationMenu } from './menu.ts';
import { DESK_ORIGIN } from './origins.ts';
import { startUtilityProcess } from './module-port.ts';
import { passkeyWindows } from './passkey-windows.ts';
import { pinWindows } from './pin-windows.ts';
import { secondScreen } from './second-screen.ts';
import { systemSecrets } from './secrets.ts';
import { systemProxy } from './system-proxy.ts';

export interface ElectronShellOptions {
  readonly dataFolder: string;
  /** Folder of the built screens. */
  readonly screens: string;
  /** `hpki:` addresses that were opened. */
  readonly addresses: HpkiAddresses;
  /** Ends the program. */
  readonly signal: AbortSignal;
}

function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

async function load(window: BrowserWindow): Promise<void> {
  await window.loadURL(`${DESK_ORIGIN}/`).catch((error: unknown) => {
    if (!window.isDestroyed()) throw error;
  });
}

/** Runs the program in Electron windows until the screens are closed or the signal aborts. Electron must be ready. */
export async function runElectronShell({ dataFolder, screens, addresses, signal }: ElectronShellOptions): Promise<void> {
  await using open = new AsyncDisposableStack();
  let application: Application | null = null;
  const appearance = () => application?.settings.current ?? ({ language: 'ja', theme: 'system' } as const);
  const window = deskWindow(screens);
  open.defer(() => {
    if (!window.isDestroyed()) window.destroy();
  });
  const over = Promise.race([once(window, 'closed'), once(signal, 'abort')]);

  const pinDesk = open.use(pinWindows({ parent: window, appearance }));
  const passkeyDesk = open.use(await passkeyWindows({ parent: window, appearance }));
  const secretStore = systemSecrets();
  const made = open.use(
    await createApplication({
      dataFolder,
      shell: 'electron',
      pinDesk,
      passkeyDesk,
      secretStore,
      desktop: electronDesktop,
      systemProxy,
      startModule: startUtilityProcess,
      openProgramDoor,
    }),
  );
  application = made.application;
  if (signal.aborted || window.isDestroyed()) return;

  serveContract(window.webContents, made.router);
  open.use(secondScreen(window, (contents) => serveContract(contents, made.router)));
  Menu.setApplicationMenu(applicationMenu(appearance().language));
  app.on('second-instance', () => bringToFront(window));
  addresses.serve((address) => {
    made.application.programs.point(address);
    bringToFront(window);
  });
  await load(window);
  await over;
}
