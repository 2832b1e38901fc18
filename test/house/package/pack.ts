import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Configuration, FileSet } from 'electron-builder';

const { resolve } = createRequire(import.meta.url);
const { getConfig } = createRequire(import.meta.url)('app-builder-lib/out/util/config/config.js') as {
  getConfig(projectDir: string, configPath: string | null, configFromOptions: null): Promise<Configuration>;
};

export const project = join(import.meta.dirname, '../../..');

/** What `electron-builder.yml` says, as electron-builder reads it: its list of files is one set. */
export const configuration = (): Promise<Configuration> => getConfig(project, null, null);

/** Runs a script with this Node as `npm run` does, without what the test runner sets. */
async function run(script: string, ...options: string[]): Promise<void> {
  const { NODE_ENV: _mode, VITEST: _runner, ...env } = process.env;
  await promisify(execFile)(process.execPath, [script, ...options], { cwd: project, env, maxBuffer: 2 ** 24 });
}

/** What Electron's own folder holds beside its binary, which closed networks do not have. */
async function standInElectron(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(resolve('electron/package.json'), 'utf8')) as { version: string };
  const files = { electron: '#!/bin/sh\n', version, LICENSE: '', 'LICENSES.chromium.html': '' };
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  for (const language of ['de', 'en-US', 'ja', 'ko']) await writeFile(join(folder, 'locales', `${language}.pak`), '');
  await chmod(join(folder, 'electron'), 0o755);
  return folder;
}

const isBuilt = (pattern: string) => pattern.startsWith('dist/');

/**
 * Builds the program into `folder` and packs it for Linux as `npm run package` does, but for three things: what was built comes from `folder`, so
 * that nobody's `dist` is touched; Electron is a stand-in; and no fuse is flipped, for want of a binary.
 * @returns the folder with the packed program
 */
export async function pack(folder: string): Promise<string> {
  await run(
    join(dirname(resolve('vite/package.json')), 'bin/vite.js'),
    'build',
    'renderer',
    '--logLevel',
    'error',
    '--outDir',
    join(folder, 'dist/renderer'),
  );
  await run(join(project, 'main/shell/electron/bundle.ts'), join(folder, 'dist/electron'));
  const { electronFuses: _fuses, files, ...rest } = await configuration();
  const [{ filter }] = files as [FileSet];
  const patterns = [filter ?? []].flat();
  const config: Configuration = {
    ...rest,
    directories: { output: join(folder, 'packages') },
    electronDist: await standInElectron(join(folder, 'electron')),
    files: [{ filter: patterns.filter((pattern) => !isBuilt(pattern)) }, { from: folder, filter: patterns.filter(isBuilt) }],
  };
  const file = join(folder, 'electron-builder.json');
  await writeFile(file, JSON.stringify(config));
  await run(resolve('electron-builder/cli.js'), '--linux', 'dir', '--publish', 'never', '--config', file);
  return join(folder, 'packages/linux-unpacked');
}
