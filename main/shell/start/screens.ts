import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buildScreens } from './build-screens.ts';

const project = join(import.meta.dirname, '../../..');
const root = join(project, 'renderer');

/** What the built screens are made of. */
const SOURCES = ['renderer', 'resources/locales', 'resources/icons', 'main/api', 'package-lock.json'].map((name) => join(project, name));

async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...(await Promise.all((await readdir(path)).map((name) => newest(join(path, name))))));
}

async function isUpToDate(built: string): Promise<boolean> {
  const made = await newest(join(built, 'index.html'));
  return made > Math.max(...(await Promise.all(SOURCES.map(newest))));
}

/**
 * The folder of the built screens; builds them first when a source is newer.
 * @param onBuild called before a build, which takes some seconds
 * @param built where they are
 * @throws Error where they cannot be built
 */
export async function builtScreens(onBuild: () => void, built = join(project, 'dist/renderer')): Promise<string> {
  const isFresh = () => isUpToDate(built);
  // An installed program comes without them.
  const sources = existsSync(join(root, 'vite.config.ts'));
  if (sources && !(await isFresh())) {
    onBuild();
    await buildScreens(root, built, isFresh);
  }
  return built;
}
