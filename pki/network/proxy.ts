import { BlockList, isIP } from 'node:net';
import type { ProxyResolver } from './http-client.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export const noProxy: ProxyResolver = async () => null;

export const fixedProxy =
  (proxy: string): ProxyResolver =>
  async () =>
    proxy;

/** Proxy by `http_proxy`, `https_proxy` and `no_proxy`, in small or capital letters, small ones first, as curl reads them. */
export function environmentProxy(environment: Environment = process.env): ProxyResolver {
  const read = (name: string) => environment[name] || environment[name.toUpperCase()] || null;
  return async (url) => {
    const proxy = read(`${url.protocol.slice(0, -1)}_proxy`);
    if (!proxy || goesAround(url, read('no_proxy') ?? '')) return null;
    return proxy.includes('://') ? proxy : `http://${proxy}`;
  };
}

/** `*`, a host with everything below it, with or without a leading `.` or `*.` and a port, an address, or a range such as `10.0.0.0/8`. */
function goesAround({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const asked = port || (protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      if (isIP(host) && entry.includes('/')) return inRange(host, entry);
      const [, name = entry, only] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) ? '' : entry) ?? [];
      const suffix = (name || entry).replace(/^\*?\.|^\[|\]$/g, '');
      return (only === undefined || only === asked) && (host === suffix || (!isIP(host) && host.endsWith(`.${suffix}`)));
    });
}

function inRange(host: string, range: string): boolean {
  const [network = '', prefix = ''] = range.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const bits = Number(prefix);
  if (isIP(network) === 0 || isIP(network) !== isIP(host) || prefix === '' || !(bits >= 0 && bits <= (family === 'ipv6' ? 128 : 32))) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return list.check(host, family);
}
