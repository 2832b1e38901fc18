import { deriveKey, seal, unseal } from '../store/sealing.ts';

/** The password is sent to this proxy by this way for this user, and nowhere else. */
const placeOf = ({ origin, username }: URL): string => `password of ${JSON.stringify([origin, username])}`;
const keyOf = (masterKey: Uint8Array): Uint8Array => deriveKey(masterKey, 'proxy');

/** The address of a proxy without its password, as it is shown and stored; its user stays. */
export function withoutPassword(address: string): string {
  const url = URL.parse(address);
  if (!url?.password) return address;
  url.password = '';
  return url.href;
}

/** The address with the password known of the same proxy and user, where it gives none itself: who saw it without writes it without. */
export function withKnownPassword(address: string, known: string): string {
  const [url, before] = [URL.parse(address), URL.parse(known)];
  if (!url?.username || url.password || !before?.password || placeOf(url) !== placeOf(before)) return address;
  url.password = before.password;
  return url.href;
}

/** The password of an address as it rests, `null` where it gives none. */
export function sealedPassword(masterKey: Uint8Array, address: string): string | null {
  const url = URL.parse(address);
  return url?.password ? Buffer.from(seal(keyOf(masterKey), Buffer.from(url.password), placeOf(url))).toString('base64') : null;
}

/** The address with the password that was sealed for it; as it is where that was another's. */
export function withSealedPassword(masterKey: Uint8Array, address: string, sealed: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  try {
    url.password = Buffer.from(unseal(keyOf(masterKey), Buffer.from(sealed, 'base64'), placeOf(url))).toString('utf8');
    return url.href;
  } catch {
    return address;
  }
}
