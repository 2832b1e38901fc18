/** A key of this page: its private part never leaves the browser's key store, and is gone with the page. */
export interface DeviceKey {
  readonly jwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
  /** A compact JWS (RFC 7515) of claims, as the hub takes assertions. */
  sign(claims: Readonly<Record<string, string | number>>): Promise<string>;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Whether this browser can make such a key: not without https, nor in old ones. */
export const canMakeKeys = (): boolean => globalThis.crypto?.subtle !== undefined;

/** @throws DOMException where the browser has no Ed25519 */
export async function newDeviceKey(): Promise<DeviceKey> {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const { x = '' } = await crypto.subtle.exportKey('jwk', publicKey);
  // RFC 7638: members in the order of their names, nothing between them.
  const kid = base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x })))));
  return {
    jwk: { kty: 'OKP', crv: 'Ed25519', x },
    async sign(claims) {
      const text = [{ alg: 'EdDSA', typ: 'JWT', kid }, claims].map((part) => base64url(utf8(JSON.stringify(part)))).join('.');
      return `${text}.${base64url(new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, utf8(text))))}`;
    },
  };
}
