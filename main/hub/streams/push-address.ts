import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { HttpError } from '../http/http-error.ts';

const LOOPBACK = /^(?:127\.0\.0\.1|\[::1\]|localhost)$/;

/** Networks that are nobody's on the Internet (RFC 6890): the hub is no way into the network that it stands in. */
const INNER = new BlockList();
for (const [network, prefix] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
  ] as const),
  ...([
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const),
]) {
  INNER.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  INNER.addSubnet(network, prefix, 'ipv6');
}

/** Whether an IP address is one of the inside; IPv4 within IPv6 is read as IPv4. */
export const isInner = (address: string): boolean => INNER.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An address that may be given for push: https anywhere, plain HTTP on this computer alone. @throws HttpError 400 `endpoint_refused` */
export function pushAddress(text: string): URL {
  const url = URL.parse(text);
  const plain = url?.protocol === 'http:' && LOOPBACK.test(url.hostname);
  if (!url || !(url.protocol === 'https:' || plain) || url.username !== '' || url.hash !== '') {
    throw new HttpError(400, 'endpoint_refused', 'https, without user and fragment');
  }
  return url;
}

/**
 * The IP address to connect to: the one that was checked, so that a name which answers otherwise the next time leads nowhere else.
 * @throws HttpError 400 `endpoint_refused` for an address of the inside; errors of the resolver
 */
export async function addressOf({ protocol, hostname }: URL): Promise<{ readonly address: string; readonly family: number }> {
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''));
  // Plain HTTP was allowed for the loopback only, which is then meant.
  const loopback = protocol === 'http:' && (found.address === '127.0.0.1' || found.address === '::1');
  if (isInner(found.address) && !loopback) throw new HttpError(400, 'endpoint_refused', 'the address is within a private network');
  return found;
}
