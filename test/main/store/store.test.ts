import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultDataFolder } from '../../../main/store/data-folder.ts';
import { openStore, openStoreForReading } from '../../../main/store/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await temporaryFolder(), 'data');
});

describe('default data folder', () => {
  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', { XDG_DATA_HOME: '/x/share' }, '/x/share/hpki-desk'],
    ['linux', {}, '/home/u/.local/share/hpki-desk'],
    ['freebsd', {}, '/home/u/.local/share/hpki-desk'],
    ['darwin', {}, '/home/u/Library/Application Support/HPKI Desk'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/HPKI Desk'],
    ['win32', {}, '/home/u/AppData/Roaming/HPKI Desk'],
  ])('%s with %j is %s', (platform, environment, expected) => {
    expect(defaultDataFolder(platform, environment, '/home/u')).toBe(expected);
  });
});

describe('opening a store', () => {
  it('makes a folder and files that only the owner may read', async () => {
    await using store = await openStore({ folder });
    await store.db.insertInto('setting').values({ name: 'a', value: '1' }).execute();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of ['desk.sqlite', 'desk.sqlite-wal', 'master-key.json']) expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
  });

  it('keeps every committed fact through a power cut: WAL, synchronous FULL, foreign keys', async () => {
    await using store = await openStore({ folder });
    const pragma = async (name: string) =>
      (await store.db.executeQuery({ sql: `PRAGMA ${name}`, parameters: [], query: {} as never, queryId: {} as never })).rows[0];
    expect([await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys'), await pragma('secure_delete')]).toEqual([
      { journal_mode: 'wal' },
      { synchronous: 2 },
      { foreign_keys: 1 },
      { secure_delete: 1 },
    ]);
  });

  it('lets one process write and others read', async () => {
    await using store = await openStore({ folder });
    await expect(openStore({ folder })).rejects.toMatchObject({ code: 'DATA_FOLDER_LOCKED' });
    await store.db.insertInto('setting').values({ name: 'a', value: '1' }).execute();
    await using reader = await openStoreForReading({ folder });
    expect(await reader.db.selectFrom('setting').selectAll().execute()).toEqual([{ name: 'a', value: '1' }]);
    await expect(reader.db.deleteFrom('setting').execute()).rejects.toThrow(/readonly/);
  });

  it('can be opened again when it was closed', async () => {
    await (await openStore({ folder }))[Symbol.asyncDispose]();
    await using store = await openStore({ folder });
    expect(store.masterKey.created).toBe(false);
  });

  it('leaves the store of a later version alone', async () => {
    await (await openStore({ folder }))[Symbol.asyncDispose]();
    const database = new Database(join(folder, 'desk.sqlite'));
    database.prepare('INSERT INTO migration VALUES (?, ?)').run('9999-later', new Date().toISOString());
    database.close();
    const before = await readFile(join(folder, 'desk.sqlite'));
    await expect(openStore({ folder })).rejects.toMatchObject({ code: 'STORE_TOO_NEW', detail: { migration: '9999-later' } });
    await expect(openStoreForReading({ folder })).rejects.toMatchObject({ code: 'STORE_TOO_NEW' });
    expect((await readFile(join(folder, 'desk.sqlite'))).equals(before)).toBe(true);
  });

  it('does not make a store when it is only asked to read one', async () => {
    await expect(openStoreForReading({ folder })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('master key', () => {
  const xor = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a);
  const secrets = { seal: xor, open: xor };
  let opened: Awaited<ReturnType<typeof openStore>>[] = [];
  const open = async (given: typeof secrets | null) => {
    const store = await openStore({ folder, secrets: given });
    opened.push(store);
    const { key, restsIn } = store.masterKey;
    await store[Symbol.asyncDispose]();
    return { key: Buffer.from(key).toString('hex'), restsIn };
  };
  afterEach(() => {
    opened = [];
  });

  it('rests in a file where there is no secret store, and stays there', async () => {
    const first = await open(null);
    expect(first.restsIn).toBe('file');
    expect(await open(secrets)).toEqual(first);
  });

  it('is sealed by the secret store of the system where there is one', async () => {
    const first = await open(secrets);
    expect(first.restsIn).toBe('system');
    expect(await readFile(join(folder, 'master-key.json'), 'utf8')).not.toContain(Buffer.from(first.key, 'hex').toString('base64'));
    expect(await open(secrets)).toEqual(first);
  });

  it.each([
    ['is sealed and this shell has no secret store', secrets, async () => {}],
    ['is missing although there is a store', null, async (path: string) => (await import('node:fs/promises')).rm(path)],
    [
      'is damaged',
      null,
      async (path: string) => (await import('node:fs/promises')).writeFile(path, '{"format":"hpki-desk-key/1","restsIn":"file","key":"AA=="}'),
    ],
  ])('that %s keeps the store closed', async (_why, given, damage) => {
    await open(given);
    await damage(join(folder, 'master-key.json'));
    await expect(openStore({ folder })).rejects.toMatchObject({ code: 'SECRET_STORE_UNREADABLE' });
  });
});
