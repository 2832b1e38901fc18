import { beforeEach, describe, expect, it, vi } from 'vitest';

const ID = '3f0c1a52-5b1e-4c39-9f7e-0d9a3a1f2b10';
const ADDRESS = `hpki:request?id=${ID}`;

async function load() {
  vi.resetModules();
  const electron = await import('../../../support/electron.ts');
  vi.doMock('electron', () => electron);
  return { electron, ...(await import('../../../../main/shell/electron/hpki-addresses.ts')) };
}
let loaded: Awaited<ReturnType<typeof load>>;
beforeEach(async () => {
  loaded = await load();
});

describe('hpki: addresses', () => {
  it('are registered for the packed program, behind the end of options', () => {
    const { electron, HpkiAddresses } = loaded;
    electron.app.isPackaged = false;
    new HpkiAddresses();
    expect(electron.app.schemes).toEqual([]);
    electron.app.isPackaged = true;
    new HpkiAddresses();
    expect(electron.app.schemes).toEqual([['hpki', process.execPath, ['--']]]);
  });

  it('reach the program at its start, from a second start and from the system, each once', () => {
    const { electron, HpkiAddresses } = loaded;
    const addresses = new HpkiAddresses();
    addresses.receive(['program', '--', ADDRESS]);
    const opened: string[] = [];
    addresses.serve((address) => opened.push(address));
    electron.app.emit('second-instance', {}, ['program', '--allow-file-access-from-files', 'hpki:open']);
    const preventDefault = vi.fn();
    electron.app.emit('open-url', { preventDefault }, ADDRESS);
    expect([opened, preventDefault.mock.calls.length]).toEqual([[ADDRESS, 'hpki:open', ADDRESS], 1]);
  });

  it.each([['hpki:sign?file=/etc/passwd'], ['hpki:request?id=x'], ['https://evil.example'], ['--data=/tmp/x']])('%s opens nothing', (argument) => {
    const addresses = new loaded.HpkiAddresses();
    const opened: string[] = [];
    addresses.serve((address) => opened.push(address));
    addresses.receive(['program', argument]);
    expect(opened).toEqual([]);
  });

  it.each<[string, string[], string[]]>([
    ['an ordinary start', ['program', '--data', '/x'], ['--data', '/x']],
    ['an address', ['program', '--', ADDRESS], []],
    ['an address that brings an option', ['program', ADDRESS, '--data=/tmp/evil'], []],
    ['a broken address that brings an option', ['program', '"hpki:x"', '--data=/tmp/evil'], []],
  ])('with %s, options count only where no page has a say', (_what, argv, expected) => {
    expect(loaded.programArguments(argv)).toEqual(expected);
  });
});
