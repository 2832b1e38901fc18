import { type DigestName, digest } from '../digest/algorithms.ts';

/** What a web application asks to be signed. */
export interface LoginChallenge {
  /** ASCII serialization of the application's origin (HTML Standard), for example `https://record.example`. */
  readonly origin: string;
  /** Random value in base64, as the application made it for this login; it is hashed as the text that it is, never decoded. */
  readonly nonce: string;
}

/** Characters of a nonce: 32 random bytes at least, as the libraries of Web eID demand. */
export const NONCE_LENGTH = { least: 44, most: 128 } as const;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isNonce = (text: string): boolean => text.length >= NONCE_LENGTH.least && text.length <= NONCE_LENGTH.most && BASE64.test(text);

/** Whether the text is an origin as browsers write it, and one that nobody on the way can read or change: HTTPS, or HTTP of this computer. */
export function isSecureOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.origin !== text) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

/** hash(origin) ‖ hash(nonce): each by itself, so that no text can move from one to the other (Web eID authentication token, version 1.0). */
export function challengeMessage({ origin, nonce }: LoginChallenge, algorithm: DigestName): Uint8Array {
  const hashed = (text: string) => digest(algorithm, new TextEncoder().encode(text));
  return Buffer.concat([hashed(origin), hashed(nonce)]);
}

/** @throws TypeError where a caller gives what no browser sends as an origin, or a nonce too short to be one */
export function requireChallenge({ origin, nonce }: LoginChallenge): void {
  if (!isSecureOrigin(origin)) throw new TypeError(`not the origin of a secure page: ${origin}`);
  if (!isNonce(nonce)) throw new TypeError('the nonce is not base64 of at least 32 bytes');
}
