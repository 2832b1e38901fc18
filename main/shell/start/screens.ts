import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../../..');
const built = join(project, 'dist/renderer');

/** What the built screens are made of. */
const SOURCES = ['renderer', 'resources/locales', 'resources/icons', 'main/api', 'package-lock.json'].map((name) => join(project, name));

async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...(await Promise.all((await readdir(path)).map((name) => newest(join(path, name))))));
}

async function isUpToDate(): Promise<boolean> {
  const made = await newest(join(built, 'index.html'));
  return made > Math.max(...(await Promise.all(SOURCES.map(newest))));
}

/**
 * The folder of the built screens; builds them first when a source is newer.
 * @param onBuild called before a build, which takes some seconds
 */
export async function builtScreens(onBuild: () => void): Promise<string> {
  const sources = existsSync(join(project, 'renderer/vite.config.ts'));
  if (sources && !(await isUpToDate())) {
    onBuild();
    const { build } = await import('vite');
    await build({ configFile: join(project, 'renderer/vite.config.ts'), logLevel: 'warn' });
  }
  return built;
}
