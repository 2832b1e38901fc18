import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openRevocationCache } from '../../../main/revocation/cache.ts';
import { decodeKept, encodeKept, fileName, type Kept } from '../../../main/revocation/kept.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ADDRESS = 'http://crl.example.invalid/list.crl';

const kept = (second: number, change: Partial<Kept> = {}): Kept => ({
  address: ADDRESS,
  kind: 'crl',
  about: null,
  issuer: 'CN=TEST',
  issuerKey: 'AAAA',
  fresh: null,
  number: String(second),
  entries: 3,
  thisUpdate: new Date(second * 1000),
  nextUpdate: new Date(second * 1000 + 1),
  fetchedAt: new Date(second * 1000),
  etag: '"日本"',
  lastModified: null,
  der: Uint8Array.of(10, 0, 13, 10, second & 0xff),
  ...change,
});

const key = { address: ADDRESS, about: null };
const crls = async (folder: string) => (await readdir(folder)).filter((name) => name.endsWith('.crl'));

describe('a kept file', () => {
  it('comes back as it was', () => expect(decodeKept(encodeKept(kept(7)))).toEqual(kept(7)));

  it('with any byte changed, cut off or added is none', () => {
    const bytes = encodeKept(kept(7));
    const changed = Array.from(bytes, (_, at) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
    const cut = Array.from(bytes, (_, length) => bytes.subarray(0, length));
    expect([...changed, ...cut, Buffer.concat([bytes, Uint8Array.of(0)])].filter((file) => decodeKept(file) !== null)).toEqual([]);
  });
});

describe('the cache', () => {
  it('finds the newest of each address, also what another process kept', async () => {
    const folder = await temporaryFolder();
    const [one, other] = [openRevocationCache(folder), openRevocationCache(folder)];
    expect(await one.find(key)).toBe(null);
    await one.keep(kept(1));
    await one.keep(kept(1, { about: 'certificate', kind: 'ocsp' }));
    expect(await other.find(key)).toEqual(kept(1));
    await other.keep(kept(2));
    expect(await one.find(key)).toEqual(kept(2));
    expect([(await one.all()).length, (await crls(folder)).length]).toEqual([2, 1]);
  });

  it('never goes back, whoever writes last', async () => {
    const folder = await temporaryFolder();
    const [one, other] = [openRevocationCache(folder), openRevocationCache(folder)];
    await other.keep(kept(2));
    await one.keep(kept(1));
    expect([await one.find(key), await other.find(key)]).toEqual([kept(2), kept(2)]);
  });

  it('learns that what it has was looked for again', async () => {
    const cache = openRevocationCache(await temporaryFolder());
    await cache.keep(kept(1));
    const again = kept(1, { fetchedAt: new Date(5000) });
    await cache.keep(again);
    expect(await cache.all()).toEqual([again]);
  });

  it('a damaged file is set aside, and the one before it serves', async () => {
    const folder = await temporaryFolder();
    const cache = openRevocationCache(folder);
    await cache.keep(kept(1));
    await writeFile(join(folder, fileName(kept(2))), 'rubbish');
    expect(await cache.find(key)).toEqual(kept(1));
    expect((await readdir(folder)).sort()).toEqual([`${fileName(kept(1)).slice(0, 32)}.damaged`, fileName(kept(1))].sort());
  });

  it('a file under the name of another is damaged', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, fileName(kept(9))), encodeKept(kept(1)));
    expect(await openRevocationCache(folder).find(key)).toBe(null);
  });

  it('what was fetched longest ago goes when there are too many or too much', async () => {
    const folder = await temporaryFolder();
    const cache = openRevocationCache(folder, { files: 3, bytes: 1_000_000 });
    for (let index = 1; index <= 5; index++) {
      await cache.keep(kept(index, { address: `${ADDRESS}?${index}` }));
      await setTimeout(5);
    }
    expect((await cache.all()).map(({ number }) => number).sort()).toEqual(['3', '4', '5']);
    await cache.keep(kept(6, { der: new Uint8Array(1_000_000) }));
    expect((await cache.all()).map(({ number }) => number)).toEqual(['6']);
  });

  it('what was cut off while being written goes after an hour, and other files stay', async () => {
    const folder = await temporaryFolder();
    const names = ['.11111111-1111-1111-1111-111111111111.partial', '.22222222-2222-2222-2222-222222222222.partial', 'notes.txt'];
    for (const name of names) await writeFile(join(folder, name), 'half');
    const old = new Date(Date.now() - 2 * 3_600_000);
    for (const name of [names[0]!, names[2]!]) await utimes(join(folder, name), old, old);
    await openRevocationCache(folder).keep(kept(1));
    expect((await readdir(folder)).sort()).toEqual([names[1]!, fileName(kept(1)), names[2]!].sort());
  });
});

describe('a process killed at any moment of writing', () => {
  it.each([0, 5, 12])('leaves a whole list, none older than the last it told of (%i ms later)', async (pause) => {
    const folder = await temporaryFolder();
    const child = spawn(process.execPath, [join(import.meta.dirname, '../support/keep-forever.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const told: number[] = [];
    const lines = createInterface(child.stdout);
    lines.on('line', (line) => told.push(Number(line)));
    while (told.length < 3) await once(lines, 'line');
    await setTimeout(pause);
    child.kill('SIGKILL');
    await once(child, 'close');
    const found = await openRevocationCache(folder).find(key);
    const second = Number(found?.number);
    expect(second).toBeGreaterThanOrEqual(told.at(-1)!);
    expect(found?.der).toEqual(new Uint8Array(1024 * 1024).fill(second));
    expect((await readdir(folder)).filter((name) => name.endsWith('.damaged'))).toEqual([]);
    expect((await readFile(join(folder, (await crls(folder)).at(-1)!))).length).toBeGreaterThan(1024 * 1024);
  });
});
