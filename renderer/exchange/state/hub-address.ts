const WITHIN: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Whether a code may be sent to an address: anybody on the way could read it without TLS. The program itself decides by the same rule. */
export function isHubAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.hostname === '' || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && WITHIN.has(url.hostname));
}
