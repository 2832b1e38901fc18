/** Kinds of a proxy list (the answer of FindProxyForURL) and the scheme by which such a proxy is spoken to. */
const SCHEMES: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS: 'socks', SOCKS4: 'socks4', SOCKS5: 'socks5' };

/**
 * The proxy of a proxy list such as `PROXY proxy.example:3128; DIRECT`: its first entry that can be spoken to, `null` for a direct way. A list of
 * nothing but other kinds gives the first of them, which then fails under its name, rather than a way around what the system demands.
 */
export function proxyOfRules(list: string): string | null {
  const entries = list.split(';').flatMap(readEntry);
  const spoken = entries.find((entry) => entry === null || /^https?:/.test(entry));
  return spoken === undefined ? (entries[0] ?? null) : spoken;
}

function readEntry(entry: string): (string | null)[] {
  const [kind = '', host] = entry.trim().toUpperCase().split(/\s+/);
  if (kind === 'DIRECT') return [null];
  const scheme = SCHEMES[kind];
  return scheme && host ? [`${scheme}://${host.toLowerCase()}`] : [];
}
