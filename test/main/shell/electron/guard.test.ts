import type { Session as ElectronSession, WebContents as ElectronWebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { guardContents, guardEveryPage, guardSession } from '../../../../main/shell/electron/guard.ts';
import { app, Session, WebContents } from '../../../support/electron.ts';

vi.mock('electron', () => import('../../../support/electron.ts'));

const SCREENS = 'blob:app://desk/';
let session: Session;
beforeEach(() => {
  session = new Session();
  guardSession(session as unknown as ElectronSession, { schemes: ['app:', 'blob:'], downloads: SCREENS });
});

describe('a guarded session', () => {
  it.each([
    ['app://desk/index.html', true],
    ['blob:app://desk/1', true],
    ['data:text/html,x', false],
    ['file:///etc/passwd', false],
    ['http://127.0.0.1/', false],
    ['https://example.com/', false],
    ['ws://127.0.0.1/', false],
    ['pin://entry/form.js', false],
    ['devtools://devtools/bundled/inspector.html', false],
    ['chrome://version', false],
  ])('%s is loaded: %s', (url, loaded) => {
    expect(session.admits(url)).toBe(loaded);
  });

  it.each(['media', 'clipboard-read', 'notifications', 'fullscreen', 'openExternal', 'hid', 'usb', 'serial'])('denies %s', (permission) => {
    const answer = vi.fn();
    session.guards['request']!(null, permission, answer);
    expect(answer.mock.calls).toEqual([[false]]);
    expect(session.guards['check']!(null, permission)).toBe(false);
    expect(session.guards['device']!({ deviceType: permission })).toBe(false);
  });

  it.each([
    ['a copy that the screens hand over', 'blob:app://desk/1', SCREENS, false],
    ['a file of another origin', 'blob:pin://entry/1', SCREENS, true],
    ['a file of an origin that begins alike', 'blob:app://desk.example/1', SCREENS, true],
    ['a file of the network', 'https://example.com/x.exe', SCREENS, true],
    ['anything, where nothing is allowed', 'blob:app://desk/1', undefined, true],
  ])('download of %s', (_what, url, downloads, refused) => {
    const other = new Session();
    guardSession(other as unknown as ElectronSession, { schemes: [], ...(downloads && { downloads }) });
    const preventDefault = vi.fn();
    other.emit('will-download', { preventDefault }, { getURL: () => url });
    expect(preventDefault).toHaveBeenCalledTimes(refused ? 1 : 0);
  });

  it('has no spelling checker, which would fetch dictionaries', () => {
    expect(session.spellChecker).toBe(false);
  });
});

describe('a guarded page', () => {
  const contents = new WebContents(new Session());
  guardContents(contents as unknown as ElectronWebContents);

  it('opens no window', () => {
    expect(contents.windowOpenHandler!({ url: 'app://desk/' })).toEqual({ action: 'deny' });
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('%s is refused', (event) => {
    const preventDefault = vi.fn();
    contents.emit(event, { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it('is every page that comes', () => {
    guardEveryPage();
    const other = new WebContents(new Session());
    app.emit('web-contents-created', {}, other);
    expect(other.windowOpenHandler!({ url: 'https://example.com' })).toEqual({ action: 'deny' });
  });
});
