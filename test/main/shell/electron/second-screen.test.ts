import type { BrowserWindow as ElectronWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { secondScreen } from '../../../../main/shell/electron/second-screen.ts';
import { BrowserWindow, Session } from '../../../support/electron.ts';

vi.mock('electron', () => import('../../../support/electron.ts'));

let desk: BrowserWindow;
let served: unknown[];
let screen: Disposable;
let before: number;
beforeEach(() => {
  const session = new Session();
  session.protocol.handle('app', async () => new Response('<title>kiosk</title>'));
  desk = new BrowserWindow({ webPreferences: { session } });
  served = [];
  screen = secondScreen(desk as unknown as ElectronWindow, (contents) => served.push(contents));
  before = BrowserWindow.opened.length;
});
const opened = () => BrowserWindow.opened.slice(before);
const ask = (url: string) => desk.webContents.windowOpenHandler!({ url });

describe('the screens ask for a window', () => {
  it.each(['app://desk/#/kiosk', 'app://desk/index.html#/kiosk'])('%s opens the visitors’ screen, in a window that is not theirs', (url) => {
    expect(ask(url)).toEqual({ action: 'deny' });
    const [window] = opened();
    expect(window!.options).toMatchObject({
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, session: desk.webContents.session },
    });
    expect(served).toEqual([window!.webContents]);
  });

  it.each([
    'app://desk/#/settings',
    'app://desk/#/kiosk/x',
    'app://desk.example/#/kiosk',
    'app://other/#/kiosk',
    'https://example.com/#/kiosk',
    'pin://entry/#/kiosk',
    'about:blank#/kiosk',
    'no address',
  ])('%s opens nothing', (url) => {
    expect([ask(url), opened()]).toEqual([{ action: 'deny' }, []]);
  });

  it('a second time brings the same window forward; once it is closed, another is opened', () => {
    ask('app://desk/#/kiosk');
    ask('app://desk/#/kiosk');
    expect(opened()).toHaveLength(1);
    opened()[0]!.destroy();
    ask('app://desk/#/kiosk');
    expect(opened()).toHaveLength(2);
  });

  it('the window goes with the desk', () => {
    ask('app://desk/#/kiosk');
    screen[Symbol.dispose]();
    expect(opened()[0]!.isDestroyed()).toBe(true);
    screen[Symbol.dispose]();
  });
});
