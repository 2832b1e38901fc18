import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withoutSecrets } from '../../../pki/network/hosts.ts';
import { failure, get } from '../../support/http-client.ts';

/** A server that answers the first bytes of a request by hand; its address. */
async function rawServer(answer: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => {}).once('data', () => answer(socket))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('a server that means harm fails by name', () => {
  it.each<[string, string, (socket: Socket) => void]>([
    ['and changes the protocol', 'NETWORK_INTERRUPTED', (socket) => socket.write('HTTP/1.1 101 Other\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n')],
    ['and sends a megabyte of headers', 'NETWORK_INTERRUPTED', (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(1_000_000)}\r\n\r\n`)],
    ['and never ends its hints', 'NETWORK_TIMEOUT', (socket) => socket.write('HTTP/1.1 103 Early\r\n\r\n'.repeat(50))],
    ['and says less than nothing will come', 'NETWORK_INTERRUPTED', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nabc')],
    [
      'and resets the connection within the body',
      'NETWORK_INTERRUPTED',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab', () => socket.resetAndDestroy()),
    ],
  ])('%s', async (_what, code, answer) => {
    expect(await failure(get(await rawServer(answer), { deadlineMs: 400 }))).toMatchObject({ code });
  });

  it('what it packed is not unpacked', async () => {
    const url = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc'));
    expect(Buffer.from((await get(url)).body).toString()).toBe('abc');
  });
});

/** Asked without a proxy it is a host that is not found. */
const ELSEWHERE = 'http://crl.example.invalid/';

describe('the way by a proxy', () => {
  it('ends in time where the system never says which', async () => {
    expect(await failure(get(ELSEWHERE, { deadlineMs: 100 }, () => new Promise(() => {})))).toMatchObject({ code: 'NETWORK_TIMEOUT' });
  });

  it.each(['socks5://user:secret@proxy.invalid:1080', 'user:secret@proxy.invalid:1080', 'http://us er:secret@bad host:99999'])(
    'is not left out where it is none that can be spoken to: %s',
    async (address) => {
      const told = await failure(get(ELSEWHERE, {}, async () => address));
      expect(told['code']).toBe('NETWORK_PROXY');
      expect(JSON.stringify(told)).not.toContain('secret');
    },
  );
});

describe('an address without its secrets', () => {
  it.each([
    ['http://a:b@host:1/x?y', 'http://host:1/x?y'],
    ['ldap://dir/cn=a@b', 'ldap://dir/cn=a@b'],
    ['a:b@host:1', 'host:1'],
    ['http://a b:c@d@bad host', 'bad host'],
    ['', ''],
  ])('%j is %j', (text, shown) => expect(withoutSecrets(text)).toBe(shown));
});
