import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makePrivateFolder } from '../../store/data-folder.ts';

/** The one-time address in a file of the owner: on a command line every user of the computer could read it. */
async function writeOpeningFile(folder: string, address: string): Promise<string> {
  const file = join(folder, 'open.html');
  await rm(file, { force: true });
  await writeFile(file, `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${address}">`, { mode: 0o600, flag: 'wx' });
  return file;
}

/**
 * Opens the program in an application window of a Chromium with a profile of its own.
 * @returns when the window was closed
 */
export async function openWindow(browser: string, address: string, folder: string, signal: AbortSignal): Promise<void> {
  await makePrivateFolder(folder);
  const file = await writeOpeningFile(folder, address);
  const profile = join(folder, 'profile');
  const options = [
    `--app=${pathToFileURL(file)}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-features=Translate',
  ];
  // The PIN page opens beside the screens without a click of its own when the card asks again.
  const child = spawn(browser, [...options, '--disable-popup-blocking', '--window-size=1280,800'], { stdio: 'ignore', signal });
  await once(child, 'exit').catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  await rm(file, { force: true });
}
