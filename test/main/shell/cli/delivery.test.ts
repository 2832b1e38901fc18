import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RegisterEntry } from '../../../../main/api/schema/document.ts';
import { outputNames, safeName } from '../../../../main/documents/names.ts';
import { sha256 } from '../../../../main/documents/sha256.ts';
import { type Deliver, deliveryTo } from '../../../../main/shell/cli/delivery.ts';
import { deliveryAgain } from '../../../../main/shell/cli/delivery-again.ts';
import { OTHER_PLACE } from '../../../../main/store/name-file.ts';
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

  it('is told as gone where the register has lost it', async () => {
    await rm(entry.outputPath);
    await expect((await deliveryTo(to(), []))(entry)).rejects.toMatchObject({ code: 'SIGNED_FILE_GONE', detail: { name: 'letter-signed.pdf' } });
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

it('that was deleted in the library is gone, whatever lies where it would go', async () => {
  await writeFile(join(out, '-signed.pdf'), SIGNED);
  const deleted = { ...entry, sourceName: '', outputName: '', outputPath: '' };
  await expect(deliveryAgain(out, new Set())(deleted)).rejects.toMatchObject({ code: 'SIGNED_FILE_GONE' });
});

describe('two signed files with the same bytes', () => {
  it('are two where they are brought by one run', async () => {
    const deliver = deliveryAgain(out, new Set());
    await deliver(entry);
    await deliver({ ...entry, id: 'e2' });
    expect((await readdir(out)).sort()).toEqual(['letter-signed (2).pdf', 'letter-signed.pdf']);
  });

  it('are two where the run before has brought one', async () => {
    const path = await deliveryAgain(out, new Set())(entry);
    expect(await deliveryAgain(relative(process.cwd(), out), new Set([path]))({ ...entry, id: 'e2' })).toContain('(2)');
  });
});

describe('where there are no links, an empty file under its name', () => {
  const NO_LINKS = { ...OTHER_PLACE, giveName: async () => Promise.reject(Object.assign(new Error(), { code: 'EPERM' })) };
  const name = 'letter-signed.pdf';
  const again = () => deliveryAgain(out, new Set(), NO_LINKS)(entry);

  it('that the cut left there is taken over', async () => {
    await writeFile(join(out, '.e1.delivery'), SIGNED);
    await writeFile(join(out, name), '');
    expect([await again(), await readdir(out), await readFile(join(out, name))]).toEqual([join(out, name), [name], SIGNED]);
  });

  it('that the cut left under a later name is taken over', async () => {
    await writeFile(join(out, name), 'of another');
    await writeFile(join(out, '.e1.delivery'), SIGNED);
    await writeFile(join(out, 'letter-signed (2).pdf'), '');
    expect([await again(), (await readdir(out)).sort()]).toEqual([join(out, 'letter-signed (2).pdf'), ['letter-signed (2).pdf', name]]);
  });

  it.each<[string, () => Promise<void>]>([
    ['when nothing was cut off', async () => {}],
    ['when the cut came before the name', () => writeFile(join(out, '.e1.delivery'), SIGNED.subarray(1))],
    [
      'when it is older',
      async () => {
        await writeFile(join(out, '.e1.delivery'), SIGNED);
        await utimes(join(out, name), 1, 1);
      },
    ],
  ])('that is of another stays: %s', async (_when, cut) => {
    await writeFile(join(out, name), '');
    await cut();
    expect([await again(), (await stat(join(out, name))).size]).toEqual([join(out, 'letter-signed (2).pdf'), 0]);
    expect((await readdir(out)).sort()).toEqual(['letter-signed (2).pdf', name]);
  });
});
