import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { command } from '../../../../main/shell/cli/commands/watched-folder-list.ts';
import { hpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('hpki watched-folder', { timeout: 60_000 }, () => {
  let root: string;
  const run = (...args: readonly string[]) => hpki(['watched-folder', ...args, '--data', join(root, 'data')]);
  beforeAll(async () => {
    root = await temporaryFolder();
    await mkdir(join(root, 'inbox'));
    await writeFile(join(root, 'inbox/letter.txt'), 'letter');
    await writeFile(join(root, 'inbox/letter.txt.part'), 'let');
  });

  it('is none at first, is chosen, lists what waits, and is given up', async () => {
    const none = await run('list');
    expect([none.exit, none.json.folder]).toEqual([0, null]);
    const chosen = await run('set', join(root, 'inbox'));
    expect([chosen.exit, chosen.json]).toEqual([0, { folder: join(root, 'inbox') }]);
    const { exit, json } = await run('list');
    expect([exit, json.files.map(({ name }: { name: string }) => name)]).toEqual([0, ['letter.txt']]);
    expect([(await run('set', 'off')).json.folder, (await run('list')).json.files]).toEqual([null, []]);
  });

  it('is not waited for by who gives up, however slowly it answers', async () => {
    const options = { data: join(root, 'data') };
    const given = command.run({ positionals: [], options, language: 'en', signal: AbortSignal.abort(), say: () => {} });
    await expect(given).rejects.toMatchObject({ code: 'OPERATION_ABORTED' });
  });

  it('refuses a folder that is not there', async () => {
    const { exit, json } = await run('set', join(root, 'away'));
    expect([exit, json.error.code]).toEqual([3, 'WATCHED_FOLDER_UNFIT']);
  });
});
