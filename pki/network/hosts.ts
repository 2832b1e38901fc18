const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Whether an address is plain HTTP or HTTPS to one of the hosts.
 * @param hosts names or addresses, with `:port` where it is not the scheme's own
 */
export function isAmong(url: URL, hosts: readonly string[]): boolean {
  const own = DEFAULT_PORTS[url.protocol];
  if (own === undefined || url.username !== '' || url.password !== '') return false;
  return hosts.some((host) => {
    const parsed = URL.parse(`${url.protocol}//${host}/`);
    return parsed !== null && parsed.host === url.host;
  });
}

const THIS_COMPUTER = /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|\[::1\])$/;

/** Whether it is this computer by its name alone (RFC 6761 section 6.3), with every address of loopback. */
export const isThisComputer = ({ hostname }: URL): boolean => THIS_COMPUTER.test(hostname);

/** The address as a URL, `null` when it is none of HTTP or HTTPS. */
export function webAddress(text: string): URL | null {
  const url = URL.parse(text);
  return url && url.protocol in DEFAULT_PORTS ? url : null;
}

/** The address without user and password, for people and logs; of one that is none only what follows the last `@`. */
export function withoutSecrets(text: string): string {
  const url = URL.parse(text);
  if (!url?.host) return text.slice(text.lastIndexOf('@') + 1);
  url.username = '';
  url.password = '';
  return url.href;
}
