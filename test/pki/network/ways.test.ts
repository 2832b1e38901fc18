import { describe, expect, it } from 'vitest';
import { fixedProxy, noProxy } from '../../../pki/network/proxy.ts';
import { closedPort, failure, get, hello } from '../../support/http-client.ts';
import { ELSEWHERE, loopbackIdentity } from '../../support/tls-identity.ts';
import { proxy, web } from '../../support/web.ts';

describe('HTTPS', () => {
  const identity = loopbackIdentity();

  it('a server with a trusted certificate answers', async () => {
    const { origin } = await web((_request, response) => void response.end('safe'), identity);
    expect((await get(origin, {}, noProxy, [identity.cert])).body.length).toBe(4);
  });

  it('a server whose certificate nobody trusts does not', async () => {
    const { origin, seen } = await web((_request, response) => void response.end('safe'), identity);
    expect(await failure(get(origin))).toMatchObject({ code: 'NETWORK_TLS', note: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(seen).toEqual([]);
  });

  it('a server under another name than its certificate says does not', async () => {
    const { host } = await web((_request, response) => void response.end('safe'), identity);
    const url = `https://localhost:${host.split(':')[1]}/`;
    expect(await failure(get(url, {}, noProxy, [identity.cert]))).toMatchObject({ code: 'NETWORK_TLS', note: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('plain HTTP where HTTPS is wanted is told as that', async () => {
    const { origin } = await hello();
    expect(await failure(get(origin.replace('http:', 'https:')))).toMatchObject({ code: 'NETWORK_TLS' });
  });

  it('goes through a proxy by a tunnel to the real server', async () => {
    const server = await web((_request, response) => void response.end('safe'), identity);
    const between = await proxy(server);
    const { body } = await get(`https://${ELSEWHERE}/list`, {}, fixedProxy(between.origin), [identity.cert]);
    expect(Buffer.from(body).toString()).toBe('safe');
    expect(between.seen.map(({ method, path }) => [method, path])).toEqual([['CONNECT', `${ELSEWHERE}:443`]]);
  });

  it('a proxy that wants a password for the tunnel is told as that', async () => {
    const server = await web((_request, response) => void response.end('safe'), identity);
    const between = await proxy(server, 'user:secret');
    expect(await failure(get(`https://${ELSEWHERE}/`, {}, fixedProxy(between.origin), [identity.cert]))).toMatchObject({ code: 'NETWORK_PROXY' });
  });
});

describe('proxy', () => {
  it('an address that only the proxy knows is reached through it', async () => {
    const server = await hello();
    const between = await proxy(server);
    const { body } = await get('http://crl.example.invalid/list.crl', {}, fixedProxy(between.origin));
    expect(Buffer.from(body).toString()).toBe('hello');
    expect([between.seen[0]?.path, server.seen[0]?.path]).toEqual(['http://crl.example.invalid/list.crl', '/list.crl']);
  });

  it('is told nothing of what goes to this computer', async () => {
    const server = await hello();
    const between = await proxy(server);
    for (const host of ['127.0.0.1', 'localhost']) {
      const url = server.origin.replace('127.0.0.1', host);
      await get(url, { authentication: { user: 'service', password: 'secret' } }, fixedProxy(between.origin));
    }
    expect([between.seen.length, server.seen.length]).toEqual([0, 2]);
  });

  it('gets user and password from its address, and no failure tells them', async () => {
    const between = await proxy(await hello(), 'user:secret');
    const address = between.origin.replace('://', '://user:secret@');
    expect((await get('http://crl.example.invalid/', {}, fixedProxy(address))).status).toBe(200);
    const wrong = await failure(get('http://crl.example.invalid/', {}, fixedProxy(between.origin.replace('://', '://user:wrong@'))));
    expect(wrong).toMatchObject({ code: 'NETWORK_PROXY', status: 407, proxy: `${between.origin}/` });
    expect(JSON.stringify(wrong)).not.toContain('wrong@');
  });

  it.each([
    ['nobody listens', closedPort],
    ['no such host', async () => 'http://proxy.invalid:3128'],
    ['of a kind that is not spoken', async () => 'socks5://127.0.0.1:1080'],
    ['no address at all', async () => 'rubbish'],
  ])('%s: it is the proxy that is at fault', async (_what, place) => {
    expect(await failure(get('http://crl.example.invalid/', {}, fixedProxy(await place())))).toMatchObject({ code: 'NETWORK_PROXY' });
  });

  it('a status of the server behind it is the status of the server', async () => {
    const between = await proxy(await web((_request, response) => void response.writeHead(404).end()));
    expect(await failure(get('http://crl.example.invalid/', {}, fixedProxy(between.origin)))).toMatchObject({ code: 'NETWORK_STATUS', status: 404 });
  });
});
