import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Octets of an IP address, 4 or 16; `null` for what is none, and for addresses with a zone, which mean nothing on another computer. */
export function ipOctets(address: string): Uint8Array | null {
  switch (isIP(address)) {
    case 4:
      return Uint8Array.from(address.split('.'), Number);
    case 6:
      return address.includes('%') ? null : version6Octets(address);
    default:
      return null;
  }
}

/** The URL parser writes every IPv6 address in one form: hexadecimal groups, one run of zeros left out. */
function version6Octets(address: string): Uint8Array {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string): number[] =>
    text
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

/** The address that these octets write. */
export function ipText(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((octets[2 * index]! << 8) | octets[2 * index + 1]!).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** An address as other stations reach this desk by: the first IPv4 address that is not its own loopback, `null` without a network. */
export function addressOnNetwork(): string | null {
  const found = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return found.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}

/** An IPv4 address without the form that IPv6 sockets give it. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Host and port in one text, as addresses of stations are kept and shown. */
export const hostAndPort = (host: string, port: number): string => `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;

const HOST_AND_PORT = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/;

/** Reads what `hostAndPort` wrote, or a person did; `null` for anything else. */
export function splitHostAndPort(text: string): { readonly host: string; readonly port: number } | null {
  const [, version6, other, digits] = HOST_AND_PORT.exec(text.normalize('NFKC').trim()) ?? [];
  const host = version6 ?? other;
  const port = Number(digits);
  return host && port >= 1 && port <= 0xffff ? { host, port } : null;
}
