import { describe, expect, it } from 'vitest';
import { isAmong, isThisComputer, withoutSecrets } from '../../../pki/network/hosts.ts';
import { environmentProxy } from '../../../pki/network/proxy.ts';

const PROXY = 'http://proxy.example:3128';

describe('proxy by the environment', () => {
  it.each([
    ['http://a.example/', {}, null],
    ['http://a.example/', { http_proxy: PROXY }, PROXY],
    ['http://a.example/', { HTTP_PROXY: PROXY }, PROXY],
    ['http://a.example/', { http_proxy: PROXY, HTTP_PROXY: 'http://other:1' }, PROXY],
    ['http://a.example/', { http_proxy: '' }, null],
    ['http://a.example/', { https_proxy: PROXY }, null],
    ['https://a.example/', { https_proxy: PROXY }, PROXY],
    ['http://a.example/', { http_proxy: 'proxy.example:3128' }, PROXY],
  ] as const)('%s with %j goes by %s', async (url, environment, expected) => {
    expect(await environmentProxy(environment)(new URL(url))).toBe(expected);
  });

  it.each([
    ['http://a.example/', '*', true],
    ['http://a.example/', 'a.example', true],
    ['http://a.example/', 'b.example, a.example', true],
    ['http://a.example/', 'A.Example', true],
    ['http://sub.a.example/', 'a.example', true],
    ['http://sub.a.example/', '.a.example', true],
    ['http://sub.a.example/', '*.a.example', true],
    ['http://nota.example/', 'a.example', false],
    ['http://a.example.evil/', 'a.example', false],
    ['http://a.example/', 'example.a', false],
    ['http://a.example:8080/', 'a.example:8080', true],
    ['http://a.example/', 'a.example:80', true],
    ['http://a.example/', 'a.example:8080', false],
    ['http://127.0.0.1/', '127.0.0.1', true],
    ['http://10.1.2.3/', '10.0.0.0/8', true],
    ['http://11.1.2.3/', '10.0.0.0/8', false],
    ['http://10.1.2.3/', '10.0.0.0/rubbish', false],
    ['http://10.1.2.3/', '10.0.0.0/', false],
    ['http://10.1.2.3/', 'fd00::/8', false],
    ['http://[fd00::1]/', 'fd00::/8', true],
    ['http://[::1]/', '::1', true],
    ['http://[::1]/', '[::1]', true],
    ['http://a.example/', '', false],
  ])('%s goes around it with no_proxy=%s: %s', async (url, list, around) => {
    expect(await environmentProxy({ http_proxy: PROXY, no_proxy: list })(new URL(url))).toBe(around ? null : PROXY);
  });
});

describe('this computer', () => {
  it.each([
    ['http://localhost/', true],
    ['https://LOCALHOST:8443/', true],
    ['http://localhost./', true],
    ['http://desk.localhost/', true],
    ['http://127.0.0.1:8080/', true],
    ['http://127.1/', true],
    ['http://127.255.1.2/', true],
    ['http://[::1]/', true],
    ['http://[0:0:0:0:0:0:0:1]:80/', true],
    ['http://128.0.0.1/', false],
    ['http://[::2]/', false],
    ['http://notlocalhost/', false],
    ['http://localhost.example/', false],
    ['http://127.0.0.1.example/', false],
  ])('%s: %s', (url, expected) => {
    expect(isThisComputer(new URL(url))).toBe(expected);
  });
});

describe('allowed hosts', () => {
  it.each([
    ['http://cert.medis.or.jp/x', ['cert.medis.or.jp'], true],
    ['https://cert.medis.or.jp/x', ['cert.medis.or.jp'], true],
    ['http://CERT.medis.or.jp/x', ['cert.medis.or.jp'], true],
    ['http://cert.medis.or.jp:80/x', ['cert.medis.or.jp'], true],
    ['http://cert.medis.or.jp:8080/x', ['cert.medis.or.jp'], false],
    ['http://cert.medis.or.jp:8080/x', ['cert.medis.or.jp:8080'], true],
    ['http://cert.medis.or.jp/x', ['cert.medis.or.jp:80'], true],
    ['http://sub.cert.medis.or.jp/x', ['cert.medis.or.jp'], false],
    ['http://cert.medis.or.jp.evil.example/x', ['cert.medis.or.jp'], false],
    ['http://cert.medis.or.jp@evil.example/x', ['cert.medis.or.jp'], false],
    ['http://user@cert.medis.or.jp/x', ['cert.medis.or.jp'], false],
    ['ftp://cert.medis.or.jp/x', ['cert.medis.or.jp'], false],
    ['ldap://cert.medis.or.jp/x', ['cert.medis.or.jp'], false],
    ['http://cert.medis.or.jp/x', [''], false],
    ['http://cert.medis.or.jp/x', [], false],
    ['http://[::1]/x', ['[::1]'], true],
  ])('%s among %j: %s', (url, hosts, expected) => {
    expect(isAmong(new URL(url), hosts)).toBe(expected);
  });

  it('an address is told without its user and password', () => {
    expect(withoutSecrets('http://user:secret@proxy.example:3128/')).toBe('http://proxy.example:3128/');
    expect(withoutSecrets('rubbish')).toBe('rubbish');
  });
});
