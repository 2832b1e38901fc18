import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits for an address or a header. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares without telling by time where two tokens differ. */
export function sameToken(a: string, b: string): boolean {
  const hash = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(hash(a), hash(b));
}

/** The token of an `Authorization: Bearer` header, or the empty string. */
export function bearerOf(authorization: string | null | undefined): string {
  return /^Bearer ([\w-]+)$/.exec(authorization ?? '')?.[1] ?? '';
}
