import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { electronDesktop } from '../../../../main/shell/electron/desktop.ts';
import { systemSecrets } from '../../../../main/shell/electron/secrets.ts';
import { systemProxy } from '../../../../main/shell/electron/system-proxy.ts';
import { safeStorage, session, shell } from '../../../support/electron.ts';

vi.mock('electron', () => import('../../../support/electron.ts'));
const platform = (name: NodeJS.Platform) => vi.spyOn(process, 'platform', 'get').mockReturnValue(name);
afterEach(() => vi.restoreAllMocks());

describe('the secret store of the system', () => {
  it.each<[NodeJS.Platform, boolean, string, boolean]>([
    ['linux', true, 'gnome_libsecret', true],
    ['linux', true, 'kwallet6', true],
    ['linux', true, 'basic_text', false],
    ['linux', true, 'unknown', false],
    ['linux', false, 'gnome_libsecret', false],
    ['win32', true, '', true],
    ['darwin', true, '', true],
    ['darwin', false, '', false],
  ])('%s, available: %s, backend %j: protects %s', (name, available, backend, protects) => {
    platform(name);
    Object.assign(safeStorage, { available, backend });
    expect(systemSecrets() !== null).toBe(protects);
  });

  it('gives back every byte that it sealed', () => {
    platform('darwin');
    safeStorage.available = true;
    const secret = Uint8Array.from({ length: 256 }, (_, index) => index);
    const { seal, open } = systemSecrets()!;
    expect(Buffer.from(seal(secret)).includes(Buffer.from(secret))).toBe(false);
    expect([...open(seal(secret))]).toEqual([...secret]);
  });
});

describe('the proxy of the system', () => {
  it.each([
    ['DIRECT', null],
    ['PROXY proxy.example:3128; DIRECT', 'http://proxy.example:3128'],
    ['HTTPS proxy.example:443', 'https://proxy.example:443'],
  ])('%s is %s', async (rules, expected) => {
    session.proxyRules = rules;
    expect(await systemProxy(new URL('http://crl.example/'))).toBe(expected);
  });
});

describe('the desktop', () => {
  beforeEach(() => Object.assign(shell, { opened: [], failure: '' }));

  it.each([
    ['file', '', true],
    ['file', 'no program for it', false],
    ['folder', '', true],
  ] as const)('shows a %s, failure %j: %s', async (what, failure, done) => {
    shell.failure = failure;
    expect(await electronDesktop.reveal('/signed/a.pdf', what)).toBe(done);
    expect(shell.opened).toEqual(['/signed/a.pdf']);
  });

  it.each([
    ['', true],
    ['no browser', false],
  ])('opens an address in the browser, failure %j: %s', async (failure, done) => {
    shell.failure = failure;
    expect(await electronDesktop.browse?.('https://service.example/')).toBe(done);
    expect(shell.opened).toEqual(['https://service.example/']);
  });
});
