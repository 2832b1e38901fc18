import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const onPath = (environment: Environment, ...names: string[]) =>
  names.flatMap((name) => (environment['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)));

const inPrograms = (environment: Environment, ...tails: string[]) =>
  tails.flatMap((tail) => ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => join(environment[name] ?? 'C:\\', tail)));

/** Where a browser with an application window may be, best first. */
const CANDIDATES: Partial<Record<NodeJS.Platform, (environment: Environment) => readonly string[]>> = {
  linux: (environment) =>
    onPath(environment, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'),
  darwin: () => [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: (environment) => inPrograms(environment, 'Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'),
};

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Chromium of this computer, or `null`. */
export function findBrowser(platform: NodeJS.Platform = process.platform, environment: Environment = process.env): string | null {
  return CANDIDATES[platform]?.(environment).find(isExecutable) ?? null;
}

/** Why no window can open here, or `null`. Chromium refuses to run as root with its sandbox, and without it no document viewer should run. */
export function windowObstacle(platform: NodeJS.Platform = process.platform, environment: Environment = process.env): 'root' | 'no-display' | null {
  if (platform !== 'linux') return null;
  if (process.getuid?.() === 0) return 'root';
  return environment['DISPLAY'] || environment['WAYLAND_DISPLAY'] ? null : 'no-display';
}
