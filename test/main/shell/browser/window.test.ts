import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findBrowser } from '../../../../main/shell/browser/find-browser.ts';
import { openWindow } from '../../../../main/shell/browser/window.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ADDRESS = 'http://127.0.0.1:1/open/secret';

/** A browser that notes its command line and the page it was sent to, with the page's rights. */
const BROWSER = `#!/bin/sh
echo "$@" > "$0.options"
file="\${1#--app=file://}"
cat "$file" > "$0.page"
stat -c %a "$file" > "$0.rights"
`;

it('keeps the one-time address off the command line, in a file of the owner that is gone afterwards', async () => {
  const folder = await temporaryFolder();
  const browser = join(folder, 'chromium');
  await writeFile(browser, BROWSER, { mode: 0o755 });
  await openWindow(browser, ADDRESS, join(folder, 'browser'), new AbortController().signal);
  const noted = async (what: string) => (await readFile(`${browser}.${what}`, 'utf8')).trim();
  expect(await noted('options')).not.toContain('secret');
  expect(await noted('page')).toContain(ADDRESS);
  expect(await noted('rights')).toBe('600');
  expect(await readdir(join(folder, 'browser'))).toEqual([]);
});

it('finds the first browser that is there', async () => {
  const folder = await temporaryFolder();
  expect(findBrowser('linux', { PATH: folder })).toBeNull();
  await writeFile(join(folder, 'google-chrome'), '', { mode: 0o755 });
  expect(findBrowser('linux', { PATH: `/nowhere:${folder}` })).toBe(join(folder, 'google-chrome'));
  await writeFile(join(folder, 'chromium'), '', { mode: 0o755 });
  expect(findBrowser('linux', { PATH: folder })).toBe(join(folder, 'chromium'));
});
