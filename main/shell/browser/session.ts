import type { IncomingHttpHeaders } from 'node:http';
import { bearerOf, newToken, sameToken } from './tokens.ts';

export interface Credentials {
  readonly cookie: string;
  readonly bearer: string;
}

/**
 * Who may call. An opening address works once and is exchanged for a cookie and a bearer token; a call needs both. The cookie alone is not
 * enough, since cookies ignore ports and a page of another loopback port would send it too; the bearer token stays with one tab of one origin.
 */
export class Sessions {
  readonly #openings = new Set<string>();
  readonly #sessions = new Map<string, string>();
  readonly #cookieName: string;

  constructor(cookieName: string) {
    this.#cookieName = cookieName;
  }

  /** A token for one opening of the program. */
  invite(): string {
    const token = newToken();
    this.#openings.add(token);
    return token;
  }

  /** Credentials for a token that was not used before, else `null`. */
  redeem(token: string): Credentials | null {
    const known = [...this.#openings].find((candidate) => sameToken(candidate, token));
    if (!known) return null;
    this.#openings.delete(known);
    const credentials = { cookie: newToken(), bearer: newToken() };
    this.#sessions.set(credentials.cookie, credentials.bearer);
    return credentials;
  }

  /** Value of `Set-Cookie`; it lasts as long as the browser's session. */
  cookieHeader({ cookie }: Credentials): string {
    return `${this.#cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
  }

  admits(headers: IncomingHttpHeaders): boolean {
    const bearer = this.#sessions.get(this.#cookieOf(headers));
    return bearer !== undefined && sameToken(bearer, bearerOf(headers.authorization));
  }

  #cookieOf({ cookie = '' }: IncomingHttpHeaders): string {
    const pairs = cookie.split(';').map((pair) => pair.trim().split('=', 2));
    return pairs.find(([name]) => name === this.#cookieName)?.[1] ?? '';
  }
}
