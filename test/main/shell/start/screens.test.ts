import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { buildScreens } from '../../../../main/shell/start/build-screens.ts';
import { builtScreens } from '../../../../main/shell/start/screens.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const MODULE = pathToFileURL(join(import.meta.dirname, '../../../../main/shell/start/screens.ts')).href;
const MADE_LONG_AGO = new Date('2020-01-01');

/** A place with screens that are older than what they are made of. */
async function outOfDate(): Promise<string> {
  const folder = join(await temporaryFolder(), 'renderer');
  await mkdir(folder);
  await writeFile(join(folder, 'index.html'), 'old');
  await writeFile(join(folder, 'left.js'), 'old');
  await utimes(join(folder, 'index.html'), MADE_LONG_AGO, MADE_LONG_AGO);
  return folder;
}

/** A program that starts, has its screens built, and looks from then on for a while whether all that they name is there. */
async function started(folder: string): Promise<string> {
  const program = `
    import { existsSync, readFileSync } from 'node:fs';
    const { builtScreens } = await import(${JSON.stringify(MODULE)});
    const folder = await builtScreens(() => {}, ${JSON.stringify(folder)});
    const named = [...readFileSync(folder + '/index.html', 'utf8').matchAll(/(?:src|href)="\\.\\/([^"]+)"/g)].map(([, path]) => path);
    let missed = 0;
    for (const end = Date.now() + 4000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 5)))
      if (!named.every((path) => existsSync(folder + '/' + path))) missed++;
    console.log(named.length > 1 && missed === 0 ? 'whole' : 'missed ' + missed + ' of ' + named.length);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk));
  await once(child, 'close');
  return said.trim();
}

it('programs that start at once build the screens without taking them from each other, and leave nothing else', async () => {
  const folder = await outOfDate();
  // Each begins while the one before is at it, and is done when that one is already in use.
  const starts = [0, 500, 1000].map(async (wait) => {
    await setTimeout(wait);
    return started(folder);
  });
  expect(await Promise.all(starts)).toEqual(['whole', 'whole', 'whole']);
  expect([await readdir(dirname(folder)), existsSync(join(folder, 'left.js'))]).toEqual([['renderer'], false]);
});

it('a start builds once, for use and not for trying, and takes away what a killed one has left', async () => {
  const folder = await outOfDate();
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'close');
  await mkdir(`${folder}-${child.pid}-abcdef/made/assets`, { recursive: true });
  await mkdir(`${folder}-${process.pid}-abcdef`);
  let builds = 0;
  const build = () => builtScreens(() => builds++, folder);
  expect([await build(), await build(), builds]).toEqual([folder, folder, 1]);
  expect(await readdir(dirname(folder))).toEqual(['renderer', `renderer-${process.pid}-abcdef`]);
  const scripts = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.js'));
  for (const name of scripts) expect(await readFile(join(folder, 'assets', name), 'utf8')).not.toContain('jsxDEV');
});

it('what keeps screens from being built is told, and the older ones stay where they are', async () => {
  const folder = await outOfDate();
  const root = await temporaryFolder();
  await writeFile(join(root, 'index.html'), '<!doctype html><script type="module" src="./missing.js"></script>');
  await expect(buildScreens(root, folder, async () => false)).rejects.toThrow('missing.js');
  expect([await readdir(dirname(folder)), await readFile(join(folder, 'index.html'), 'utf8')]).toEqual([['renderer'], 'old']);
});
