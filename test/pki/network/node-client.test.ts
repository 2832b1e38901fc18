import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { closedPort, failure, get, hello } from '../../support/http-client.ts';
import { bodyOf, web } from '../../support/web.ts';

describe('one exchange', () => {
  it('gives status, headers and body', async () => {
    const { origin } = await hello();
    const { status, headers, body } = await get(`${origin}/list.crl`);
    expect({ status, etag: headers['etag'], body: Buffer.from(body).toString() }).toEqual({ status: 200, etag: '"1"', body: 'hello' });
  });

  it('sends method, headers, body and basic authentication', async () => {
    const bodies: string[] = [];
    const { origin, seen } = await web(async (request, response) => {
      bodies.push((await bodyOf(request)).toString());
      response.end();
    });
    await get(`${origin}/ocsp`, {
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request' },
      body: Buffer.from('question'),
      authentication: { user: 'hospital', password: 'p:w' },
    });
    const [{ method, headers } = { method: '', headers: {} }] = seen;
    expect([method, headers['content-type'], headers['content-length'], bodies]).toEqual(['POST', 'application/ocsp-request', '8', ['question']]);
    expect(headers.authorization).toBe(`Basic ${Buffer.from('hospital:p:w').toString('base64')}`);
  });

  it('takes a body of exactly the limit', async () => {
    const { origin } = await web((_request, response) => void response.end(Buffer.alloc(1000)));
    expect((await get(origin)).body.length).toBe(1000);
  });

  it.each([
    ['announced', [1001]],
    ['not announced', [900, 101]],
  ])('gives up a body over the limit that is %s', async (_how, pieces) => {
    const { origin } = await web((_request, response) => {
      for (const piece of pieces.slice(1)) response.write(Buffer.alloc(piece));
      response.end(Buffer.alloc(pieces[0]!));
    });
    expect(await failure(get(origin))).toMatchObject({ code: 'NETWORK_TOO_LARGE', limit: 1000 });
  });

  it('a conditional request may be told that nothing is newer, any other may not', async () => {
    const { origin } = await web((_request, response) => void response.writeHead(304).end());
    expect((await get(origin, { headers: { 'If-None-Match': '"1"' } })).status).toBe(304);
    expect(await failure(get(origin))).toMatchObject({ code: 'NETWORK_STATUS', status: 304 });
  });
});

describe('redirects', () => {
  const to = (location: string, status = 302) => web((_request, response) => void response.writeHead(status, { location }).end());

  it('are followed to an allowed host, without the credentials', async () => {
    const target = await hello();
    const { origin } = await to(`${target.origin}/moved`);
    const { body } = await get(origin, { allows: () => true, authentication: { user: 'a', password: 'b' } });
    expect(Buffer.from(body).toString()).toBe('hello');
    expect([target.seen[0]?.path, target.seen[0]?.headers.authorization]).toEqual(['/moved', undefined]);
  });

  it('are followed within a host, with the credentials', async () => {
    const { origin, seen } = await web((request, response) =>
      request.url === '/a' ? void response.writeHead(301, { location: '/b' }).end() : void response.end(),
    );
    await get(`${origin}/a`, { authentication: { user: 'a', password: 'b' } });
    expect(seen.map(({ path, headers }) => [path, headers.authorization !== undefined])).toEqual([
      ['/a', true],
      ['/b', true],
    ]);
  });

  it('are not followed to another host', async () => {
    const target = await hello();
    const { origin } = await to(`${target.origin}/`);
    expect(await failure(get(origin))).toMatchObject({ code: 'HOST_NOT_ALLOWED', host: target.host });
    expect(target.seen).toEqual([]);
  });

  it.each(['file:///etc/hostname', 'ftp://127.0.0.1/x', 'http://[bad', ''])('are not followed to %j', async (location) => {
    const { origin } = await to(location);
    expect(await failure(get(`${origin}/`, { allows: ({ protocol, pathname }) => protocol === 'http:' && pathname === '/' }))).toMatchObject({
      code: location === '' ? 'NETWORK_REDIRECT' : 'NETWORK_STATUS',
    });
  });

  it('end', async () => {
    const { origin, seen } = await to('/again');
    expect(await failure(get(origin))).toMatchObject({ code: 'NETWORK_REDIRECT' });
    expect(seen.length).toBe(5);
  });

  it('are not followed for a POST', async () => {
    const { origin } = await to('/again', 307);
    expect(await failure(get(origin, { method: 'POST', body: Buffer.from('x') }))).toMatchObject({ code: 'NETWORK_STATUS', status: 307 });
  });
});

describe('failures by name', () => {
  it.each([400, 401, 403, 404, 500, 503])('status %i', async (status) => {
    const { origin, host } = await web((_request, response) => void response.writeHead(status).end('rubbish'));
    expect(await failure(get(`${origin}/x`))).toMatchObject({ code: 'NETWORK_STATUS', status, host, url: `${origin}/x` });
  });

  it('nobody listens', async () => {
    expect(await failure(get(await closedPort()))).toMatchObject({ code: 'NETWORK_REFUSED', note: 'ECONNREFUSED' });
  });

  it('no such host', async () => {
    expect(await failure(get('http://nowhere.invalid/list.crl'))).toMatchObject({ code: 'NETWORK_HOST_NOT_FOUND', host: 'nowhere.invalid' });
  });

  it.each(['before the headers', 'within the body', 'drop by drop'])('a server that hangs %s', async (where) => {
    const { origin } = await web(async (_request, response) => {
      if (where === 'before the headers') return;
      response.flushHeaders();
      for (let drop = 0; where === 'drop by drop' && drop < 50 && !response.destroyed; drop++) {
        response.write('.');
        await setTimeout(20);
      }
    });
    expect(await failure(get(origin, { deadlineMs: 200 }))).toMatchObject({ code: 'NETWORK_TIMEOUT' });
  });

  it('a connection cut within the body', async () => {
    const { origin } = await web((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      void setTimeout(10).then(() => response.destroy());
    });
    expect(await failure(get(origin))).toMatchObject({ code: 'NETWORK_INTERRUPTED' });
  });

  it('something that is no HTTP', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).end('220 mail ready\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect(await failure(get(`http://127.0.0.1:${port}/`))).toMatchObject({ code: 'NETWORK_INTERRUPTED' });
  });

  it('whoever asked gives up: the reason comes out as it is', async () => {
    const { origin } = await web(() => {});
    const stop = new AbortController();
    const answer = get(origin, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
  });

  it.each(['file:///etc/hostname', 'ldap://127.0.0.1/', 'javascript:0', 'rubbish'])('%s is no address to ask', async (url) => {
    expect(await failure(get(url))).toMatchObject({ code: 'HOST_NOT_ALLOWED' });
  });

  it('an address that is not allowed is not asked', async () => {
    const { origin, seen } = await hello();
    expect(await failure(get(origin, { allows: () => false }))).toMatchObject({ code: 'HOST_NOT_ALLOWED' });
    expect(seen).toEqual([]);
  });

  it('no password of an address gets into a failure', async () => {
    const { host } = await web((_request, response) => void response.writeHead(500).end());
    const text = JSON.stringify(await failure(get(`http://user:secret@${host}/`)));
    expect(text).not.toContain('secret');
  });
});
