import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { folderScan, SETTLED_MS } from '../../../main/watched-folder/folder-scan.ts';
import { hashOf } from '../../../main/watched-folder/whole-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

afterEach(() => vi.useRealTimers());
const signal = new AbortController().signal;

it('a folder that does not answer is told after a while, asked once only, and found again when it does', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'letter.txt'), 'letter');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answers: ((names: readonly string[]) => void)[] = [];
  let time = 0;
  const asked = () => new Promise<readonly string[]>((resolve) => answers.push(resolve));
  const look = folderScan(folder, () => time, asked);

  for (let count = 0; count < 3; count += 1) {
    const silent = expect(look(signal)).rejects.toMatchObject({ code: 'WATCHED_FOLDER_UNFIT', detail: { because: 'silent' } });
    await vi.advanceTimersByTimeAsync(20_000);
    await silent;
  }
  await vi.waitFor(() => expect(answers).toHaveLength(1));

  const found = look(signal);
  answers.shift()!(['letter.txt']);
  expect((await found).files).toEqual([]);
  time += SETTLED_MS;
  const settled = look(signal);
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers.shift()!(['letter.txt']);
  expect((await settled).files.map(({ name }) => name)).toEqual(['letter.txt']);
  expect(vi.getTimerCount()).toBe(0);
});

it('one that answers slowly, question by question, is not silent however long the whole look takes', async () => {
  const folder = await temporaryFolder();
  const names = ['1.txt', '2.txt', '3.txt'];
  await Promise.all(names.map((name) => writeFile(join(folder, name), name)));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let time = 0;
  const slowly: typeof hashOf = async (_path, _state, heard) => {
    for (let read = 0; read < 3; read += 1) {
      await vi.advanceTimersByTimeAsync(15_000);
      heard();
    }
    return 'AB';
  };
  const look = folderScan(folder, () => time, undefined, slowly);
  await look(signal);
  time += SETTLED_MS;
  expect((await look(signal)).files.map(({ name }) => name).sort()).toEqual(names);
  expect(vi.getTimerCount()).toBe(0);
});

it('is given up where the program ends meanwhile', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'letter.txt'), 'letter');
  let time = 0;
  const look = folderScan(folder, () => time);
  await look(signal);
  time += SETTLED_MS;
  await expect(look(AbortSignal.abort())).rejects.toThrow();
});

describe('a file that cannot be read', () => {
  it.each([
    ['EACCES', true],
    ['EIO', true],
    ['EBUSY', false],
    ['ENOENT', false],
  ])('(%s) is not offered until it can be; told: %s', async (code, told) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'letter.txt'), 'letter');
    let time = 0;
    let read: typeof hashOf = () => Promise.reject(Object.assign(new Error(code), { code }));
    const look = folderScan(
      folder,
      () => time,
      undefined,
      (...asked) => read(...asked),
    );
    await look(signal);
    time += SETTLED_MS;
    const { files, unfit } = await look(signal);
    expect([files, unfit.map(({ name, failure }) => [name, failure.code, failure.detail['note']])]).toEqual([
      [],
      told ? [['letter.txt', 'FILE_UNREADABLE', code]] : [],
    ]);
    read = hashOf;
    expect((await look(signal)).files.map(({ name }) => name)).toEqual(['letter.txt']);
  });

  it.each<[string, string | Buffer, string, string]>([
    ['whose name is no text', Buffer.from([0x61, 0xff, 0x2e, 0x70, 0x64, 0x66]), 'a\u{fffd}.pdf', 'ENOENT'],
    ['of which nothing can be asked', 'long', 'x'.repeat(300), 'ENAMETOOLONG'],
  ])('%s is told', async (_what, written, name, note) => {
    const folder = await temporaryFolder();
    await writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(written)]), 'letter');
    const listed = async (place: string) => (await readdir(place)).map((found) => (found === 'long' ? name : found));
    const { files, unfit } = await folderScan(folder, () => 0, listed)(signal);
    expect([files, unfit.map((one) => [one.name, one.failure.code, one.failure.detail['note']])]).toEqual([[], [[name, 'FILE_UNREADABLE', note]]]);
  });

  it('that went between two questions is nothing to tell', async () => {
    const look = folderScan(
      await temporaryFolder(),
      () => 0,
      async () => ['gone.txt'],
    );
    expect(await look(signal)).toEqual({ files: [], unfit: [] });
  });
});
