import { describe, expect, it } from 'vitest';
import type { NetworkSettings } from '../../../main/api/schema/application.ts';
import { networkSettings } from '../../../main/api/schema/application.ts';
import { proxyBySettings } from '../../../main/network/client.ts';
import { proxyOfRules } from '../../../main/network/proxy-rules.ts';
import { DEFAULT_SETTINGS } from '../../../main/settings/settings.ts';

describe('the proxy of a list', () => {
  it.each([
    ['', null],
    ['DIRECT', null],
    ['DIRECT; PROXY a:1', null],
    ['PROXY a:1', 'http://a:1'],
    ['proxy A:1', 'http://a:1'],
    ['HTTP a:1; DIRECT', 'http://a:1'],
    ['HTTPS a:1;PROXY b:2', 'https://a:1'],
    ['SOCKS5 a:1; PROXY b:2', 'http://b:2'],
    ['SOCKS5 a:1; DIRECT', null],
    ['SOCKS5 a:1', 'socks5://a:1'],
    ['QUIC a:1; PROXY b:2', 'http://b:2'],
    ['PROXY', null],
    ['  ;;  PROXY   a:1  ', 'http://a:1'],
  ])('%j is %s', (list, expected) => expect(proxyOfRules(list)).toBe(expected));
});

describe('the proxy of the settings', () => {
  const url = new URL('http://crl.example/');
  it.each<[NetworkSettings['proxy'], string | null]>([
    [{ mode: 'system', url: 'http://b:2' }, 'http://system:1'],
    [{ mode: 'none', url: 'http://b:2' }, null],
    [{ mode: 'url', url: 'http://b:2' }, 'http://b:2'],
    [{ mode: 'url', url: '' }, null],
  ])('%j goes by %s', async (proxy, expected) => {
    const resolve = proxyBySettings(
      () => ({ ...DEFAULT_SETTINGS.network, proxy }),
      async () => 'http://system:1',
    );
    expect(await resolve(url)).toBe(expected);
  });
});

describe('settings of the network', () => {
  const given = (change: object) => networkSettings.safeParse({ ...DEFAULT_SETTINGS.network, ...change }).success;
  it.each([
    [{ allowedHosts: ['crl.example.jp', 'crl.example.jp:8080', '127.0.0.1:80', '[::1]:8080', '日本.example'] }, true],
    [{ allowedHosts: ['http://crl.example.jp/'] }, false],
    [{ allowedHosts: ['a b'] }, false],
    [{ allowedHosts: ['user@host'] }, false],
    [{ allowedHosts: [''] }, false],
    [{ allowedHosts: Array.from({ length: 65 }, () => 'a') }, false],
    [{ proxy: { mode: 'url', url: 'http://user:pass@proxy.example:3128' } }, true],
    [{ proxy: { mode: 'url', url: 'socks5://proxy.example' } }, false],
    [{ proxy: { mode: 'url', url: 'proxy' } }, false],
  ])('%j: %s', (change, expected) => expect(given(change)).toBe(expected));
});
