import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { loadVirtualCardImage, openVirtualCard, saveVirtualCardImage } from '../../../card/virtual/folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { hex, hexOf, plainImage, SELECT_SIGNATURE } from '../../support/virtual-cards.ts';

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await temporaryFolder();
  folder = join(parent, 'card');
});

it('comes back as it was written, readable by its owner alone, and leaves nothing else', async () => {
  const image = plainImage();
  await saveVirtualCardImage(folder, image);
  expect(await loadVirtualCardImage(folder)).toEqual(image);
  expect(await readdir(folder)).toEqual(['card.json']);
  expect([(await stat(folder)).mode & 0o777, (await stat(join(folder, 'card.json'))).mode & 0o777]).toEqual([0o700, 0o600]);
});

it('keeps its PIN counter over restarts', async () => {
  await saveVirtualCardImage(folder, plainImage());
  const wrong = hex('0020008804 30303030');
  for (const status of ['63ce', '63cd']) {
    const card = await openVirtualCard(folder);
    await card.process(SELECT_SIGNATURE);
    expect(hexOf(await card.process(wrong))).toBe(status);
  }
});

it.each([
  ['nothing', null],
  ['no JSON', 'card'],
  ['another format', JSON.stringify({ ...plainImage(), format: 'hpki-virtual-card/2' })],
  ['no application', JSON.stringify({ ...plainImage(), applications: [] })],
  [
    'more tries than a status word can tell',
    JSON.stringify({ ...plainImage(), applications: plainImage().applications.map((a) => ({ ...a, tries: 16 })) }),
  ],
  [
    'a certificate that is no base64',
    JSON.stringify({ ...plainImage(), applications: plainImage().applications.map((a) => ({ ...a, certificate: '*' })) }),
  ],
])('refuses a folder with %s', async (_name, content) => {
  if (content !== null) await writeFile(join(parent, 'card.json'), content);
  await expect(loadVirtualCardImage(parent)).rejects.toMatchObject({ code: 'VIRTUAL_CARD_UNREADABLE', detail: { note: join(parent, 'card.json') } });
});
