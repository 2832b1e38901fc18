import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const project = join(import.meta.dirname, '../..');

/** Path of Electron's binary. @throws Error that says how to get it */
export const binary = createRequire(import.meta.url)('electron') as unknown as string;

export interface Program extends AsyncDisposable {
  readonly electron: ElectronApplication;
  /** The screens. */
  readonly page: Page;
  readonly dataFolder: string;
}

export const options = (dataFolder: string): string[] => [project, '--data', dataFolder];

/** Starts the bundled program in real Electron over a new data folder. */
export async function startProgram(): Promise<Program> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'desk-electron-'));
  const electron = await _electron.launch({ executablePath: binary, args: options(dataFolder), locale: 'ja-JP' });
  const page = await electron.firstWindow();
  return {
    electron,
    page,
    dataFolder,
    async [Symbol.asyncDispose]() {
      await electron.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** What is known of the PIN window. */
export interface PinWindow {
  readonly url: string;
  readonly process: number;
  readonly text: string;
}

/** Waits for the PIN window and looks at it from the main process. */
export async function pinWindow(electron: ElectronApplication): Promise<PinWindow> {
  return electron.evaluate(async ({ BrowserWindow }) => {
    for (;;) {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().startsWith('pin:'));
      if (window?.isVisible()) {
        const text = await window.webContents.executeJavaScript('document.body.innerText');
        return { url: window.webContents.getURL(), process: window.webContents.getOSProcessId(), text };
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
}

/** Types into the PIN window as a keyboard does, and submits. */
export async function typePin(electron: ElectronApplication, pin: string): Promise<void> {
  await electron.evaluate(async ({ BrowserWindow }, typed) => {
    const { webContents } = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('pin:'))!;
    await webContents.insertText(typed);
    await webContents.executeJavaScript('document.querySelector("form").requestSubmit()');
  }, pin);
}
