import { PkiError } from '../errors.ts';
import { isThisComputer, webAddress, withoutSecrets } from '../network/hosts.ts';

/** Of names below `localhost` some systems ask a name server. */
const IN_CLEAR: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A host as people write it, with its port where that is not the usual one. @throws PkiError REMOTE_ADDRESS_UNFIT */
export function plainHost(text: string): string {
  const url = URL.parse(`https://${text}/`);
  if (!url || url.href !== `https://${url.host}/`) throw new PkiError('REMOTE_ADDRESS_UNFIT', { url: withoutSecrets(text) });
  return url.host;
}

/**
 * The base of a service or of its sign-in, ending in `/`: HTTPS, or HTTP of this computer, without user, query or fragment.
 * @param named by which other address it was named: what lies elsewhere may not send anybody to this computer
 * @throws PkiError REMOTE_ADDRESS_UNFIT
 */
export function secureBase(text: string, named?: URL): URL {
  const url = webAddress(text);
  const plain = url && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  const reachable = url && (url.protocol === 'https:' || IN_CLEAR.has(url.hostname)) && (!named || isThisComputer(named) || !isThisComputer(url));
  if (!url || !plain || !reachable) throw new PkiError('REMOTE_ADDRESS_UNFIT', { url: withoutSecrets(text) });
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
