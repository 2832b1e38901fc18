import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimName, nameFile, OTHER_PLACE, OWN_PLACE, type Place } from '../../../main/store/name-file.ts';
import { replaceFile, writeNewFile } from '../../../main/store/write-new-file.ts';
import { whileUnreadable } from '../../support/unreadable-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

describe('a new file', () => {
  it('is whole, of its owner only, and the only one', async () => {
    await writeNewFile(join(folder, 'a'), Buffer.from('abc'));
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('abc');
    expect((await stat(join(folder, 'a'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('never replaces another', async () => {
    await writeFile(join(folder, 'a'), 'mine');
    await expect(writeNewFile(join(folder, 'a'), Buffer.from('abc'))).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', detail: { note: 'EEXIST' } });
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('mine');
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('leaves nothing where the disk has no room for it', async () => {
    const limited = join(import.meta.dirname, '../support/write-megabyte.ts');
    // A limit on the size of files refuses in the middle of writing, as a full disk does.
    const script = 'trap "" XFSZ; ulimit -f 64; exec "$0" "$1" "$2"';
    const said = execFileSync('sh', ['-c', script, process.execPath, limited, join(folder, 'a')], { encoding: 'utf8' });
    expect(said.trim()).toBe('FILE_UNWRITABLE EFBIG');
    expect(await readdir(folder)).toEqual([]);
  });
});

const refuse = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

describe.each<[string, Place]>([
  ['with links', OWN_PLACE],
  ...['EPERM', 'ENOTSUP', 'EMLINK'].map((code): [string, Place] => [`without links (${code})`, { ...OWN_PLACE, giveName: refuse(code) }]),
])('the name of a finished file %s', (_where, place) => {
  const at = (name: string) => join(folder, name);
  beforeEach(() => writeFile(at('.draft'), 'whole'));

  it('is its only one', async () => {
    expect(await nameFile(at('.draft'), at('a'), place)).toBe(true);
    expect([await readdir(folder), await readFile(at('a'), 'utf8')]).toEqual([['a'], 'whole']);
  });

  it.each(['mine', ''])('is refused where another has it (%j), which stays', async (content) => {
    await writeFile(at('a'), content);
    expect(await nameFile(at('.draft'), at('a'), place)).toBe(false);
    expect([(await readdir(folder)).sort(), await readFile(at('a'), 'utf8')]).toEqual([['.draft', 'a'], content]);
  });

  it('is free again where it is given back', async () => {
    await (await claimName(at('.draft'), at('a'), place))!.release();
    expect(await readdir(folder)).toEqual(['.draft']);
  });

  it('goes to one of two that want it at once', async () => {
    await writeFile(at('.other'), 'other');
    const named = await Promise.all([nameFile(at('.draft'), at('a'), place), nameFile(at('.other'), at('a'), place)]);
    expect(named.filter(Boolean)).toHaveLength(1);
    expect(await readFile(at('a'), 'utf8')).toBe(named[0] ? 'whole' : 'other');
  });

  // Syncs of the folder: with the name, without links once more when the file takes it, and when the temporary one is gone.
  it.each([0, 1, 2])(
    'is free again where the folder refuses to be synced after %i times, and its only one where that is the last time',
    async (times) => {
      let left = times;
      const sync = (at: string) => (left-- > 0 ? OWN_PLACE.sync(at) : refuse('EINVAL')());
      const named = await nameFile(at('.draft'), at('a'), { ...place, sync }).catch(({ code }: NodeJS.ErrnoException) => code);
      const last = place.giveName === OWN_PLACE.giveName ? 1 : 2;
      const expected = times < last ? ['EINVAL', ['.draft'], 'whole'] : [true, ['a'], 'whole'];
      const [only] = await readdir(folder);
      expect([named, await readdir(folder), await readFile(at(only!), 'utf8')]).toEqual(expected);
    },
  );

  it('never shows half of it', async () => {
    const claimed = await claimName(at('.draft'), at('a'), place);
    expect(['', 'whole']).toContain(await readFile(at('a'), 'utf8'));
    expect(await readFile(at('.draft'), 'utf8')).toBe('whole');
    await claimed!.finish();
    expect(await readFile(at('a'), 'utf8')).toBe('whole');
  });
});

it('without links a reserved name that somebody filled meanwhile is theirs', async () => {
  await writeFile(join(folder, '.draft'), 'whole');
  const claimed = await claimName(join(folder, '.draft'), join(folder, 'a'), { ...OWN_PLACE, giveName: refuse('EPERM') });
  await writeFile(join(folder, 'a'), 'theirs');
  await expect(claimed!.finish()).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  await claimed!.release();
  expect([await readFile(join(folder, 'a'), 'utf8'), await readFile(join(folder, '.draft'), 'utf8')]).toEqual(['theirs', 'whole']);
});

describe('in a folder that cannot be synced', () => {
  it.each([
    ['written', writeNewFile],
    ['replaced', replaceFile],
  ])('a file is %s all the same, where it is of somebody else', async (_how, write) => {
    await whileUnreadable(folder, () => write(join(folder, 'a'), Buffer.from('abc'), OTHER_PLACE));
    expect([await readdir(folder), await readFile(join(folder, 'a'), 'utf8')]).toEqual([['a'], 'abc']);
  });

  it('a file is not written, where it is the data folder', async () => {
    const written = whileUnreadable(folder, () => writeNewFile(join(folder, 'a'), Buffer.from('abc')));
    await expect(written).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', detail: { note: 'EACCES' } });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a file in place of another', () => {
  it('is whole, of its owner only, and the only one', async () => {
    await writeFile(join(folder, 'a'), 'before', { mode: 0o644 });
    await replaceFile(join(folder, 'a'), Buffer.from('abc'));
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('abc');
    expect((await stat(join(folder, 'a'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('is left as it was where it cannot be replaced', async () => {
    await mkdir(join(folder, 'a'));
    await expect(replaceFile(join(folder, 'a'), Buffer.from('abc'))).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    expect(await readdir(folder)).toEqual(['a']);
  });
});

it('is refused by name where there is no folder', async () => {
  await expect(writeNewFile(join(folder, 'away/a'), new Uint8Array())).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', detail: { note: 'ENOENT' } });
  await writeFile(join(folder, 'plain'), '');
  await expect(writeNewFile(join(folder, 'plain/a'), new Uint8Array())).rejects.toMatchObject({ detail: { note: 'ENOTDIR' } });
});
