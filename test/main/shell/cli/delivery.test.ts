import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RegisterEntry } from '../../../../main/api/schema/document.ts';
import { outputNames, safeName } from '../../../../main/documents/names.ts';
import { sha256 } from '../../../../main/documents/sha256.ts';
import { type Deliver, deliveryAgain, deliveryTo } from '../../../../main/shell/cli/delivery.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { whileUnreadable } from '../../../support/unreadable-folder.ts';

const SIGNED = Buffer.from('the signed bytes');
let folder: string;
let out: string;
let entry: RegisterEntry;
beforeEach(async () => {
  folder = await temporaryFolder();
  out = join(folder, 'out');
  await mkdir(out);
  const outputPath = join(folder, 'letter-signed.pdf');
  await writeFile(outputPath, SIGNED);
  entry = {
    ...{ id: 'e1', signedAt: '2026-11-20T00:00:00Z', sourceName: 'letter.pdf', outputName: 'letter-signed.pdf', outputPath, format: 'pades' },
    ...{ level: 'B', sourceSha256: 'AA', outputSha256: sha256(SIGNED), signerName: '', certificateSha256: 'CC', test: true },
    ...{ extendedFrom: null, renewal: null },
  };
});

const places: [string, () => string, () => string][] = [
  ['into a folder', () => out, () => join(out, 'letter-signed.pdf')],
  ['to a path', () => join(out, 'named.pdf'), () => join(out, 'named.pdf')],
];

describe.each(places)('a signed file that is brought %s', (_where, to, path) => {
  it('is there with the very bytes that were signed', async () => {
    expect(await (await deliveryTo(to(), []))(entry)).toBe(path());
    expect([await readdir(out), await readFile(path())]).toEqual([[path().split('/').at(-1)], SIGNED]);
  });

  it.each<[string, (file: string) => Promise<void>]>([
    ['was changed since', (file) => writeFile(file, 'other bytes')],
    ['was cut since', (file) => writeFile(file, SIGNED.subarray(0, 4))],
  ])('is not, where it %s; nothing is left there', async (_what, change) => {
    await change(entry.outputPath);
    await expect((await deliveryTo(to(), []))(entry)).rejects.toMatchObject({ code: 'SIGNED_FILE_CHANGED' });
    expect(await readdir(out)).toEqual([]);
  });

  it('is told as not written where the register has lost it', async () => {
    await rm(entry.outputPath);
    await expect((await deliveryTo(to(), []))(entry)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', detail: { note: 'ENOENT' } });
    expect(await readdir(out)).toEqual([]);
  });
});

it('to a path, a file that cannot be brought leaves what was there', async () => {
  await writeFile(join(out, 'named.pdf'), 'before');
  await writeFile(entry.outputPath, 'other bytes');
  await expect((await deliveryTo(join(out, 'named.pdf'), []))(entry)).rejects.toMatchObject({ code: 'SIGNED_FILE_CHANGED' });
  expect(await readFile(join(out, 'named.pdf'), 'utf8')).toBe('before');
});

it.each<[string, (folder: string) => Promise<Deliver>]>([
  ['the first time', (folder) => deliveryTo(folder, [])],
  ['again', async (folder) => deliveryAgain(folder, new Set())],
])('a signed file has its name, brought %s into a folder that cannot be synced', async (_when, delivery) => {
  await chmod(folder, 0o755);
  const path = await whileUnreadable(out, async () => (await delivery(out))(entry));
  expect([await readdir(out), await readFile(path)]).toEqual([['letter-signed.pdf'], SIGNED]);
});

describe('a signed file with the longest name that is taken in', () => {
  const sourceName = safeName(`${'診'.repeat(100)}.${'p'.repeat(40)}`);
  const outputName = outputNames(sourceName, 'cades').next().value;

  it.each<[string, () => Promise<Deliver>]>([
    ['the first time', () => deliveryTo(out, [])],
    ['again', async () => deliveryAgain(out, new Set())],
  ])('is brought %s', async (_when, delivery) => {
    const long: RegisterEntry = { ...entry, format: 'cades', id: randomUUID(), sourceName, outputName };
    expect(await (await delivery())(long)).toBe(join(out, outputName));
    expect(await readdir(out)).toEqual([outputName]);
  });
});

it('a file that the register keeps hidden is not touched by bringing it into that very folder', async () => {
  const hidden = join(out, '.e1.partial');
  await rename(entry.outputPath, hidden);
  await deliveryAgain(out, new Set())({ ...entry, outputPath: hidden });
  expect((await readdir(out)).sort()).toEqual(['.e1.partial', 'letter-signed.pdf']);
});

it('is told as not written where a rest of the run before cannot be taken away', async () => {
  await mkdir(join(out, '.e1.delivery'));
  await expect(deliveryAgain(out, new Set())(entry)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
});

it('brought again after a cut is brought once', async () => {
  await writeFile(join(out, '.e1.delivery'), 'half');
  const [one, other] = [await deliveryAgain(out, new Set())(entry), await deliveryAgain(out, new Set())(entry)];
  expect([one, await readdir(out)]).toEqual([other, ['letter-signed.pdf']]);
});
