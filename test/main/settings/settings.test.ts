import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { settingsOf } from '../../../main/shell/cli/revocation.ts';
import { DEFAULT_SETTINGS, openSettings, readSettings } from '../../../main/settings/settings.ts';
import { openStore } from '../../../main/store/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

async function opened() {
  const store = await openStore({ folder });
  onTestFinished(() => store[Symbol.asyncDispose]());
  const audit = auditLog(store);
  return { store, audit, open: () => openSettings(store, audit) };
}

describe('settings', () => {
  it('of a desk from before the network was settable are its own, with defaults for the rest', async () => {
    const { store, open } = await opened();
    for (const [name, value] of [
      ['language', 'en'],
      ['testMode', true],
    ] as const)
      await store.db
        .insertInto('setting')
        .values({ name, value: JSON.stringify(value) })
        .execute();
    expect((await open()).current).toEqual({ ...DEFAULT_SETTINGS, language: 'en', testMode: true });
  });

  it.each([
    ['network', { proxy: { mode: 'magic' } }],
    ['network', null],
    ['revocationPolicy', 'whatever'],
  ])('%s that this version does not know falls back: %j', async (name, value) => {
    const { store, open } = await opened();
    await store.db
      .insertInto('setting')
      .values({ name, value: JSON.stringify(value) })
      .execute();
    expect((await open()).current).toEqual(DEFAULT_SETTINGS);
  });

  it('are kept, and what did not change is not recorded', async () => {
    const { audit, open } = await opened();
    const network = { ...DEFAULT_SETTINGS.network, allowedHosts: ['crl.example.jp'] };
    const book = await open();
    await book.change({ network });
    await book.change({ network: structuredClone(network), revocationPolicy: 'valid-at-time' });
    expect((await open()).current.network).toEqual(network);
    expect((await audit.list(null, 10)).length).toBe(1);
  });

  it('of a proxy are recorded without its password', async () => {
    const { audit, open } = await opened();
    const proxy = { mode: 'url', url: 'http://user:secret@proxy.example:3128' } as const;
    await (await open()).change({ network: { ...DEFAULT_SETTINGS.network, proxy, allowedHosts: ['a.example', 'b.example'] } });
    const [entry] = await audit.list(null, 1);
    expect(entry).toMatchObject({
      action: 'settings.changed',
      facts: {
        'network.proxy.mode': 'url',
        'network.proxy.url': 'http://proxy.example:3128/',
        'network.allowedHosts': 'a.example, b.example',
        'network.fetch': true,
      },
    });
    expect(JSON.stringify(entry)).not.toContain('secret');
  });

  it('of a proxy rest with its password sealed and show it to no screen, which may write them back without it', async () => {
    const { store, open } = await opened();
    const withUrl = (url: string) => ({ network: { ...DEFAULT_SETTINGS.network, proxy: { mode: 'url', url } as const } });
    const book = await open();
    const used = async () =>
      [book.current, await readSettings(store, store.masterKey.key), await settingsOf(store.folder)].map(({ network }) => network.proxy.url);
    const all = (url: string) => [url, url, url];
    const address = 'http://user:se%20cret@proxy.example:3128/';
    await book.change(withUrl(address));
    const rows = await store.db.selectFrom('setting').selectAll().execute();
    expect([JSON.stringify(rows).includes('se%20cret'), JSON.stringify(book.shown).includes('se%20cret')]).toEqual([false, false]);
    expect(await used()).toEqual(all(address));
    await book.change(book.shown);
    expect(await used()).toEqual(all(address));
    expect((await readSettings(store, null)).network.proxy.url).toBe('http://user@proxy.example:3128/');
    await book.change(withUrl('http://user@other.example:3128/'));
    expect(await used()).toEqual(all('http://user@other.example:3128/'));
    await book.change(withUrl('http://user@proxy.example:3128/'));
    expect(await used()).toEqual(all('http://user@proxy.example:3128/'));
  });

  it('are read by a command beside the desk that has them open, and are the defaults where there is no desk', async () => {
    const { store, open } = await opened();
    await (await open()).change({ revocationPolicy: 'issued-after' });
    expect(await settingsOf(store.folder)).toMatchObject({ revocationPolicy: 'issued-after' });
    expect(await settingsOf({ ...store.folder, database: `${folder}/absent.sqlite` })).toEqual(DEFAULT_SETTINGS);
  });
});
