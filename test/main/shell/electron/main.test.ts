import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockDataFolder } from '../../../../main/store/lock.ts';
import { words } from '../../../../main/words/words.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-main-'));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});

/** Starts the main process as Electron does: its module is evaluated, then Electron is ready. */
async function start(isFirst = true) {
  vi.resetModules();
  const electron = await import('../../../support/electron.ts');
  vi.doMock('electron', () => electron);
  electron.app.isFirst = isFirst;
  vi.stubGlobal('process', Object.create(process, { argv: { value: ['electron', '.', '--data', folder] } }));
  await import('../../../../main/shell/electron/main.ts');
  electron.app.becomeReady();
  return electron;
}

describe('a start', () => {
  it('shuts the pages in before anything is opened', async () => {
    const { app, protocol, BrowserWindow, WebContents, Session } = await start(false);
    const privileges = { standard: true, secure: true, supportFetchAPI: true };
    expect(app.sandbox).toBe(true);
    expect(protocol.privileged).toEqual([
      { scheme: 'app', privileges },
      { scheme: 'pin', privileges },
    ]);
    const contents = new WebContents(new Session());
    app.emit('web-contents-created', {}, contents);
    expect(contents.windowOpenHandler).not.toBeNull();
    expect(BrowserWindow.opened).toEqual([]);
  });

  it('beside a running program ends at once and touches no data', async () => {
    const { app } = await start(false);
    expect(await app.exited).toBe(0);
    expect(await readdir(folder)).toEqual(['electron']);
  });

  it('keeps what Electron writes in a folder of the owner', async () => {
    const { app } = await start(false);
    expect(app.paths).toEqual({ userData: join(folder, 'electron') });
    expect((await stat(join(folder, 'electron'))).mode & 0o777).toBe(0o700);
  });

  it('on a folder that another program holds says so in words', async () => {
    using _hold = lockDataFolder(join(folder, 'desk.lock'));
    const { app, dialog } = await start();
    expect(await app.exited).toBe(3);
    const say = words('ja');
    expect(dialog.shown).toEqual([
      {
        title: `${say('errors.DATA_FOLDER_LOCKED.heading')} [DATA_FOLDER_LOCKED]`,
        content: expect.stringContaining(say('errors.DATA_FOLDER_LOCKED.todo')),
      },
    ]);
  });

  it('does not end before everything of ours is closed', async () => {
    const { app } = await start(false);
    const preventDefault = vi.fn();
    app.emit('will-quit', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(app.listenerCount('window-all-closed')).toBe(1);
  });
});
